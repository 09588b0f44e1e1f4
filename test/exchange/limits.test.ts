/** How often one may ask: the call counter, the trading engine's counter, the cap on open orders. */
import { describe, expect, test } from 'vitest'
import { ALLOWANCES, type Tier } from '../../sim/exchange/limits/tiers.ts'
import { createCounter } from '../../sim/exchange/limits/counter.ts'
import { after, seconds } from '../../src/time.ts'
import { type Client, Kraken, OTHER, START, STRANGER, TRADER } from './kraken.ts'

const of = (tier: Tier, quirks = {}): Kraken => new Kraken({ accounts: [{ ...TRADER, tier }, STRANGER, OTHER], quirks })
const refusals = (kraken: Kraken, endpoint: string, times: number): number =>
  Array.from({ length: times }, () => kraken.post(endpoint).error).filter((error) => error.length > 0).length

describe('a counter', () => {
  test('falls by what its rate says and never below zero', () => {
    const counter = createCounter({ max: 60, hundredthsPerSecond: 234 })
    counter.charge(START, 10)
    expect(counter.level(after(START, seconds(1)))).toBe(766_000_000)
    expect(counter.level(after(START, seconds(1e9)))).toBe(0)
    expect(counter.hasRoomFor(START, 50)).toBe(true)
    expect(counter.hasRoomFor(START, 50.5)).toBe(false)
  })
})

describe('REST calls', () => {
  test.each([
    ['starter', 15],
    ['intermediate', 20],
    ['pro', 20],
  ] as const)('a key of tier %s may ask %i times at once', (tier, max) => {
    const kraken = of(tier)
    // The clock ticks a millisecond at each call, which earns no point back.
    expect(refusals(kraken, 'Balance', max)).toBe(0)
    expect(kraken.post('Balance').error).toEqual(['EAPI:Rate limit exceeded'])
  })

  test('room comes back with time, and a refused call costs nothing', () => {
    const kraken = of('pro')
    expect(refusals(kraken, 'Balance', 30)).toBe(10)
    kraken.passes(3)
    expect(refusals(kraken, 'Balance', 6)).toBe(3)
  })

  test.each([
    ['four', 5],
    ['two', 10],
  ] as const)('a look into the history costs %s', (costOfHistory, times) => {
    const kraken = of('pro', { costOfHistory })
    expect(refusals(kraken, 'TradesHistory', times)).toBe(0)
    expect(refusals(kraken, 'Ledgers', 1)).toBe(1)
  })

  test('public calls are not counted', () => {
    const kraken = of('starter')
    for (let call = 0; call < 50; call += 1) expect(kraken.get('/0/public/Time').error).toEqual([])
  })

  test('another program on the key uses up the same counter', () => {
    const kraken = of('starter')
    for (let call = 0; call < 15; call += 1) kraken.operator({ kind: 'call-elsewhere', account: 'trader', nonce: '0' })
    expect(kraken.post('Balance').error).toEqual(['EAPI:Rate limit exceeded'])
    kraken.passes(10)
    expect(kraken.post('Balance').error).toEqual([])
    expect(kraken.exchange.truth.rates.get('calls of trader')).toMatchObject({ isShared: true })
  })
})

const bid = { pair: 'XMR/EUR', type: 'buy', ordertype: 'limit', price: '10', volume: '1' }
const places = (client: Client): unknown => client.asks('addOrder', bid)[0]?.json
const errorOf = (answer: unknown): unknown => (answer as { errorMessage?: string }).errorMessage
const txidOf = (answer: unknown): string => (answer as { txid: string }).txid

describe('the trading engine', () => {
  test('a counter of young cancels fills up, and then new orders and single cancels are refused', () => {
    const kraken = of('starter')
    const client = kraken.subscribed()
    const ids = Array.from({ length: 12 }, () => txidOf(places(client)))
    // Twelve adds make 12, six cancels of 8 make 48: sixty, the limit.
    const answers = ids.slice(0, 7).map((id) => client.asks('cancelOrder', { txid: [id] })[0]?.json)
    expect(answers.map(errorOf)).toEqual([...Array<undefined>(6).fill(undefined), 'EOrder:Rate limit exceeded'])
    expect(errorOf(places(client))).toBe('EOrder:Rate limit exceeded')
  })

  test('several orders are canceled over the limit, if they are in one request', () => {
    const kraken = of('starter')
    const client = kraken.subscribed()
    const ids = Array.from({ length: 12 }, () => txidOf(places(client)))
    expect(
      client
        .asks('cancelOrder', { txid: ids })
        .filter(({ channel }) => channel === 'ack')
        .map(({ json }) => errorOf(json)),
    ).toEqual(Array<undefined>(12).fill(undefined))
    expect(kraken.exchange.truth.rates.get('trader in XXMRZEUR')?.level.units).toBeGreaterThan(100n * 100_000_000n)
  })

  test('where single cancels are taken over the limit, only new orders are refused', () => {
    const kraken = of('starter', { cancelOverTheLimit: 'take' })
    const client = kraken.subscribed()
    const ids = Array.from({ length: 8 }, () => txidOf(places(client)))
    for (const id of ids) expect(errorOf(client.asks('cancelOrder', { txid: [id] })[0]?.json)).toBeUndefined()
    expect(errorOf(places(client))).toBe('EOrder:Rate limit exceeded')
  })

  test.each([
    [1, 8],
    [6, 6],
    [11, 5],
    [16, 4],
    [46, 2],
    [91, 1],
    [301, 0],
  ])('the cancel of an order of %i s costs %i', (age, cost) => {
    const kraken = of('pro')
    const client = kraken.subscribed()
    const id = txidOf(places(client))
    kraken.passes(age)
    client.asks('cancelOrder', { txid: [id] })
    const expected = BigInt(cost) * 100_000_000n
    // The point that placing it cost has long fallen off, but for the youngest: a second takes 3.75.
    expect(kraken.exchange.truth.rates.get('trader in XXMRZEUR')?.level.units).toBe(expected)
  })

  test('an edit costs its fixed point and the age of the order it replaces', () => {
    const kraken = of('pro')
    const client = kraken.subscribed()
    const id = txidOf(places(client))
    kraken.passes(12)
    client.asks('editOrder', { orderid: id, pair: 'XMR/EUR', price: '11' })
    expect(kraken.exchange.truth.rates.get('trader in XXMRZEUR')?.level.units).toBe(500_000_000n)
  })

  test('a wish that is refused for another reason costs its point all the same', () => {
    const kraken = of('pro')
    const client = kraken.subscribed()
    expect(errorOf(client.asks('addOrder', { ...bid, volume: '0' })[0]?.json)).toContain('Invalid arguments')
    expect(kraken.exchange.truth.rates.get('trader in XXMRZEUR')?.level.units).toBe(100_000_000n)
  })

  test('pairs are counted each by itself', () => {
    const kraken = of('starter')
    const client = kraken.subscribed()
    for (let order = 0; order < 61; order += 1) client.asks('addOrder', { ...bid, volume: '0' })
    expect(errorOf(places(client))).toBe('EOrder:Rate limit exceeded')
    expect(errorOf(client.asks('addOrder', { ...bid, pair: 'XBT/EUR', price: '1000' })[0]?.json)).toBeUndefined()
  })

  test('the counter is told with every change of an order to those who asked, and its limit at once', () => {
    const kraken = of('intermediate')
    const client = kraken.subscribed()
    const asking = kraken.socket()
    asking.token = client.token
    const subscription = { name: 'openOrders', token: client.token, ratecounter: true }
    const [ack] = asking.sends({ event: 'subscribe', subscription })
    expect(ack?.json).toMatchObject({ subscription: { maxratecount: 125 } })
    places(client)
    expect(asking.told('openOrders').map(([, row]) => row['ratecount'])).toEqual([1, 1])
    expect(client.told('openOrders').every(([, row]) => !('ratecount' in row))).toBe(true)
  })

  test('an account has so many open orders in a pair and no more', () => {
    const kraken = of('starter')
    const client = kraken.subscribed()
    for (let order = 0; order < 60; order += 1) {
      expect(errorOf(places(client))).toBeUndefined()
      kraken.passes(1)
    }
    expect(errorOf(places(client))).toBe('EOrder:Orders limit exceeded')
  })

  test('what others do for the account makes its counter a shared one', () => {
    const kraken = of('pro')
    kraken.places('trader', 'buy', '1', '10')
    expect(kraken.exchange.truth.rates.get('trader in XXMRZEUR')).toMatchObject({ isShared: true })
    expect(kraken.exchange.truth.rates.get('trader in XXBTZEUR')).toBeUndefined()
  })
})

test('every tier may do more than the one below it', () => {
  const { starter, intermediate, pro } = ALLOWANCES
  for (const [lower, higher] of [
    [starter, intermediate],
    [intermediate, pro],
  ] as const) {
    expect(higher.trading.max).toBeGreaterThan(lower.trading.max)
    expect(higher.openOrders).toBeGreaterThan(lower.openOrders)
    expect(higher.calls.hundredthsPerSecond).toBeGreaterThan(lower.calls.hundredthsPerSecond)
  }
})
