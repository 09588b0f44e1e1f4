/** The public channels of both WebSocket versions: what is asked, what is answered, and every text that follows. */
import { describe, expect, it } from 'vitest'
import { type Client, Kraken } from './kraken.ts'

const V1 = 'wss://ws.kraken.com'
const V2 = 'wss://ws.kraken.com/v2'
const PAIR = 'XBT/USD'

const account = (name: string) => ({
  name,
  keys: [],
  tier: 'unlimited' as const,
  funds: { USD: '10000000', XBT: '100' },
})
const tank = () =>
  new Kraken({
    accounts: [{ ...account('trader'), keys: [{ key: 'trader-key', secret: 'c2VjcmV0' }] }, account('other')],
  })

/** Asks 0.5 at 50000.1, bids 2 at 50000.0. */
function quoted(): Kraken {
  const kraken = tank()
  kraken.places('other', 'sell', '0.5', '50000.1', { pair: PAIR })
  kraken.places('other', 'buy', '2', '50000.0', { pair: PAIR })
  return kraken
}
const buys = (kraken: Kraken) => kraken.places('trader', 'buy', '0.1', '50000.1', { pair: PAIR })

const subscribes1 = (client: Client, name: string, more: object = {}) =>
  client.sends({ event: 'subscribe', pair: [PAIR], subscription: { name, ...more } }).map(({ text }) => text)
const subscribes2 = (client: Client, channel: string, more: object = {}) =>
  client.sends({ method: 'subscribe', params: { channel, symbol: ['BTC/USD'], ...more } }).map(({ text }) => text)
const told = (client: Client) => client.frames.filter(({ channel }) => channel === 'market').map(({ text }) => text)

/** Subscribes, then the trader buys 0.1: the answer, the snapshot, and what the purchase is told as. */
function story1(name: string, more: object = {}) {
  const kraken = quoted()
  const client = kraken.socket(V1)
  const [ack = '', ...snapshot] = subscribes1(client, name, more)
  client.forgets()
  buys(kraken)
  return { ack, snapshot, updates: told(client) }
}
function story2(channel: string, more: object = {}) {
  const kraken = quoted()
  const client = kraken.socket(V2)
  const [ack = '', ...snapshot] = subscribes2(client, channel, more)
  client.forgets()
  buys(kraken)
  return { ack: (JSON.parse(ack) as { result: unknown }).result, snapshot, updates: told(client) }
}

describe('version 1', () => {
  it('tells a book, each change with the checksum in a text', () => {
    const { ack, snapshot, updates } = story1('book', { depth: 25 })
    expect(ack).toBe(
      '{"channelID":448,"channelName":"book-25","event":"subscriptionStatus","pair":"XBT/USD","status":"subscribed",' +
        '"subscription":{"depth":25,"name":"book"}}',
    )
    expect(snapshot).toEqual([
      '[448,{"as":[["50000.10000","0.50000000","1700000000.001000"]],"bs":[["50000.00000","2.00000000","1700000000.002000"]]},"book-25","XBT/USD"]',
    ])
    expect(updates).toEqual([
      '[448,{"a":[["50000.10000","0.40000000","1700000000.005000"]],"c":"2724434855"},"book-25","XBT/USD"]',
    ])
  })

  it('tells a level that comes into view again with an r, after the one whose place it takes', () => {
    const kraken = tank()
    for (let step = 0; step < 12; step += 1)
      kraken.places('other', 'sell', '0.1', `5000${step % 10}.${step}`.slice(0, 7), { pair: PAIR })
    const client = kraken.socket(V1)
    subscribes1(client, 'book')
    client.forgets()
    kraken.places('trader', 'buy', '0.1', '50000.0', { pair: PAIR })
    const [frame = ''] = told(client)
    const [, { a }] = JSON.parse(frame) as [number, { a: string[][] }]
    expect(a.map((row) => [row[1], row.length, row[3]])).toEqual([
      ['0.00000000', 3, undefined],
      ['0.10000000', 4, 'r'],
    ])
  })

  it('tells a ticker with volumes as they are, and the day twice', () => {
    const { snapshot, updates } = story1('ticker')
    expect(snapshot).toEqual([
      '[452,{"a":["50000.10000",0,"0.50000000"],"b":["50000.00000",2,"2.00000000"],"c":["0.00000","0.00000000"],' +
        '"v":["0.00000000","0.00000000"],"p":["0.00000","0.00000"],"t":[0,0],"l":["0.00000","0.00000"],' +
        '"h":["0.00000","0.00000"],"o":["0.00000","0.00000"]},"ticker","XBT/USD"]',
    ])
    expect(updates).toEqual([
      '[452,{"a":["50000.10000",0,"0.40000000"],"b":["50000.00000",2,"2.00000000"],"c":["50000.10000","0.10000000"],' +
        '"v":["0.10000000","0.10000000"],"p":["50000.10000","50000.10000"],"t":[1,1],"l":["50000.10000","50000.10000"],' +
        '"h":["50000.10000","50000.10000"],"o":["50000.10000","50000.10000"]},"ticker","XBT/USD"]',
    ])
  })

  it('tells trades, spreads and candles', () => {
    expect(story1('trade').updates).toEqual([
      '[449,[["50000.10000","0.10000000","1700000000.005000","b","l",""]],"trade","XBT/USD"]',
    ])
    const spread = story1('spread')
    expect(spread.snapshot).toEqual([
      '[453,["50000.00000","50000.10000","1700000000.002000","2.00000000","0.50000000"],"spread","XBT/USD"]',
    ])
    expect(spread.updates).toEqual([
      '[453,["50000.00000","50000.10000","1700000000.005000","2.00000000","0.40000000"],"spread","XBT/USD"]',
    ])
    const ohlc = story1('ohlc', { interval: 5 })
    expect([ohlc.snapshot, ohlc.updates]).toEqual([
      [],
      [
        '[455,["1700000000.005000","1700000100.000000","50000.10000","50000.10000","50000.10000","50000.10000",' +
          '"50000.10000","0.10000000",1],"ohlc-5","XBT/USD"]',
      ],
    ])
  })

  it.each([
    ['a depth', { name: 'book', depth: 42 }, [PAIR], 'Subscription depth not supported'],
    ['the text of a depth', { name: 'book', depth: '10' }, [PAIR], 'Subscription book depth must be an integer'],
    ['an interval', { name: 'ohlc', interval: 7 }, [PAIR], 'Subscription ohlc interval not supported'],
    ['half an interval', { name: 'ohlc', interval: 0.5 }, [PAIR], 'Subscription ohlc interval must be an integer'],
    ['a channel', { name: 'nothing' }, [PAIR], 'Subscription name invalid'],
    ['another channel’s option', { name: 'ticker', depth: 10 }, [PAIR], 'Subscription object unsupported field'],
    ['a subscription', 'ticker', [PAIR], 'Subscription field must be an object'],
    ['a list of pairs', { name: 'ticker' }, PAIR, 'Pair field must be an array'],
    ['pairs', { name: 'ticker' }, undefined, 'Pair(s) not found'],
    ['a new name', { name: 'ticker' }, ['BTC/USD'], 'Currency pair not supported BTC/USD'],
    ['an altname', { name: 'ticker' }, ['XBTUSD'], 'Currency pair not in ISO 4217-A3 format XBTUSD'],
    [
      'a feed of an account',
      { name: 'openOrders', token: 'x' },
      undefined,
      'Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com',
    ],
  ])('refuses %s that it does not take', (_, subscription, pair, errorMessage) => {
    const [frame] = tank().socket(V1).sends({ event: 'subscribe', reqid: 3, pair, subscription })
    expect(frame?.json).toMatchObject({ errorMessage, event: 'subscriptionStatus', reqid: 3, status: 'error' })
  })

  it('answers for every pair by itself, and once for a second time', () => {
    const client = tank().socket(V1)
    const subscription = { name: 'book', depth: 42 }
    expect(client.sends({ event: 'subscribe', pair: [PAIR], subscription })[0]?.text).toBe(
      '{"errorMessage":"Subscription depth not supported","event":"subscriptionStatus","status":"error","subscription":{"depth":42,"name":"book"}}',
    )
    const statuses = client
      .sends({ event: 'subscribe', pair: [PAIR, 'AAA/BBB', PAIR], subscription: { name: 'trade' } })
      .map(({ json }) => (json as { status: string; errorMessage?: string }).errorMessage ?? 'ok')
    expect(statuses).toEqual(['ok', 'Currency pair not supported AAA/BBB', 'Already subscribed'])
  })

  it('ends subscriptions by name, by number and by a star', () => {
    const kraken = quoted()
    const client = kraken.socket(V1)
    const asks = (more: object) =>
      client.sends({ event: 'unsubscribe', ...more }).map(({ json }) => {
        const { channelName, errorMessage } = json as { channelName?: string; errorMessage?: string }
        return channelName ?? errorMessage
      })
    for (const name of ['ticker', 'trade', 'spread', 'book']) subscribes1(client, name)
    expect(asks({ pair: [PAIR], subscription: { name: 'ticker' } })).toEqual(['ticker'])
    expect(asks({ pair: [PAIR], subscription: { name: 'ticker' } })).toEqual(['Subscription Not Found'])
    expect(asks({ channelID: 449 })).toEqual(['trade'])
    expect(asks({ channelID: 449 })).toEqual(['Subscription Not Found'])
    expect(asks({ pair: [PAIR], subscription: { name: '*' } })).toEqual(['spread', 'book-10'])
    client.forgets()
    buys(kraken)
    expect(told(client)).toEqual([])
  })

  it('takes no orders', () => {
    expect(tank().socket(V1).asks('cancelAll', {})[0]?.json).toMatchObject({
      errorMessage: 'Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com',
    })
  })
})

describe('version 2', () => {
  it('tells a book with numbers of the pair’s decimals and always a checksum', () => {
    const { ack, snapshot, updates } = story2('book')
    expect(ack).toEqual({ channel: 'book', depth: 10, snapshot: true, symbol: 'BTC/USD' })
    expect(snapshot).toEqual([
      '{"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD","bids":[{"price":50000.0,"qty":2.00000000}],' +
        '"asks":[{"price":50000.1,"qty":0.50000000}],"checksum":3734202255,"timestamp":"2023-11-14T22:13:20.004000Z"}]}',
    ])
    expect(updates).toEqual([
      '{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[],"asks":[{"price":50000.1,"qty":0.40000000}],' +
        '"checksum":1172344155,"timestamp":"2023-11-14T22:13:20.005000Z"}]}',
    ])
  })

  it('tells a ticker at trades, or at every change of a best offer', () => {
    const { ack, updates } = story2('ticker')
    expect(ack).toEqual({ channel: 'ticker', event_trigger: 'trades', snapshot: true, symbol: 'BTC/USD' })
    expect(updates).toEqual([
      '{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":50000.0,"bid_qty":2.00000000,"ask":50000.1,' +
        '"ask_qty":0.40000000,"last":50000.1,"volume":0.10000000,"vwap":50000.1,"low":50000.1,"high":50000.1,"change":0.0,' +
        '"change_pct":0.00,"volume_usd":5000.01,"timestamp":"2023-11-14T22:13:20.005000Z"}]}',
    ])
    const kraken = quoted()
    const [onTrades, onOffers] = [kraken.socket(V2), kraken.socket(V2)]
    subscribes2(onTrades, 'ticker')
    subscribes2(onOffers, 'ticker', { event_trigger: 'bbo' })
    onTrades.forgets()
    onOffers.forgets()
    kraken.places('other', 'buy', '1', '49999.0', { pair: PAIR })
    kraken.places('other', 'buy', '1', '50000.0', { pair: PAIR })
    expect([told(onTrades).length, told(onOffers).length]).toEqual([0, 1])
  })

  it('tells trades and candles, after those that were', () => {
    expect(story2('trade').updates).toEqual([
      '{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"buy","price":50000.1,"qty":0.10000000,' +
        '"ord_type":"limit","trade_id":1,"timestamp":"2023-11-14T22:13:20.005000Z"}]}',
    ])
    const kraken = quoted()
    buys(kraken)
    const [, trades] = subscribes2(kraken.socket(V2), 'trade')
    expect(trades).toMatch(/^{"channel":"trade","type":"snapshot","data":\[{"symbol":"BTC\/USD","side":"buy",/)
    const [ack = '', candles] = subscribes2(kraken.socket(V2), 'ohlc', { interval: 60 })
    expect(JSON.parse(ack)).toMatchObject({
      result: { channel: 'ohlc', interval: 60, warnings: ['timestamp is deprecated, use interval_begin'] },
    })
    expect(candles).toBe(
      '{"channel":"ohlc","type":"snapshot","timestamp":"2023-11-14T22:13:20.007000000Z","data":[{"symbol":"BTC/USD",' +
        '"open":50000.1,"high":50000.1,"low":50000.1,"close":50000.1,"trades":1,"volume":0.10000000,"vwap":50000.1,' +
        '"interval_begin":"2023-11-14T22:00:00.000000000Z","interval":60,"timestamp":"2023-11-14T23:00:00.000000Z"}]}',
    )
  })

  it('tells the reference data, and what changes of it', () => {
    const kraken = tank()
    const client = kraken.socket(V2)
    const [, snapshot] = client.sends({ method: 'subscribe', params: { channel: 'instrument' } })
    expect(snapshot?.text).toContain(
      '{"id":"USD","status":"enabled","precision":4,"precision_display":2,"borrowable":true,"collateral_value":1.000,"class":"currency","margin_rate":0.025000}',
    )
    expect(snapshot?.text).toContain(
      '{"symbol":"BTC/USD","base":"BTC","quote":"USD","status":"online","qty_precision":8,',
    )
    client.forgets()
    kraken.delivers(kraken.operator({ kind: 'change-pair', pair: PAIR, fields: { tick_size: '0.5' } }))
    kraken.delivers(kraken.operator({ kind: 'go', pair: PAIR, mode: 'cancel_only' }))
    expect(told(client).map((text) => /"status":"(\w+)".*"price_increment":([\d.]+)/.exec(text)?.slice(1))).toEqual([
      ['online', '0.5'],
      ['cancel_only', '0.5'],
    ])
  })

  it.each([
    ['an old name', { channel: 'book', symbol: ['XBT/USD'] }, 'Currency pair not supported XBT/USD'],
    ['a depth', { channel: 'book', symbol: ['BTC/USD'], depth: 11 }, 'Subscription depth not supported'],
    [
      'the text of a depth',
      { channel: 'book', symbol: ['BTC/USD'], depth: '10' },
      'Depth field must be a number_integer',
    ],
    [
      'another channel’s parameter',
      { channel: 'trade', symbol: ['BTC/USD'], depth: 10 },
      "Unsupported field: 'depth' for the given msg type: subscribe",
    ],
    ['a request without symbols', { channel: 'trade' }, 'Symbol(s) not found'],
    ['a channel', { channel: 'nothing', symbol: ['BTC/USD'] }, 'Unsupported event'],
    [
      'single orders',
      { channel: 'level3', symbol: ['BTC/USD'] },
      'Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com',
    ],
    [
      'an account’s data',
      { channel: 'executions', token: 'x' },
      'Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com',
    ],
  ])('refuses %s that it does not take', (_, params, error) => {
    const [frame] = tank().socket(V2).sends({ method: 'subscribe', req_id: 3, params })
    expect(frame?.json).toMatchObject({ error, method: 'subscribe', req_id: 3, success: false })
  })

  it('names the symbol in a refusal, takes each wish once, and forgets it when asked to', () => {
    const kraken = quoted()
    const client = kraken.socket(V2)
    const [refusal] = client.sends({ method: 'subscribe', params: { channel: 'trade', symbol: ['WWW/USD'] } })
    expect(refusal?.json).toMatchObject({ error: 'Currency pair not supported WWW/USD', symbol: 'WWW/USD' })
    subscribes2(client, 'trade')
    expect(subscribes2(client, 'trade').join()).toContain('Already subscribed')
    const leaves = () =>
      client.sends({ method: 'unsubscribe', params: { channel: 'trade', symbol: ['BTC/USD'] } })[0]?.json
    expect(leaves()).toMatchObject({ result: { channel: 'trade', symbol: 'BTC/USD' }, success: true })
    expect(leaves()).toMatchObject({ error: 'Subscription Not Found', success: false })
    client.forgets()
    buys(kraken)
    expect(told(client)).toEqual([])
  })
})

describe('single orders', () => {
  const url = 'wss://ws-l3.kraken.com/v2'

  it('want a token, and are told in the order in which they are to be had', () => {
    const kraken = quoted()
    const first = kraken.places('other', 'buy', '1', '49999.0', { pair: PAIR })
    const second = kraken.places('trader', 'buy', '1', '49999.0', { pair: PAIR })
    const client = kraken.socket(url)
    expect(subscribes2(client, 'level3').join()).toContain('Token(s) not found')
    const [, snapshot = ''] = subscribes2(client, 'level3', { token: kraken.token() })
    const [{ bids }] = (JSON.parse(snapshot) as { data: [{ bids: { order_id: string }[] }] }).data
    expect(bids.slice(1).map(({ order_id }) => order_id)).toEqual([first, second])
    client.forgets()
    buys(kraken)
    const third = kraken.places('other', 'buy', '1', '49999.5', { pair: PAIR })
    expect(
      told(client).map((text) => /"event":"(\w+)","order_id":"([^"]+)".*"order_qty":([\d.]+)/.exec(text)?.slice(1)),
    ).toEqual([
      ['modify', expect.stringMatching(/^O/), '0.40000000'],
      ['add', third, '1.00000000'],
    ])
  })

  it('are all that is told there', () => {
    const client = tank().socket(url)
    expect(subscribes2(client, 'book').join()).toContain('Public market data subscriptions are unavailable')
  })
})
