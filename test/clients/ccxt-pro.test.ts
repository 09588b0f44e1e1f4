/** The class `pro.kraken` of ccxt over WebSocket v2, unmodified. */
import { crc32 } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Started } from '../../sim/serve/start.ts'
import { connects } from '../serve/client.ts'
import { control, started } from '../serve/served.ts'
import { type Ccxt, UNLIMITED, ccxtAt, idOf } from './pointed.ts'

let one: Started
let client: Ccxt
beforeEach(async () => {
  one = await started({ market: 'busy', pairs: ['XMR/EUR', 'XBT/USD'], accounts: UNLIMITED })
  client = await ccxtAt(one)
})

/** Lets strangers trade for so long. */
const goOn = (seconds: number) => control(one, '/advance', { seconds })

/** What is watched next, while strangers trade. */
async function next<Value>(watched: Promise<Value>): Promise<Value> {
  const done = watched.then((value) => ({ value }))
  for (let waited = 0; waited < 200; waited += 1) {
    const first = await Promise.race([done, new Promise<undefined>((resolve) => setTimeout(resolve, 10, undefined))])
    if (first !== undefined) return first.value
    await goOn(0.5)
  }
  throw new Error('nothing came')
}

describe('a market', () => {
  it('is watched as a book that is Kraken’s, by its checksum, after every change', async () => {
    // ccxt keeps no number's text, so the checksum of its book is reckoned here from the scales of the market.
    const raw = await connects(`${one.kraken.ws}/ws/v2`)
    raw.say({ method: 'subscribe', params: { channel: 'book', symbol: ['XMR/EUR'], depth: 10 } })
    await raw.hears(/"snapshot"/)
    let compared = 0
    for (let seen = 0; seen < 50; seen += 1) {
      const book = await next(client.watchOrderBook('XMR/EUR', 10))
      const payload = [...book.asks, ...book.bids].map(([price, volume]) => `${digits(price, 2)}${digits(volume, 8)}`)
      const checksum = crc32(payload.join(''))
      const told = raw.frames.findLast((frame) => frame.includes(book.datetime ?? 'nothing'))
      if (told === undefined) continue
      expect(told).toContain(`"checksum":${checksum}`)
      compared += 1
    }
    expect(compared).toBeGreaterThan(10)
  })

  it('is watched as tickers, best prices, trades and candles', async () => {
    const ticker = await next(client.watchTicker('XMR/EUR'))
    expect(ticker.bid).toBeLessThan(ticker.ask ?? 0)
    expect(await next(client.watchTickers(['XMR/EUR', 'BTC/USD']))).toBeTypeOf('object')
    expect(await next(client.watchBidsAsks(['XMR/EUR']))).toMatchObject({ 'XMR/EUR': { symbol: 'XMR/EUR' } })
    const [trade] = await next(client.watchTrades('XMR/EUR'))
    expect(one.kraken.truth.trades.map(({ price }) => Number(price.units) / 10 ** price.scale)).toContain(trade?.price)
    const [candle] = await next(client.watchOHLCV('XMR/EUR', '1m'))
    expect(candle).toHaveLength(6)
  })
})

/** A number's digits at a scale, without the point and the zeros before. */
const digits = (value: number | undefined, scale: number): string =>
  (value ?? 0).toFixed(scale).replace('.', '').replace(/^0+/, '')

describe('an account', () => {
  it('is watched while orders are placed, changed, filled and canceled', async () => {
    const watched = client.watchOrders()
    const placed = await client.createOrderWs('XMR/EUR', 'limit', 'buy', 1, 10)
    expect(await watched).toMatchObject([{ id: placed.id, status: 'open', price: 10, amount: 1 }])
    const changed = client.watchOrders()
    const edited = await client.editOrderWs(idOf(placed), 'XMR/EUR', 'limit', 'buy', 2, 11)
    expect(edited.id).toBe(placed.id)
    expect((await changed).at(-1)).toMatchObject({ id: placed.id, price: 11, amount: 2 })
    const gone = client.watchOrders()
    await client.cancelOrderWs(idOf(placed))
    expect((await gone).at(-1)).toMatchObject({ id: placed.id, status: 'canceled' })

    const trades = client.watchMyTrades('XMR/EUR')
    const bought = await client.createOrderWs('XMR/EUR', 'market', 'buy', 1)
    const [trade] = await trades
    expect(trade).toMatchObject({ order: bought.id, symbol: 'XMR/EUR', side: 'buy' })
    expect(await client.fetchOrder(idOf(bought))).toMatchObject({ status: 'closed', filled: 1 })
  })

  it('has its balances watched', async () => {
    const first = await client.watchBalance()
    expect(first).toMatchObject({ XMR: { total: 50 } })
    const later = client.watchBalance()
    await control(one, '/command', { kind: 'deposit', asset: 'XMR', amount: '3' })
    expect(await later).toMatchObject({ XMR: { total: 53 } })
  })

  it('has its orders canceled by several and all at once', async () => {
    const two = [
      await client.createOrderWs('XMR/EUR', 'limit', 'buy', 1, 10),
      await client.createOrderWs('XMR/EUR', 'limit', 'buy', 1, 11),
    ]
    await client.cancelOrdersWs(two.map(idOf))
    expect(await client.fetchOpenOrders()).toEqual([])
    await client.createOrderWs('XMR/EUR', 'limit', 'buy', 1, 10)
    await client.cancelAllOrdersWs()
    expect(await client.fetchOpenOrders()).toEqual([])
  })
})
