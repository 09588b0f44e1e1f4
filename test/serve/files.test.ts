/** The files that a served Kraken is configured by, and what is said where they are mistaken. */
import { describe, expect, it } from 'vitest'
import { readFaults } from '../../sim/serve/faults.ts'
import { readAccounts } from '../../sim/serve/accounts.ts'
import { readPrints } from '../../sim/serve/prints.ts'
import { builtInUniverse } from '../../sim/exchange/universe/universe.ts'
import { refusal } from './served.ts'

const universe = builtInUniverse()
const SECRET = 'c2VjcmV0'

describe('a file of accounts', () => {
  const read = (text: string) => readAccounts(text, { file: 'accounts.toml', universe })

  it('has keys, tiers and funds by any name of an asset', () => {
    const text = `
      [accounts.alice]
      tier = "starter"
      funds = { EUR = 1000.50, BTC = "0.5" }
      [[accounts.alice.keys]]
      key = "K1"
      secret = "${SECRET}"
      nonce_window = 10
      permissions = ["query-funds", "create-ws-token"]
      [accounts.bob]`
    expect(read(text)).toEqual({
      ok: true,
      value: [
        {
          name: 'alice',
          tier: 'starter',
          keys: [{ key: 'K1', secret: SECRET, nonceWindow: 10, permissions: ['query-funds', 'create-ws-token'] }],
          funds: { ZEUR: '1000.50', XXBT: '0.5' },
        },
        { name: 'bob', keys: [], funds: {} },
      ],
    })
  })

  it.each([
    ['[accounts.alice', /^accounts\.toml is no TOML: line 1, column \d+: /],
    ['', /^accounts\.toml: accounts: /],
    ['[accounts.alice]\ntier = "gold"', /^accounts\.toml: accounts\.alice\.tier: /],
    ['[accounts.alice]\nfunds = { EUR = -5 }', /^accounts\.toml: accounts\.alice\.funds\.EUR: is a plain decimal/],
    [
      '[accounts.alice]\nfunds = { NIX = 5 }',
      /^accounts\.toml: accounts\.alice\.funds: the universe has no asset NIX$/,
    ],
    ['[accounts.alice]\nfunds = { XBT = 5, BTC = 1 }', /XBT and BTC are one asset$/],
    ['[[accounts.alice.keys]]\nkey = "a b"\nsecret = "c2VjcmV0"', /accounts\.alice\.keys\.1\.key: is an API key/],
    ['[[accounts.alice.keys]]\nkey = "a"\nsecret = "no"', /accounts\.alice\.keys\.1\.secret: is a private key/],
    ['[accounts.alice]\nfund = 1', /^accounts\.toml: accounts\.alice: .*fund/],
    [
      ['alice', 'bob'].map((name) => `[[accounts.${name}.keys]]\nkey = "K"\nsecret = "${SECRET}"`).join('\n'),
      /accounts\.bob has a key that alice has already$/,
    ],
    ['[accounts.taking-strangers]', /is the name of one of the strangers/],
  ])('with a mistake is one sentence with its place: %j', (text, sentence) => {
    const mistaken = read(text)
    expect(mistaken).toMatchObject({ ok: false, error: expect.stringMatching(sentence) as string })
    expect(mistaken.ok ? '' : mistaken.error).not.toContain('\n')
  })
})

describe('a file of faults', () => {
  const read = (text: string) => readFaults(text, 'faults.toml')

  it('says what befalls Kraken in the words of a story, and when', () => {
    const text = `
      [[faults]]
      at = 5
      kind = "lose"
      on = "openOrders"
      [[faults]]
      at = 60.5
      kind = "answer"
      request = "AddOrder"
      with = { status = 502, body = "<html>" }
      times = 3
      [[faults]]
      kind = "go"
      mode = "cancel_only"`
    const trouble = (does: object, at: number) => ({ at, does: { kind: 'trouble', trouble: does, account: undefined } })
    expect(read(text)).toEqual({
      ok: true,
      value: [
        trouble({ kind: 'lose', on: 'openOrders', hole: false, frames: 1, after: 0 }, 5),
        trouble(
          { kind: 'answer', request: 'AddOrder', with: { kind: 'http-status', status: 502, body: '<html>' }, times: 3 },
          60.5,
        ),
        { at: 0, does: { kind: 'go', mode: 'cancel_only' } },
      ],
    })
  })

  it.each([
    ['[[faults]]\nat = "soon"', /^faults\.toml: faults\.1\.at: is a number of seconds/],
    ['[[faults]]\nkind = "heal"\n[[faults]]\nkind = "rain"', /^faults\.toml: faults\.2: kind: is one of lose, repeat/],
    ['[[faults]]\nkind = "delay"\non = "REST"', /^faults\.toml: faults\.1: seconds: /],
    ['[[faults]]\nkind = "go"\nmode = "away"', /^faults\.toml: faults\.1: mode: /],
    [
      '[[faults]]\nkind = "answer"\nrequest = "addOrder"\nwith = { status = 502 }',
      /^faults\.toml: faults\.1: with: is no HTTP status/,
    ],
  ])('with a mistake is one sentence with its place: %j', (text, sentence) => {
    expect(read(text)).toMatchObject({ ok: false, error: expect.stringMatching(sentence) as string })
  })
})

describe('recorded trades', () => {
  it('are read from a table of trades, named by its pair', () => {
    const text = '1700000000,149.50,2.5\n1700000001.5,149.40,1\n'
    expect(readPrints(text, { file: 'some/XMREUR.csv', universe })).toEqual({
      ok: true,
      value: [
        { pair: 'XXMRZEUR', price: '149.50', volume: '2.5', side: 'buy', after: 0 },
        { pair: 'XXMRZEUR', price: '149.40', volume: '1', side: 'sell', after: 1_500_000 },
      ],
    })
  })

  it('are read from an answer of Trades, and from what a recording heard', () => {
    const row = '["149.50","2.5",1700000000.25,"s","l","",7]'
    const answer = `{"error":[],"result":{"XXMRZEUR":[${row}],"last":"1"}}`
    const head = {
      kind: 'recording',
      format: 1,
      version: '1',
      adapter: 'any',
      dialect: 'any',
      account: 'any',
      startedAt: 1,
      blotted: [],
    }
    const v1 = `[1,[["149.50","2.5","1700000000.250000","s","l",""]],"trade","XMR/EUR"]`
    const v2 = `{"channel":"trade","type":"update","data":[{"symbol":"XMR/EUR","side":"sell","price":149.50,"qty":2.5,"ord_type":"limit","trade_id":7,"timestamp":"2023-11-14T22:13:20.250000Z"}]}`
    const print = { pair: 'XXMRZEUR', price: '149.50', volume: '2.5', side: 'sell', after: 0 }
    expect(readPrints(answer, { file: 'Trades.json', universe })).toEqual({ ok: true, value: [print] })
    for (const frame of [v1, v2]) {
      const recording = [head, { at: 2, kind: 'socket-received', socket: 1, frame }].map((line) => JSON.stringify(line))
      expect(readPrints(`${recording.join('\n')}\n`, { file: 'day.jsonl', universe })).toEqual({
        ok: true,
        value: [print],
      })
    }
  })

  it.each([
    ['nix.csv', '1,2,3', /there is no pair nix$/],
    ['XMREUR.csv', '1700000000,1,1\nfoo,1,1', /^XMREUR\.csv: line 2 is no trade/],
    ['Trades.json', '{"result":{"XXMRZEUR":[["a"]]}}', /^Trades\.json: XXMRZEUR\.1 is no trade$/],
    ['Trades.json', '{"result":{}}', /^Trades\.json has no trade in it$/],
    ['other', 'text', /^other is neither/],
  ])('that are none are one sentence: %s %j', (file, text, sentence) => {
    expect(readPrints(text, { file, universe })).toMatchObject({
      ok: false,
      error: expect.stringMatching(sentence) as string,
    })
  })
})

describe('a Kraken that cannot start', () => {
  it('says so before its port is open', async () => {
    expect(await refusal({ accounts: { file: 'a.toml', text: '[accounts.x]\ntier = "gold"' } })).toMatch(/^a\.toml: /)
    expect(await refusal({ faults: { file: 'f.toml', text: '[[faults]]\nkind = "rain"' } })).toMatch(/^f\.toml: /)
    expect(await refusal({ pairs: ['NIX/EUR'] })).toBe('--pairs: the universe has no pair NIX/EUR')
    expect(await refusal({ quirks: ['dusk=off'] })).toMatch(/^--quirks: there is no quirk 'dusk', only /)
    expect(await refusal({ quirks: ['dust=of'] })).toBe("--quirks: dust is one of one-lot, off, not 'of'")
    expect(await refusal({ host: '192.0.2.1' })).toBe('--host 192.0.2.1 is no address of this machine')
    expect(await refusal({ record: '/nowhere/at/all' })).toMatch(/^--record \/nowhere\/at\/all: ENOENT$/)
  })
})
