/** Every error of the catalogue is said when its request is made, and the catalogue has every error there is. */
import { describe, expect, it } from 'vitest'
import { CATALOGUE, type Deed, NOT_PRODUCED } from '../../sim/exchange/catalogue.ts'
import { PERMISSIONS } from '../../sim/exchange/permissions.ts'
import { type Client, Kraken } from './kraken.ts'
import { recorded } from './recorded.ts'

const funds = { EUR: '100000', XMR: '100', XBT: '1' }
const SECRET = 'c2VjcmV0'

/** Answers each deed; gives the error of the last. */
class Provoker {
  readonly #kraken = new Kraken({
    restricted: { XETHZEUR: ['US:MA'] },
    accounts: [
      {
        name: 'trader',
        region: 'US:MA',
        funds,
        withdrawKeys: { cold: 'XBT' },
        keys: [
          { key: 'trader-key', secret: SECRET },
          { key: 'poor-key', secret: SECRET, permissions: PERMISSIONS.filter((one) => one !== 'query-ledger') },
        ],
      },
      { name: 'other', keys: [], tier: 'unlimited', funds },
    ],
  })
  readonly #v1: Client
  readonly #v2: Client
  readonly #token: string

  constructor() {
    this.#token = this.#kraken.token()
    this.#v1 = this.#kraken.socket()
    this.#v1.token = this.#token
    this.#v2 = this.#kraken.socket('wss://ws-auth.kraken.com/v2')
    this.#v1.sends({ event: 'subscribe', subscription: { name: 'openOrders', token: this.#token } })
  }

  does(deed: Deed): string | undefined {
    const kraken = this.#kraken
    switch (deed.does) {
      case 'operate':
        kraken.operator(deed.command)
        return undefined
      case 'get':
        return repeated(deed.times, () => kraken.get(`/0/public/${deed.path}`, '192.0.2.1').error[0])
      case 'post':
        return deed.flaw === undefined
          ? repeated(deed.times, () => kraken.post(deed.method, this.#filled(deed.params)).error[0])
          : this.#flawed(deed.method, deed.flaw)
      case 'order':
        return repeated(deed.times, () => {
          kraken.passes(deed.pause ?? 0)
          const fields = {
            pair: 'XMR/EUR',
            type: 'buy',
            ordertype: 'limit',
            price: '100.00',
            volume: '1',
            ...deed.fields,
          }
          return errorIn(this.#v1.asks('addOrder', fields)[0]?.json)
        })
      case 'v1':
        return errorIn(this.#v1.asks(deed.event, deed.fields)[0]?.json)
      case 'v2':
        return errorIn(
          this.#v2.sendsText(deed.text.replace('"params":{', `"params":{"token":"${this.#token}",`))[0]?.json,
        )
    }
  }

  /** The reference of a withdrawal is not known before it is made. */
  #filled(params: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
    if (params['refid'] !== 'the last one') return params
    const [{ refid }] = this.#kraken.result<[{ refid: string }]>('WithdrawStatus')
    return { ...params, refid }
  }

  #flawed(method: string, flaw: string): string | undefined {
    const errorOf = (text: string) => (JSON.parse(text) as { error: string[] }).error[0]
    const path = `/0/private/${method}`
    const headers = { 'API-Key': 'trader-key', 'API-Sign': 'x' }
    switch (flaw) {
      case 'unknown key':
        return this.#kraken.post(method, {}, 'nobody').error[0]
      case 'poor key':
        return this.#kraken.post(method, {}, 'poor-key').error[0]
      case 'wrong signature':
        return errorOf(this.#kraken.http(path, { method: 'POST', headers, body: 'nonce=1000' }))
      case 'no JSON':
        return errorOf(
          this.#kraken.http(path, {
            method: 'POST',
            headers: { ...headers, 'Content-Type': 'application/json' },
            body: '{',
          }),
        )
      default:
        return this.#kraken.post(method, { nonce: '1' }).error[0]
    }
  }
}

function repeated(times = 1, ask: () => string | undefined): string | undefined {
  let error: string | undefined
  for (let time = 0; time < times; time += 1) error = ask()
  return error
}

const errorIn = (answer: unknown): string | undefined => {
  const { errorMessage, error } = (answer ?? {}) as { errorMessage?: string; error?: string }
  return errorMessage ?? error
}

describe('the catalogue of errors', () => {
  it.each(CATALOGUE.map((entry) => [entry.error, entry] as const))('%s is said', (error, { provocation }) => {
    const provoker = new Provoker()
    const said = provocation.map((deed) => provoker.does(deed)).at(-1)
    expect(said?.startsWith(error), String(said)).toBe(true)
  })

  it('has each error once', () => {
    const all = [...CATALOGUE, ...NOT_PRODUCED].map(({ error }) => error)
    expect(new Set(all).size).toBe(all.length)
  })

  it('says at least 95 of 100 of them', () => {
    expect(CATALOGUE.length / (CATALOGUE.length + NOT_PRODUCED.length)).toBeGreaterThanOrEqual(0.95)
  })
})

/** The table of errors in the reference: names in code spans of its first column; a list shares what is before its colon. */
function errorsOf(protocol: string): readonly string[] {
  const table = protocol.slice(protocol.indexOf('### 1.6 '), protocol.indexOf('### 1.7 '))
  const rows = [...table.matchAll(/^\| (`.*) \|/gm)].map(([, cells = '']) => cells.split(' | ')[0] ?? '')
  return rows.flatMap((cell) => {
    let prefix = ''
    return [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, name = '']) => {
      const bare = name.replace(/\[.*|:?…$|<unix ts>$|\.\.\.$/g, '').replace(/:$/, '')
      if (bare === '' || bare === 'EFunding') return []
      if (/^[EW][A-Z]/i.test(bare) && bare.includes(':')) prefix = `${bare.split(':')[0]}:`
      return [bare.includes(':') ? bare : prefix + bare]
    })
  })
}

describe('the reference', () => {
  recorded('../kraken/protocol.md', 'names no error that the catalogue lacks', (text) => {
    const known = [...CATALOGUE, ...NOT_PRODUCED].map(({ error }) => error)
    const errors = errorsOf(text)
    expect(errors.length).toBeGreaterThan(60)
    /** `…` stands for what is as in the name before it. */
    const isKnown = (error: string): boolean => {
      const [start = '', end = ''] = error.split('…')
      return known.some((one) => one.startsWith(start.replace(/:$/, '')) && one.includes(end.replace(/^:/, '')))
    }
    expect(errors.filter((error) => !isKnown(error))).toEqual([])
  })
})
