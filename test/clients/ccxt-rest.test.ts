/** The class `kraken` of ccxt over REST, unmodified. */
import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { universeFromDumps } from '../../sim/exchange/universe/universe.ts'
import type { Started } from '../../sim/serve/start.ts'
import { control, started } from '../serve/served.ts'
import { sharedData } from '../shared-data.ts'
import { type Ccxt, UNLIMITED, ccxtAt, idOf } from './pointed.ts'

const dump = sharedData('universe/asset_pairs.2026-01-12.json')

let one: Started
let client: Ccxt
beforeEach(async () => {
  one = await started({ market: 'quiet', pairs: ['XMR/EUR', 'XBT/USD'], accounts: UNLIMITED })
  client = await ccxtAt(one)
})

describe('public data', () => {
  it('every market of the built-in universe is loaded, with its precision and limits', async () => {
    const markets = await client.loadMarkets()
    expect(Object.keys(markets)).toContain('XMR/EUR')
    expect(markets['XMR/EUR']).toMatchObject({ id: 'XXMRZEUR', active: true, precision: { price: 0.01 } })
    expect(new Set(Object.values(markets).map((market) => market?.['id'] as string)).size).toBe(
      one.kraken.truth.pairs.size,
    )
    const currencies = await client.fetchCurrencies()
    expect(currencies).toMatchObject({ XMR: { id: 'XXMR' }, BTC: { id: 'XXBT' } })
  })

  it.skipIf(!dump.there)(
    `every market of a dump with 1434 pairs is loaded${dump.there ? '' : `: ${dump.reason}`}`,
    { timeout: 60_000 },
    async () => {
      const read = universeFromDumps({ assetPairs: dump.there ? readFileSync(dump.path, 'utf8') : '' })
      if (!read.ok) throw new Error(read.error)
      const whole = await started({ universe: read.value })
      const markets = await (await ccxtAt(whole)).loadMarkets()
      expect(new Set(Object.values(markets).map((market) => market?.['id'] as string)).size).toBe(1434)
    },
  )

  it('the clock, the mode, tickers, books, candles and trades are told', async () => {
    await control(one, '/advance', { seconds: 600 })
    expect(Math.abs(((await client.fetchTime()) ?? 0) - one.kraken.now() / 1000)).toBeLessThan(5_000)
    expect(await client.fetchStatus()).toMatchObject({ status: 'ok' })
    const book = await client.fetchOrderBook('XMR/EUR', 10)
    const { bid, ask, last } = await client.fetchTicker('XMR/EUR')
    expect([book.bids[0]?.[0], book.asks[0]?.[0]]).toEqual([bid, ask])
    expect(last).toBeGreaterThan(0)
    expect(Object.keys(await client.fetchTickers(['XMR/EUR', 'BTC/USD'])).sort()).toEqual(['BTC/USD', 'XMR/EUR'])
    const trades = await client.fetchTrades('XMR/EUR')
    const truth = one.kraken.truth.trades.filter(({ pair, maker }) => pair === 'XXMRZEUR' && !maker)
    expect(trades.length).toBe(truth.length)
    const candles = await client.fetchOHLCV('XMR/EUR', '1m')
    expect(candles.reduce((sum, [, , , , , volume]) => sum + (volume ?? 0), 0)).toBeCloseTo(
      trades.reduce((sum, { amount }) => sum + (amount ?? 0), 0),
    )
  })
})

describe('an account', () => {
  it('has its balances, what it traded, and a ledger that adds up to them', async () => {
    await buysOnThePage('2')
    const balance = await client.fetchBalance()
    expect(balance).toMatchObject({ XMR: { total: 52 } })
    const trades = await client.fetchMyTrades('XMR/EUR')
    expect(trades.reduce((sum, { amount }) => sum + (amount ?? 0), 0)).toBeCloseTo(2)
    const ledger = await client.fetchLedger('EUR')
    const sum = ledger.reduce(
      (so, { direction, amount, fee }) => so + (direction === 'in' ? (amount ?? 0) : -(amount ?? 0)) - (fee?.cost ?? 0),
      0,
    )
    expect(sum).toBeCloseTo((balance as Readonly<Record<string, { total: number }>>)['EUR']?.total ?? 0, 3)
    const [entry] = ledger
    expect(await client.fetchLedgerEntry(entry?.id ?? '')).toMatchObject({ id: entry?.id, amount: entry?.amount })
    expect(await client.fetchTradingFee('XMR/EUR')).toMatchObject({ symbol: 'XMR/EUR' })
  })

  it('has its orders, open, closed and by id, with the trades that made them', async () => {
    await control(one, '/command', { kind: 'place', pair: 'XMR/EUR', side: 'buy', volume: '1', price: '10.00' })
    await buysOnThePage('2')
    const [open] = await client.fetchOpenOrders('XMR/EUR')
    expect(open).toMatchObject({ symbol: 'XMR/EUR', side: 'buy', type: 'limit', price: 10, amount: 1, status: 'open' })
    const [closed] = await client.fetchClosedOrders('XMR/EUR')
    expect(closed).toMatchObject({ type: 'market', filled: 2, status: 'closed' })
    const whole = await client.fetchOrder(closed?.id ?? '')
    expect(whole).toMatchObject({ id: closed?.id, filled: 2 })
    expect(Object.keys(await client.fetchOrdersByIds([open?.id ?? '', closed?.id ?? '']))).toHaveLength(2)
    const trades = await client.fetchOrderTrades(closed?.id ?? '', 'XMR/EUR', undefined, undefined, {
      trades: whole.trades.map(({ id }) => id),
    })
    expect(trades.reduce((sum, { amount }) => sum + (amount ?? 0), 0)).toBeCloseTo(2)
  })

  it('has its deposits and withdrawals', async () => {
    await control(one, '/command', { kind: 'deposit', asset: 'XMR', amount: '3' })
    await control(one, '/command', { kind: 'withdraw', asset: 'XMR', amount: '1', fee: '0.01' })
    expect((await client.fetchDeposits('XMR')).map(({ amount }) => amount)).toContain(3)
    expect((await client.fetchWithdrawals('XMR')).map(({ amount }) => amount)).toContain(1)
    expect(await client.withdraw('XMR', 1, 'address', undefined, { key: 'wallet' })).toMatchObject({
      id: expect.any(String) as string,
    })
  })
})

describe('trading', () => {
  const bids = (price: number, params: object = {}) => client.createOrder('XMR/EUR', 'limit', 'buy', 1, price, params)
  const orderOf = async (id: string) => client.fetchOrder(id)

  it('orders are placed, changed in place and canceled', async () => {
    const id = idOf(await bids(10))
    expect(await orderOf(id)).toMatchObject({ status: 'open', price: 10, amount: 1 })
    await client.editOrder(id, 'XMR/EUR', 'limit', 'buy', 2, 11)
    expect(await orderOf(id)).toMatchObject({ status: 'open', price: 11, amount: 2 })
    await client.cancelOrder(id, 'XMR/EUR')
    expect(await orderOf(id)).toMatchObject({ status: 'canceled' })
    await expect(client.cancelOrder(id, 'XMR/EUR')).rejects.toThrow('EOrder:Unknown order')
  })

  it('an order takes the place of another', async () => {
    const id = idOf(await bids(10))
    const answer: unknown = await client.privatePostEditOrder({ pair: 'XMREUR', txid: id, price: '11.00' })
    const { result } = answer as { readonly result: { readonly txid: string; readonly originaltxid: string } }
    expect(result.originaltxid).toBe(id)
    expect(await orderOf(result.txid)).toMatchObject({ status: 'open', price: 11, amount: 1 })
    expect(await orderOf(id)).toMatchObject({ status: 'canceled' })
  })

  it('market orders buy a volume, or for a sum', async () => {
    const bought = await client.createOrder('XMR/EUR', 'market', 'buy', 1)
    expect(await orderOf(idOf(bought))).toMatchObject({ status: 'closed', filled: 1 })
    const spent = await orderOf(idOf(await client.createMarketBuyOrderWithCost('XMR/EUR', 100)))
    expect(spent).toMatchObject({ status: 'closed' })
    expect(spent.cost).toBeCloseTo(100, 0)
  })

  it('an order keeps the terms it came with', async () => {
    const named = idOf(await bids(10, { clientOrderId: 'mine', postOnly: true }))
    expect(await orderOf(named)).toMatchObject({ clientOrderId: 'mine', postOnly: true })
    await client.cancelOrder('', 'XMR/EUR', { clientOrderId: 'mine' })
    expect(await orderOf(named)).toMatchObject({ status: 'canceled' })
    for (const timeInForce of ['IOC', 'FOK']) {
      expect(await orderOf(idOf(await bids(10, { timeInForce })))).toMatchObject({ status: 'canceled', filled: 0 })
    }
    const checked = await bids(10, { validate: true })
    expect(checked.id).toBeUndefined()
  })

  it('several are placed at once, and ended at once, all at once, or when nobody calls again', async () => {
    const order = { symbol: 'XMR/EUR', type: 'limit' as const, side: 'buy' as const, amount: 1 }
    const two = await client.createOrders([
      { ...order, price: 10 },
      { ...order, price: 11 },
    ])
    expect(await client.fetchOpenOrders('XMR/EUR')).toHaveLength(2)
    await client.cancelOrders(two.map(idOf))
    expect(await client.fetchOpenOrders('XMR/EUR')).toEqual([])
    await bids(10)
    await client.cancelAllOrders()
    expect(await client.fetchOpenOrders('XMR/EUR')).toEqual([])
    await bids(10)
    await client.cancelAllOrdersAfter(60_000)
    await control(one, '/advance', { seconds: 30 })
    expect(await client.fetchOpenOrders('XMR/EUR')).toHaveLength(1)
    await control(one, '/advance', { seconds: 32 })
    expect(await client.fetchOpenOrders('XMR/EUR')).toEqual([])
  })
})

/** A market order without ccxt: what the web page would do. */
const buysOnThePage = (volume: string) =>
  control(one, '/command', { kind: 'place', pair: 'XMR/EUR', side: 'buy', volume })
