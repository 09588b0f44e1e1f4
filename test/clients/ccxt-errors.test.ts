/** Every class of error that ccxt can raise about Kraken: brought about by a request, or by weather where no request can. */
import ccxt from 'ccxt'
import { afterAll, beforeEach, expect, it } from 'vitest'
import type { Started } from '../../sim/serve/start.ts'
import { control, started } from '../serve/served.ts'
import { type Ccxt, ccxtAt } from './pointed.ts'

let one: Started
let client: Ccxt
beforeEach(async () => {
  one = await started({ accounts: ACCOUNTS })
  client = await ccxtAt(one)
})

const ACCOUNTS = {
  file: 'accounts.toml',
  text: `[accounts.demo]
tier = "starter"
funds = { EUR = 1000, XMR = 50 }
[[accounts.demo.keys]]
key = "demo"
secret = "c2VjcmV0"
[[accounts.demo.keys]]
key = "looks-only"
secret = "c2VjcmV0"
permissions = ["query-funds"]
`,
}

type Doing = (client: Ccxt) => Promise<unknown>
const buys = (client: Ccxt, amount = 1, price = 10): Promise<unknown> =>
  client.createOrderWs('XMR/EUR', 'limit', 'buy', amount, price)
const balance: Doing = (client) => client.fetchBalance()

/** The one whose class it is has to be raised, and no other. */
const raised = new Set<string>()
async function raises(kind: string, doing: Promise<unknown>): Promise<void> {
  const error = await doing.then(
    () => undefined,
    (problem: unknown) => problem,
  )
  expect(error instanceof Error ? error.constructor.name : error).toBe(kind)
  raised.add(kind)
}

// ---- by a request

it.each<[string, string, Doing]>([
  ['BadSymbol', 'an unknown asset', (client) => client.privatePostLedgers({ asset: 'NIX' })],
  ['InvalidOrder', 'an id that is none', (client) => client.privatePostQueryOrders({ txid: 'nix' })],
  ['InvalidAddress', 'a withdrawal to nowhere', (client) => client.withdraw('XMR', 1, 'a', undefined, { key: 'nix' })],
  // Its tables have other words than Kraken's for these.
  ['ExchangeError', 'an unknown pair', (client) => client.publicGetTicker({ pair: 'NIX' })],
  ['ExchangeError', 'less than the smallest order', (client) => buys(client, 0.0001)],
  ['ExchangeError', 'more than there is, over the socket', (client) => buys(client, 40, 1000)],
  ['OrderNotFound', 'an order unknown, over the socket', (client) => client.cancelOrderWs('OAAAAA-BBBBB-CCCCCC')],
])('%s: %s', async (kind, _, doing) => {
  await raises(kind, doing(client))
})

it.each<[string, string, Doing]>([
  ['InsufficientFunds', 'more than there is', (client) => client.createOrder('XMR/EUR', 'limit', 'buy', 40, 1000)],
  [
    'InvalidOrder',
    'less than the smallest order',
    (client) => client.createOrder('XMR/EUR', 'limit', 'buy', 0.0001, 10),
  ],
  ['OrderNotFound', 'an order unknown', (client) => client.cancelOrder('OAAAAA-BBBBB-CCCCCC')],
])('%s: %s', async (kind, _, doing) => {
  await raises(kind, doing(client))
})

it('AuthenticationError: a key unknown', async () => {
  await raises('AuthenticationError', balance(await ccxtAt(one, { key: { key: 'nobody', secret: 'c2VjcmV0' } })))
})

it('PermissionDenied: a key that may not', async () => {
  await raises(
    'PermissionDenied',
    (await ccxtAt(one, { key: { key: 'looks-only', secret: 'c2VjcmV0' } })).fetchOpenOrders(),
  )
})

it('InvalidNonce: a nonce below the last', async () => {
  await balance(client)
  const late = await ccxtAt(one, { options: { nonce: () => 1 } })
  await raises('InvalidNonce', balance(late))
})

it('DDoSProtection: more calls than the counter bears', async () => {
  const calls = async (): Promise<void> => {
    for (let call = 0; call < 30; call += 1) await client.fetchBalance()
  }
  await raises('DDoSProtection', calls())
})

it.each(['post_only', 'cancel_only'])('NotSupported: the mode %s, over the socket', async (mode) => {
  await client.loadMarkets()
  await control(one, '/fault', { kind: 'go', mode })
  await raises('NotSupported', client.createOrderWs('XMR/EUR', 'market', 'buy', 1))
})

// ---- by weather

it.each([
  ['ExchangeNotAvailable', { error: 'EService:Unavailable' }],
  ['ExchangeNotAvailable', { error: 'EService:Busy' }],
  ['ExchangeNotAvailable', { error: 'EGeneral:Internal error' }],
  ['ExchangeNotAvailable', { status: 503, body: '<html>' }],
  ['ExchangeNotAvailable', { status: 520, body: '<html>' }],
  ['DDoSProtection', { error: 'EGeneral:Temporary lockout' }],
  ['OnMaintenance', { error: 'EService:Market in post_only mode' }],
  ['AccountSuspended', { error: 'ETrade:User Locked' }],
  ['CancelPending', { error: 'EOrder:Cancel pending' }],
  ['RateLimitExceeded', { status: 429, body: '' }],
  ['RateLimitExceeded', { error: 'EAuth:Rate limit exceeded' }],
  ['BadRequest', { error: 'EGeneral:Invalid arguments' }],
  ['InsufficientFunds', { error: 'EOrder:Insufficient funds' }],
  ['ExchangeError', { error: 'EGeneral:Something else' }],
])('%s: an answer of %j', async (kind, answer) => {
  await control(one, '/fault', { kind: 'answer', request: 'BalanceEx', with: answer })
  await raises(kind, balance(client))
})

it('RequestTimeout: no answer', async () => {
  await control(one, '/fault', { kind: 'answer', request: 'BalanceEx', with: 'silence' })
  await raises('RequestTimeout', balance(await ccxtAt(one, { options: { timeout: 200 } })))
})

it('NetworkError: nobody there', async () => {
  await control(one, '/fault', { kind: 'cut', outageSeconds: 60 })
  await raises('NetworkError', client.fetchTime())
})

it('NetworkError: a connection that breaks while it is listened to', async () => {
  const watched = client.watchOrders()
  await new Promise((resolve) => setTimeout(resolve, 100))
  await control(one, '/fault', { kind: 'cut' })
  await raises('NetworkError', watched)
})

it('AuthenticationError: a token that was forgotten', async () => {
  await buys(client)
  await control(one, '/fault', { kind: 'forget-tokens' })
  await raises('AuthenticationError', buys(client))
})

/** What its tables for Kraken name, and what it makes of a transport that fails. */
const REACHABLE: readonly string[] = [
  'AccountSuspended',
  'AuthenticationError',
  'BadRequest',
  'BadSymbol',
  'CancelPending',
  'DDoSProtection',
  'ExchangeError',
  'ExchangeNotAvailable',
  'InsufficientFunds',
  'InvalidAddress',
  'InvalidNonce',
  'InvalidOrder',
  'NetworkError',
  'NotSupported',
  'OnMaintenance',
  'OrderNotFound',
  'PermissionDenied',
  'RateLimitExceeded',
  'RequestTimeout',
]

it('every class that ccxt names for Kraken was raised', () => {
  const exceptions: unknown = new ccxt.pro.kraken().exceptions
  const named = new Set<string>()
  const look = (value: unknown): void => {
    if (typeof value === 'function') named.add(value.name)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(look)
  }
  look(exceptions)
  expect([...named].filter((name) => !REACHABLE.includes(name))).toEqual([])
  expect(REACHABLE.filter((name) => !raised.has(name))).toEqual([])
})

afterAll(() => {
  console.log(`ccxt raised ${raised.size} classes of error: ${[...raised].sort().join(', ')}`)
})
