/** Market data over both WebSocket versions and REST: one market, told in three ways that must agree. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BookCopy, type Row, readV1Snapshot, readV1Update } from './books.ts'
import { type Client, Kraken, TRADER } from './kraken.ts'

const V1 = 'wss://ws.kraken.com'
const V2 = 'wss://ws.kraken.com/v2'

const rich = (name: string) => ({
  name,
  keys: [],
  tier: 'unlimited' as const,
  funds: { EUR: '100000000', XMR: '1000000' },
})
const market = () => new Kraken({ accounts: [TRADER, rich('stranger'), rich('other')] })

const frames = (client: Client): readonly (readonly unknown[])[] =>
  client.frames.filter(({ channel }) => channel === 'market').map(({ json }) => json as readonly unknown[])

/** The texts of the numbers in a frame of version 2, which a parser would shorten. */
const exact = (text: string): unknown =>
  JSON.parse(text.replaceAll(/(?<=[:,[])-?\d+(?:\.\d+)?(?=[,}\]])/g, (number) => `"${number}"`))

type V2Book = { type: string; data: [{ asks: V2Level[]; bids: V2Level[]; checksum: string }] }
type V2Level = { price: string; qty: string }
const v2Rows = (levels: readonly V2Level[]): readonly Row[] => levels.map(({ price, qty }) => [price, qty])

/** Some trading of two strangers around a price of 150. */
const deeds = fc.array(
  fc.record({
    who: fc.constantFrom('stranger', 'other'),
    side: fc.constantFrom('buy' as const, 'sell' as const),
    ticks: fc.integer({ min: -30, max: 30 }),
    lots: fc.integer({ min: 2, max: 400 }),
    cancels: fc.boolean(),
    isMarket: fc.integer({ min: 0, max: 9 }).map((draw) => draw === 0),
  }),
  { minLength: 40, maxLength: 120 },
)
type Deed = typeof deeds extends fc.Arbitrary<readonly (infer One)[]> ? One : never

function trade(kraken: Kraken, { who, side, ticks, lots, cancels, isMarket }: Deed): void {
  const open = [...kraken.exchange.truth.orders.values()].filter(({ status }) => status === 'open')
  const victim = open[lots % Math.max(open.length, 1)]
  if (cancels && open.length > 20 && victim !== undefined) {
    kraken.delivers(kraken.operator({ kind: 'cancel', account: victim.account, txid: victim.txid }))
    return
  }
  try {
    kraken.places(who, side, (lots / 100).toFixed(2), isMarket ? undefined : (150 + ticks / 100).toFixed(2))
  } catch {
    // Refused for want of money or of a book: nothing happened.
  }
}

/** What a client of version 1 has of the book in the end; every checksum on the way was right. */
function bookOfV1(client: Client, depth: number) {
  const [snapshot = [], ...updates] = frames(client).filter((frame) => frame.at(-2) === `book-${depth}`)
  const copy = new BookCopy(depth, readV1Snapshot(snapshot))
  for (const frame of updates) {
    const { asks, bids, checksum } = readV1Update(frame)
    copy.apply(asks, bids)
    expect(String(copy.checksum())).toBe(checksum)
  }
  return prices(copy)
}

function bookOfV2(client: Client, depth: number) {
  const [snapshot, ...updates] = client.frames
    .filter(({ channel }) => channel === 'market')
    .map(({ text }) => (exact(text) as V2Book).data[0])
  if (snapshot === undefined) throw new Error('a subscription begins with a snapshot')
  const copy = new BookCopy(depth, { asks: v2Rows(snapshot.asks), bids: v2Rows(snapshot.bids) })
  expect(String(copy.checksum())).toBe(snapshot.checksum)
  for (const { asks, bids, checksum } of updates) {
    copy.apply(v2Rows(asks), v2Rows(bids))
    expect(String(copy.checksum())).toBe(checksum)
  }
  return prices(copy)
}

const prices = (copy: BookCopy) => ({ asks: copy.asks().map(number), bids: copy.bids().map(number) })
const number = ([price, volume]: Row): readonly number[] => [Number(price), Number(volume)]

/** From the orders themselves, as the truth has them. */
function bookOfTruth(kraken: Kraken, depth: number) {
  const side = (name: 'buy' | 'sell') => {
    const levels = new Map<number, number>()
    for (const order of kraken.exchange.truth.orders.values()) {
      if (order.status !== 'open' || order.side !== name || order.price === undefined) continue
      const price = Number(order.price.units) / 100
      levels.set(price, (levels.get(price) ?? 0) + Number(order.volume.units - order.executed.units))
    }
    return [...levels]
      .sort(([one], [other]) => (name === 'buy' ? other - one : one - other))
      .slice(0, depth)
      .map(([price, lots]) => [price, lots / 1e8])
  }
  return { asks: side('sell'), bids: side('buy') }
}

describe('the book', () => {
  it('is one by version 1, by version 2 and in truth, at every depth, with right checksums all the way', () => {
    fc.assert(
      fc.property(deeds, (all) => {
        const kraken = market()
        for (const deed of all.slice(0, 20)) trade(kraken, deed)
        const clients = [10, 25].map((depth) => {
          const [one, two] = [kraken.socket(V1), kraken.socket(V2)]
          one.sends({ event: 'subscribe', pair: ['XMR/EUR'], subscription: { name: 'book', depth } })
          two.sends({ method: 'subscribe', params: { channel: 'book', symbol: ['XMR/EUR'], depth } })
          return { depth, one, two }
        })
        for (const deed of all.slice(20)) trade(kraken, deed)
        for (const { depth, one, two } of clients) {
          const book = bookOfTruth(kraken, depth)
          expect(bookOfV1(one, depth)).toEqual(book)
          expect(bookOfV2(two, depth)).toEqual(book)
        }
      }),
      { numRuns: 60 },
    )
  })
})

// ---- one small market, every figure of which is known

/** Asks 2 at 150 and 1 at 151, bids 3 at 149; then two trades: 0.5 at 150 by a buyer, 1 at 149 by a market order. */
function small(): Kraken {
  const kraken = market()
  kraken.places('other', 'sell', '2', '150.00')
  kraken.places('other', 'sell', '1', '151.00')
  kraken.places('other', 'buy', '3', '149.00')
  return kraken
}
function traded(kraken: Kraken): Kraken {
  kraken.places('stranger', 'buy', '0.5', '150.00')
  kraken.places('stranger', 'sell', '1')
  return kraken
}
const get = (kraken: Kraken, path: string): unknown => kraken.get(`/0/public/${path}`).result
const START_SECOND = 1_700_000_000

describe('public endpoints', () => {
  it('Depth tells levels with three decimals of volume and the second they changed', () => {
    const kraken = traded(small())
    expect(get(kraken, 'Depth?pair=XMREUR')).toEqual({
      XXMRZEUR: {
        asks: [
          ['150.00000000', '1.500', START_SECOND],
          ['151.00000000', '1.000', START_SECOND],
        ],
        bids: [['149.00000000', '2.000', START_SECOND]],
      },
    })
    expect(get(kraken, 'Depth?pair=XMR/EUR&count=1')).toMatchObject({
      'XMR/EUR': { asks: [['150.00000000', '1.500', START_SECOND]] },
    })
    for (const count of ['0', '501', 'x']) {
      expect(kraken.get(`/0/public/Depth?pair=XMREUR&count=${count}`).error).toEqual([
        'EGeneral:Invalid arguments:count',
      ])
    }
  })

  it('Ticker tells best offers, the last trade and the day', () => {
    expect(get(traded(small()), 'Ticker?pair=XMREUR')).toEqual({
      XXMRZEUR: {
        a: ['150.00000000', '1', '1.000'],
        b: ['149.00000000', '2', '2.000'],
        c: ['149.00000000', '1.00000000'],
        v: ['1.50000000', '1.50000000'],
        p: ['149.33333333', '149.33333333'],
        t: [2, 2],
        l: ['149.00000000', '149.00000000'],
        h: ['150.00000000', '150.00000000'],
        o: '150.00000000',
      },
    })
  })

  it('Ticker tells what it knows of a list beside the error for the rest, and all pairs when none is named', () => {
    const { error, result } = new Kraken().get('/0/public/Ticker?pair=XMREUR,NOPE')
    expect([error, Object.keys(result as object)]).toEqual([['EQuery:Unknown asset pair'], ['XXMRZEUR']])
    expect(new Kraken().get('/0/public/Ticker?pair=NOPE')).toEqual({ error: ['EQuery:Unknown asset pair'] })
    const all = get(new Kraken(), 'Ticker') as Record<string, unknown>
    expect(Object.keys(all)).toHaveLength(new Kraken().exchange.truth.pairs.size)
    expect(all['XXBTZUSD']).toMatchObject({ a: ['0.00000', '0', '0.000'], t: [0, 0], o: '0.00000' })
  })

  it('Ticker forgets what is older than a day, and of today what was before midnight', () => {
    const kraken = traded(small())
    kraken.passes(2 * 3600)
    expect(get(kraken, 'Ticker?pair=XMREUR')).toMatchObject({
      XXMRZEUR: { t: [0, 2], v: ['0.00000000', '1.50000000'] },
    })
    kraken.passes(23 * 3600)
    expect(get(kraken, 'Ticker?pair=XMREUR')).toMatchObject({
      XXMRZEUR: { t: [0, 0], c: ['149.00000000', '1.00000000'] },
    })
  })

  it('Trades tells executions by the taker’s side, and goes on from `last`', () => {
    const kraken = traded(small())
    const first = get(kraken, 'Trades?pair=XMREUR&count=1&since=0') as { XXMRZEUR: unknown[]; last: string }
    expect(first).toEqual({
      XXMRZEUR: [['150.00000000', '0.50000000', 1700000000.004, 'b', 'l', '', 1]],
      last: '1700000000004000000',
    })
    const second = get(kraken, `Trades?pair=XMREUR&since=${first.last}`)
    expect(second).toEqual({
      XXMRZEUR: [['149.00000000', '1.00000000', 1700000000.005, 's', 'm', '', 2]],
      last: '1700000000005000000',
    })
    expect(get(kraken, 'Trades?pair=XMREUR&since=1700000000005000000')).toEqual({
      XXMRZEUR: [],
      last: '1700000000005000000',
    })
    expect(get(kraken, 'Trades?pair=XMREUR')).toMatchObject({ last: '1700000000005000000' })
  })

  it('Trades of one pass have ids of their own', () => {
    const kraken = small()
    kraken.places('stranger', 'buy', '3')
    const page = get(kraken, 'Trades?pair=XMREUR&count=1&since=0') as { last: string }
    expect(get(kraken, `Trades?pair=XMREUR&since=${page.last}`)).toMatchObject({
      XXMRZEUR: [['151.00000000', '1.00000000', 1700000000.004, 'b', 'm', '', 2]],
    })
  })

  it('Spread tells every change of a best price', () => {
    const kraken = small()
    kraken.passes(5)
    kraken.places('stranger', 'buy', '0.5', '149.50')
    expect(get(kraken, 'Spread?pair=XMREUR')).toEqual({
      XXMRZEUR: [
        [START_SECOND, '0.00000000', '150.00000000'],
        [START_SECOND, '149.00000000', '150.00000000'],
        [START_SECOND + 5, '149.50000000', '150.00000000'],
      ],
      last: START_SECOND + 5,
    })
    expect(get(kraken, `Spread?pair=XMREUR&since=${START_SECOND + 5}`)).toMatchObject({
      XXMRZEUR: [[START_SECOND + 5, '149.50000000', '150.00000000']],
    })
  })

  it('OHLC fills the minutes without trades and ends with the running one', () => {
    const kraken = traded(small())
    kraken.passes(125)
    const begin = 1_699_999_980
    const { XXMRZEUR: rows, last } = get(kraken, 'OHLC?pair=XMREUR') as { XXMRZEUR: unknown[]; last: number }
    expect(rows).toEqual([
      [begin, '150.00', '150.00', '149.00', '149.00', '149.33', '1.50000000', 2],
      [begin + 60, '149.00', '149.00', '149.00', '149.00', '0.00', '0.00000000', 0],
      [begin + 120, '149.00', '149.00', '149.00', '149.00', '0.00', '0.00000000', 0],
    ])
    expect(last).toBe(begin + 60)
    expect(get(kraken, `OHLC?pair=XMREUR&since=${last}`)).toMatchObject({ XXMRZEUR: rows.slice(2) })
    kraken.passes(100_000)
    expect((get(kraken, 'OHLC?pair=XMREUR') as { XXMRZEUR: unknown[] }).XXMRZEUR).toHaveLength(721)
    expect(kraken.get('/0/public/OHLC?pair=XMREUR&interval=7').error).toEqual(['EGeneral:Invalid arguments:interval'])
  })

  it('GroupedBook joins bids downwards and asks upwards', () => {
    const kraken = small()
    kraken.places('other', 'buy', '1', '149.99')
    expect(get(kraken, 'GroupedBook?pair=XMREUR&grouping=100')).toEqual({
      pair: 'XMR/EUR',
      grouping: 100,
      bids: [{ price: '149.00000000', qty: '4.00000000' }],
      asks: [
        { price: '150.00000000', qty: '2.00000000' },
        { price: '151.00000000', qty: '1.00000000' },
      ],
    })
  })

  it('AssetPairs tells parts, new names, and what a region may trade', () => {
    const kraken = new Kraken({ restricted: { XXMRZEUR: ['GB', 'US:WA'] } })
    expect(get(kraken, 'AssetPairs?pair=XMREUR&info=margin')).toEqual({
      XXMRZEUR: { margin_call: 80, margin_stop: 40 },
    })
    expect(get(kraken, 'AssetPairs?pair=XBTUSD&assetVersion=1')).toMatchObject({
      'BTC/USD': { altname: 'XBTUSD', base: 'BTC', quote: 'USD' },
    })
    expect(get(kraken, 'AssetPairs?pair=XMREUR&country_code=GB')).toEqual({})
    expect(get(kraken, 'AssetPairs?pair=XMREUR&country_code=US')).toHaveProperty('XXMRZEUR')
    expect(get(kraken, 'AssetPairs?pair=XMREUR&country_code=US:WA')).toEqual({})
    expect(kraken.get('/0/public/AssetPairs?info=nothing').error).toEqual(['EGeneral:Invalid arguments:info'])
    expect(get(kraken, 'Assets?asset=XBT&assetVersion=1')).toHaveProperty('BTC')
    expect(kraken.get('/0/public/Ticker?pair=XBT/USD').error).toEqual(['EQuery:Unknown asset pair'])
    expect(get(kraken, 'Ticker?pair=BTC/USD')).toHaveProperty('BTC/USD')
  })

  it('are counted by the address they come from, where it is known', () => {
    const kraken = new Kraken()
    const errors = (address: string) => Array.from({ length: 22 }, () => kraken.get('/0/public/Time', address).error[0])
    expect(errors('192.0.2.1').filter((error) => error === 'EGeneral:Too many requests')).toHaveLength(2)
    expect(errors('192.0.2.2').filter((error) => error !== undefined)).toHaveLength(2)
    kraken.passes(1)
    expect(kraken.get('/0/public/Time', '192.0.2.1').error).toEqual([])
  })
})
