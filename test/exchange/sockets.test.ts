/** Connections, subscriptions, tokens, sequences, heartbeats and refusals on the socket. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExchangeEffect } from '../../sim/exchange/port.ts'
import { type Client, Kraken, TRADER } from './kraken.ts'

const subscribe = (client: Client, name: string, options: object = {}, reqid?: unknown) =>
  client.sends({ event: 'subscribe', reqid, subscription: { name, token: client.token, ...options } })
const withToken = (kraken = new Kraken()): Client => {
  const client = kraken.socket()
  client.token = kraken.token()
  client.forgets()
  return client
}
const texts = (frames: readonly { readonly text: string }[]): readonly string[] => frames.map(({ text }) => text)

describe('a connection', () => {
  it('is greeted with the mode and an id beyond doubles', () => {
    const [greeting, ...others] = new Kraken().socket().frames
    expect(others).toEqual([])
    expect(greeting?.channel).toBe('control')
    expect(greeting?.text).toMatch(/^{"connectionID":\d{19,20},"event":"systemStatus","status":"online","version":"\d/)
  })

  it.each(['wss://futures.kraken.com', 'wss://ws.kraken.com/v3', 'wss://example.com'])(
    'to %s, where nobody answers, is closed',
    (url) => {
      const kraken = new Kraken()
      const client = kraken.socket(url)
      expect(client.frames).toEqual([])
      expect(client.sends({ event: 'ping' })).toEqual([])
    },
  )

  it('hears of every change of the mode', () => {
    const kraken = new Kraken()
    const client = kraken.socket()
    kraken.delivers(kraken.operator({ kind: 'go', mode: 'cancel_only' }))
    expect(client.frames.at(-1)?.json).toMatchObject({ event: 'systemStatus', status: 'cancel_only' })
  })

  it('answers a ping with its reqid, if it had one', () => {
    const client = new Kraken().socket()
    expect(texts(client.sendsText('{"event":"ping","reqid":18446744073709551615}'))).toEqual([
      '{"event":"pong","reqid":18446744073709551615}',
    ])
    expect(texts(client.sends({ event: 'ping' }))).toEqual(['{"event":"pong"}'])
  })

  it.each([-1, 1.5, '7', null, 'x'])('answers the reqid %j with null and the limit', (reqid) => {
    const client = withToken()
    for (const event of ['ping', 'subscribe', 'addOrder']) {
      const [answer] = client.sends({ event, token: client.token, reqid, subscription: { name: 'ownTrades' } })
      expect(answer?.json).toMatchObject({ reqid: null })
      expect(answer?.text).toContain('18446744073709551616')
    }
  })

  it.each(['', '{', 'null', '[]', '"x"', '5', '{}', '{"event":5}', '{"event":"ping"', '{"a":1}}', '\u0000'])(
    'answers %j as malformed',
    (frame) =>
      expect(texts(new Kraken().socket().sendsText(frame))).toEqual([
        '{"errorMessage":"Malformed request","event":"error"}',
      ]),
  )

  it('has an answer to whatever is sent in whatever field', () => {
    const fields = [
      'token',
      'reqid',
      'pair',
      'type',
      'ordertype',
      'price',
      'volume',
      'userref',
      'txid',
      'orderid',
      'subscription',
      'toString',
      '__proto__',
    ]
    const event = fc.constantFrom(
      'addOrder',
      'editOrder',
      'cancelOrder',
      'cancelAll',
      'subscribe',
      'unsubscribe',
      'ping',
    )
    const client = new Kraken().subscribed()
    const frame = fc.tuple(event, fc.dictionary(fc.constantFrom(...fields), fc.jsonValue()))
    fc.assert(
      fc.property(frame, fc.boolean(), ([name, members], withToken) => {
        const answers = client.sends({ ...members, event: name, ...(withToken ? { token: client.token } : {}) })
        expect(answers.length).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })

  it.each(['nothing', 'toString', 'constructor'])('does not know the event %s', (event) =>
    expect(texts(new Kraken().socket().sends({ event }))).toEqual([
      '{"errorMessage":"Event(s) not found","event":"error"}',
    ]),
  )
})

describe('subscribing', () => {
  it('is confirmed without the token, then the snapshot begins the count', () => {
    const client = withToken()
    expect(texts(subscribe(client, 'openOrders', { ratecounter: true }, 1))).toEqual([
      '{"channelName":"openOrders","event":"subscriptionStatus","reqid":1,"status":"subscribed",' +
        '"subscription":{"maxratecount":180,"name":"openOrders"}}',
      '[[],"openOrders",{"sequence":1}]',
    ])
    expect(texts(subscribe(client, 'ownTrades'))).toEqual([
      '{"channelName":"ownTrades","event":"subscriptionStatus","status":"subscribed","subscription":{"name":"ownTrades"}}',
      '[[],"ownTrades",{"sequence":1}]',
    ])
  })

  it('shows the open orders, newest first, in full', () => {
    const kraken = new Kraken()
    const first = kraken.places('trader', 'buy', '2', '149')
    const second = kraken.places('trader', 'buy', '1', '148', { userref: 9 })
    kraken.places('stranger', 'sell', '0.5', '149')
    const [, snapshot] = subscribe(withToken(kraken), 'openOrders')
    expect(snapshot?.json).toMatchObject([
      [
        { [second]: { status: 'open', userref: 9, vol_exec: '0.00000000' } },
        { [first]: { status: 'open', vol_exec: '0.50000000', avg_price: '149.00000000', cost: '74.50000000' } },
      ],
      'openOrders',
      { sequence: 1 },
    ])
  })

  it('shows the last 50 trades, newest first, without userrefs', () => {
    const kraken = new Kraken()
    kraken.places('stranger', 'sell', '60', '150')
    for (let count = 0; count < 55; count += 1) kraken.places('trader', 'buy', '0.1', '150', { userref: 1 })
    const [, snapshot] = subscribe(withToken(kraken), 'ownTrades')
    const [items] = snapshot?.json as [Record<string, object>[]]
    const own = kraken.exchange.truth.trades.filter((trade) => trade.account === 'trader').map((trade) => trade.id)
    expect(items.flatMap((item) => Object.keys(item))).toEqual(own.slice(-50).reverse())
    expect(Object.values(items[0] ?? {})[0]).not.toHaveProperty('userref')
  })

  it('without a snapshot begins the count with the first update', () => {
    const kraken = new Kraken()
    const client = withToken(kraken)
    expect(subscribe(client, 'ownTrades', { snapshot: false })).toHaveLength(1)
    client.forgets()
    kraken.places('stranger', 'sell', '1', '150')
    kraken.places('trader', 'buy', '0.5', '150')
    kraken.places('trader', 'buy', '0.5', '150')
    expect(client.frames.map(({ json }) => (json as unknown[])[2])).toEqual([{ sequence: 1 }, { sequence: 2 }])
  })

  it('again after unsubscribing starts the count anew', () => {
    const client = withToken()
    subscribe(client, 'openOrders')
    const unsubscribe = { event: 'unsubscribe', subscription: { name: 'openOrders', token: client.token } }
    expect(texts(client.sends(unsubscribe))).toEqual([
      '{"channelName":"openOrders","event":"subscriptionStatus","status":"unsubscribed","subscription":{"name":"openOrders"}}',
    ])
    expect(client.sends(unsubscribe)[0]?.json).toMatchObject({ status: 'error' })
    expect(subscribe(client, 'openOrders')[1]?.text).toBe('[[],"openOrders",{"sequence":1}]')
  })

  it('counts each subscription by itself, on every socket of the account', () => {
    const kraken = new Kraken()
    const [one, other] = [kraken.subscribed(), kraken.subscribed()]
    one.asks('addOrder', { pair: 'XMR/EUR', type: 'buy', ordertype: 'limit', price: '149', volume: '1' })
    expect(texts(other.frames)).toEqual(texts(one.frames.slice(1)))
    expect(other.frames.map(({ channel }) => channel)).toEqual(['openOrders', 'openOrders'])
  })

  it.each([
    { what: 'no subscription', message: {}, error: 'Subscription field must be an object' },
    {
      what: 'a subscription that is a text',
      message: { subscription: 'x' },
      error: 'Subscription field must be an object',
    },
    {
      what: 'a number for a subscription',
      message: { subscription: 5 },
      error: 'Subscription field must be an object',
    },
    { what: 'an unknown name', message: { subscription: { name: 'orders' } }, error: 'Subscription name invalid' },
    {
      what: 'an unknown option',
      message: { subscription: { name: 'ownTrades', depth: 5 } },
      error: 'Subscription object unsupported field',
    },
    {
      what: 'a pair',
      message: { pair: ['XMR/EUR'], subscription: { name: 'ownTrades' } },
      error: 'Pair field unsupported for this subscription type',
    },
    { what: 'no token', message: { subscription: { name: 'ownTrades' } }, error: 'ESession:Invalid session' },
    {
      what: 'a wrong token',
      message: { subscription: { name: 'ownTrades', token: 'x' } },
      error: 'ESession:Invalid session',
    },
  ])('with $what is refused', ({ message, error }) => {
    const [answer] = new Kraken().socket().sends({ event: 'subscribe', reqid: 3, ...message })
    expect(answer?.json).toMatchObject({ errorMessage: error, event: 'subscriptionStatus', reqid: 3, status: 'error' })
  })

  it('twice is refused', () => {
    const client = withToken()
    subscribe(client, 'ownTrades')
    expect(texts(subscribe(client, 'ownTrades'))).toEqual([
      '{"errorMessage":"Already subscribed","event":"subscriptionStatus","status":"error","subscription":{"name":"ownTrades"}}',
    ])
  })
})

describe('a token', () => {
  it('is told to last 900 seconds', () => {
    const { token, expires } = new Kraken().result<{ token: string; expires: number }>('GetWebSocketsToken')
    expect(token).toHaveLength(43)
    expect(expires).toBe(900)
  })

  it('opens subscriptions for 900 seconds and no longer', () => {
    const kraken = new Kraken()
    const token = kraken.token()
    kraken.passes(899)
    const early = kraken.socket()
    early.token = token
    expect(subscribe(early, 'ownTrades')[0]?.json).toMatchObject({ status: 'subscribed' })
    kraken.passes(1)
    const late = kraken.socket()
    late.token = token
    expect(subscribe(late, 'ownTrades')[0]?.json).toMatchObject({ errorMessage: 'ESession:Invalid session' })
  })

  it('stays good on the socket where it opened a subscription', () => {
    const kraken = new Kraken()
    const client = withToken(kraken)
    subscribe(client, 'ownTrades')
    kraken.passes(5000)
    expect(subscribe(client, 'openOrders')[0]?.json).toMatchObject({ status: 'subscribed' })
    expect(client.asks('cancelAll', {})[0]?.json).toMatchObject({ status: 'ok' })
  })

  it('of another account shows that account alone', () => {
    const accounts = [TRADER, { name: 'stranger', keys: [{ key: 'strange', secret: 'eA==' }], funds: { XMR: '5' } }]
    const kraken = new Kraken({ accounts })
    const client = kraken.socket()
    client.token = kraken.token('strange')
    subscribe(client, 'openOrders')
    client.forgets()
    kraken.places('trader', 'buy', '1', '149')
    expect(client.frames).toEqual([])
    const own = kraken.places('stranger', 'sell', '1', '150')
    expect(client.told('openOrders').map(([id]) => id)).toEqual([own, own])
  })
})

describe('heartbeats', () => {
  const fire = (kraken: Kraken, client: Client): readonly ExchangeEffect[] =>
    kraken.handle({ kind: 'timer-fired', timer: { kind: 'heartbeat', socket: client.id } })
  const kinds = (effects: readonly ExchangeEffect[]): readonly string[] => effects.map(({ kind }) => kind)

  it('begin with the first subscription and end with the last', () => {
    const kraken = new Kraken()
    const client = withToken(kraken)
    const message = (event: string, name: string) => ({ event, subscription: { name, token: client.token } })
    const effectsOf = (event: string, name: string) =>
      kinds(kraken.handle({ kind: 'socket-received', socket: client.id, frame: JSON.stringify(message(event, name)) }))
    expect(effectsOf('subscribe', 'openOrders')).toContain('timer-set')
    expect(effectsOf('subscribe', 'ownTrades')).not.toContain('timer-set')
    expect(effectsOf('unsubscribe', 'openOrders')).not.toContain('timer-stop')
    expect(effectsOf('unsubscribe', 'ownTrades')).toContain('timer-stop')
    expect(fire(kraken, client)).toEqual([])
  })

  it('are sent after a second of silence, and put off by any frame', () => {
    const kraken = new Kraken()
    const client = kraken.subscribed()
    kraken.passes(1)
    const [beat, timer] = fire(kraken, client)
    expect(beat).toMatchObject({ kind: 'socket-send', channel: 'control', frame: '{"event":"heartbeat"}' })
    expect(timer).toMatchObject({ kind: 'timer-set', at: kraken.now + 1_000_000 })
    kraken.passes(0.5)
    client.sends({ event: 'ping' })
    const pinged = kraken.now
    kraken.passes(0.5)
    expect(fire(kraken, client)).toEqual([
      { kind: 'timer-set', timer: { kind: 'heartbeat', socket: client.id }, at: pinged + 1_000_000 },
    ])
  })

  it('stop when the socket closes, and nothing is told to it any more', () => {
    const kraken = new Kraken()
    const client = kraken.subscribed()
    expect(kinds(kraken.handle({ kind: 'socket-closed', socket: client.id }))).toEqual(['timer-stop'])
    kraken.places('trader', 'buy', '1', '149')
    expect(client.frames).toEqual([])
    expect(fire(kraken, client)).toEqual([])
    expect(kraken.handle({ kind: 'socket-closed', socket: client.id })).toEqual([])
  })
})
