/** The exchange’s frames beside genuine captures of the same kind: keys, types, null habits and scales. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sharedData } from '../shared-data.ts'
import { Kraken } from './kraken.ts'

type Members = Readonly<Record<string, unknown>>

/** Order events and trade rows of a recording, each by the kind of event it is. */
function eventsIn(name: string): ReadonlyMap<string, Members> {
  const file = sharedData(name)
  return new Map(file.there ? framesIn(readFileSync(file.path, 'utf8')).flatMap(eventsOf) : [])
}
/** A file holds one frame or a list of frames. */
function framesIn(text: string): readonly unknown[] {
  const json = JSON.parse(text) as unknown[]
  return typeof json[1] === 'string' ? [json] : json
}
function eventsOf(frame: unknown): readonly (readonly [string, Members])[] {
  if (!Array.isArray(frame)) return []
  const [items, channel] = frame as [readonly Record<string, Members>[], string]
  return items
    .flatMap((item) => Object.values(item))
    .map((payload) => [channel === 'ownTrades' ? 'trade' : kindOf(payload), payload])
}
function kindOf(payload: Members): string {
  if ('descr' in payload) return 'whole order'
  return typeof payload['status'] === 'string' ? payload['status'] : 'fill'
}

/** The members' names, and for a text that is a number its decimals; else its type. */
const shapeOf = (value: unknown): unknown => {
  if (typeof value === 'string')
    return /^\d+\.\d+$/.test(value) ? `${(value.split('.')[1] ?? '').length} decimals` : 'text'
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]))
}

/** What a trader's life looks like here, on a pair of that name: one event of each kind. */
function simulated(pair: string, price: string): ReadonlyMap<string, Members> {
  const funds = { USD: '1000000', USDT: '1000', XBT: '100', SOL: '1000', ETH: '100', ATOM: '1000' }
  const keys = [{ key: 'trader-key', secret: 'c2VjcmV0' }]
  const kraken = new Kraken({
    accounts: [
      { name: 'trader', keys, funds },
      { name: 'stranger', keys: [], funds },
    ],
  })
  const client = kraken.subscribed()
  const bid = { pair, type: 'buy', ordertype: 'limit', price, volume: '20' }
  client.asks('addOrder', bid)
  kraken.places('stranger', 'sell', '8', price, { pair })
  kraken.places('stranger', 'sell', '12', price, { pair })
  client.asks('addOrder', bid)
  client.asks('cancelAll', {})
  return new Map(client.frames.flatMap((frame) => eventsOf(frame.json)))
}

const RECORDINGS = [
  { file: 'openOrders_lifecycle.1.json', pair: 'XBT/USD', price: '1000.0', kinds: ['open', 'fill', 'closed'] },
  { file: 'openOrders_lifecycle.3.json', pair: 'USDT/USD', price: '0.9980', kinds: ['whole order', 'open'] },
  { file: 'openOrders_update.1.json', pair: 'SOL/USD', price: '25.00', kinds: ['whole order'] },
  { file: 'openOrders_update.3.json', pair: 'SOL/USD', price: '25.00', kinds: ['canceled'] },
  { file: 'ownTrades_update.1.json', pair: 'ETH/USD', price: '1967.68', kinds: ['trade'] },
  { file: 'ownTrades_update.3.json', pair: 'USDT/USD', price: '0.9998', kinds: ['trade'] },
]

describe.each(RECORDINGS)('the frames on $pair', ({ file, pair, price, kinds }) => {
  const data = sharedData(`ws1/${file}`)
  const reason = data.there ? '' : ` (skipped: ${data.reason})`
  it.skipIf(!data.there).each(kinds)(`have the members and scales of the recorded %s in ${file}${reason}`, (kind) => {
    const recorded = eventsIn(`ws1/${file}`).get(kind)
    const { userref, ...ours } = simulated(pair, price).get(kind) ?? {}
    expect(recorded).toBeDefined()
    /** Recordings of trades carry no userref when none was given; here it is always told. */
    expect(typeof userref).toBe('number')
    expect(shapeOf({ userref: 0, ...ours })).toEqual(shapeOf({ userref: 0, ...recorded }))
  })
})

describe('acknowledgements', () => {
  const data = sharedData('ws1/openOrders_lifecycle.3.json')
  const reason = data.there ? '' : ` (skipped: ${data.reason})`
  it.skipIf(!data.there)(`read as the recorded one but for the id${reason}`, () => {
    const [recorded] = data.there ? (JSON.parse(readFileSync(data.path, 'utf8')) as [Members]) : [{}]
    const accounts = [{ name: 'trader', keys: [{ key: 'trader-key', secret: 'c2VjcmV0' }], funds: { USD: '100' } }]
    const client = new Kraken({ accounts }).subscribed()
    const fields = { pair: 'USDT/USD', type: 'buy', ordertype: 'limit', price: '0.998', volume: '10', oflags: 'post' }
    client.asks('addOrder', { ...fields, reqid: 5 })
    const [ack] = client.acks()
    expect(Object.keys(ack ?? {})).toEqual(Object.keys(recorded))
    /** The pair had four price decimals then and has five now. */
    const descr = 'buy 10.00000000 USDTUSD @ limit 0.99800'
    expect({ ...ack, txid: '' }).toEqual({ ...recorded, descr, txid: '' })
    expect(`${String(recorded['descr'])}0`).toBe(descr)
  })
})
