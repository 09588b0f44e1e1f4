/** WebSocket v2: connections, subscriptions, snapshots, and refusals in Kraken's words. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Client2, V2_URL, float } from './client2.ts'
import { Kraken } from './kraken.ts'

const NOW = /"time_in":"2023-11-14T22:13:\d\d\.\d{6}Z","time_out":"2023-11-14T22:13:\d\d\.\d{6}Z"/
const timeless = (texts: readonly string[]): readonly string[] => texts.map((text) => text.replace(NOW, 'TIMES'))

describe('a connection', () => {
  it('is greeted with the mode and an id beyond doubles', () => {
    const [greeting, ...others] = new Kraken().socket(V2_URL).frames
    expect(others).toEqual([])
    expect(greeting?.channel).toBe('control')
    expect(greeting?.text).toMatch(
      /^{"channel":"status","data":\[{"api_version":"v2","connection_id":\d{19,20},"system":"online","version":"2[\d.]+"}\],"type":"update"}$/,
    )
  })

  it('hears of every change of the mode, without its id', () => {
    const kraken = new Kraken()
    const [one, two] = [kraken.socket(), kraken.socket(V2_URL)]
    kraken.delivers(kraken.operator({ kind: 'go', mode: 'maintenance' }))
    expect(one.frames.at(-1)?.json).toMatchObject({ event: 'systemStatus', status: 'maintenance' })
    expect(two.frames.at(-1)?.json).toEqual({
      channel: 'status',
      data: [{ api_version: 'v2', system: 'maintenance', version: '2.0.10' }],
      type: 'update',
    })
  })

  it('beats in its own words', () => {
    const kraken = new Kraken()
    const client = Client2.subscribed(kraken)
    kraken.passes(1)
    const [beat] = kraken.handle({ kind: 'timer-fired', timer: { kind: 'heartbeat', socket: client.socket.id } })
    expect(beat).toMatchObject({ kind: 'socket-send', channel: 'control', frame: '{"channel":"heartbeat"}' })
  })

  it('answers a ping, which takes no parameters', () => {
    const client = new Kraken().socket(V2_URL)
    const texts = (frame: string) => timeless(client.sendsText(frame).map(({ text }) => text))
    expect(texts('{"method":"ping","req_id":18446744073709551615}')).toEqual([
      '{"method":"pong","req_id":18446744073709551615,TIMES}',
    ])
    expect(texts('{"method":"ping"}')).toEqual(['{"method":"pong",TIMES}'])
    expect(texts('{"method":"ping","params":{}}')).toEqual([
      `{"error":"Unsupported field: 'params' for the given msg type: ping","method":"ping","success":false,TIMES}`,
    ])
  })

  it.each(['', '{', 'null', '[]', '5', '{}', '{"method":5}', '{"event":"ping"}'])('answers %j as malformed', (frame) =>
    expect(
      timeless(
        new Kraken()
          .socket(V2_URL)
          .sendsText(frame)
          .map(({ text }) => text),
      ),
    ).toEqual(['{"error":"Malformed request","method":"error","success":false,TIMES}']),
  )

  it.each(['nothing', 'toString', 'addOrder'])('does not know the method %s', (method) =>
    expect(new Client2().asks(method, {}, 4)).toMatchObject({
      error: 'Unsupported event',
      method,
      req_id: 4,
      success: false,
    }),
  )

  it('has an answer to whatever is sent in whatever parameter', () => {
    const names = ['token', 'order_id', 'cl_ord_id', 'order_userref', 'symbol', 'order_qty', 'limit_price', 'orders']
    const others = ['side', 'order_type', 'channel', 'post_only', 'snapshot', 'toString', '__proto__']
    const method = fc.constantFrom(
      ...['add_order', 'amend_order', 'edit_order', 'cancel_order', 'cancel_all', 'batch_add', 'batch_cancel'],
      ...['subscribe', 'unsubscribe', 'ping'],
    )
    const client = Client2.subscribed(new Kraken())
    const params = fc.dictionary(fc.constantFrom(...names, ...others), fc.jsonValue())
    fc.assert(
      fc.property(method, params, fc.boolean(), (name, given, withToken) => {
        const token = withToken ? { token: client.socket.token } : {}
        expect(client.socket.sends({ method: name, params: { ...given, ...token } }).length).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })
})

describe('subscribing', () => {
  it('to executions is confirmed with its options, then the snapshot begins the count', () => {
    expect(timeless(new Client2().asksText('subscribe', { channel: 'executions' }, 3))).toEqual([
      '{"method":"subscribe","req_id":3,"result":{"channel":"executions","maxratecount":180,"snap_orders":true,' +
        '"snap_trades":false,"snapshot":true,"warnings":["cancel_reason is deprecated, use reason",' +
        '"stop_price is deprecated, use triggers.price","trigger is deprecated, use triggers.reference",' +
        '"triggered_price is deprecated, use triggers.last_price"]},"success":true,TIMES}',
      '{"channel":"executions","type":"snapshot","data":[],"sequence":1}',
    ])
  })

  it('to balances shows every asset by its new name, nothing held subtracted', () => {
    const kraken = new Kraken()
    kraken.operator({ kind: 'deposit', account: 'trader', asset: 'XXBT', amount: '0.5' })
    kraken.operator({ kind: 'deposit', account: 'trader', asset: 'XXDG', amount: '7' })
    kraken.places('trader', 'buy', '2', '149')
    const row = (asset: string, balance: string) =>
      `{"asset":"${asset}","asset_class":"currency","balance":${balance},` +
      `"wallets":[{"type":"spot","id":"main","balance":${balance}}]}`
    expect(timeless(new Client2(kraken).asksText('subscribe', { channel: 'balances' }))).toEqual([
      '{"method":"subscribe","result":{"channel":"balances","snapshot":true},"success":true,TIMES}',
      `{"channel":"balances","type":"snapshot","data":[${[
        row('BTC', '0.5000000000'),
        row('DOGE', '7.00000000'),
        row('EUR', '100000.0000'),
        row('XMR', '100.0000000000'),
      ].join(',')}],"sequence":1}`,
    ])
  })

  it('to balances shows what earns as a wallet of the plain asset, and moves between wallets by both', () => {
    const kraken = new Kraken()
    const client = Client2.subscribed(kraken)
    const move = { kind: 'move-wallets', account: 'trader', asset: 'XMR', into: 'XMR.F', amount: '40' } as const
    kraken.delivers(kraken.operator(move))
    expect(client.rows('balances')).toMatchObject([
      { asset: 'XMR', wallet_type: 'spot', wallet_id: 'main', subtype: 'allocation', amount: -40, balance: 60 },
      { asset: 'XMR', wallet_type: 'earn', wallet_id: 'flex', subtype: 'allocation', amount: 40, balance: 40 },
    ])
    const [, snapshot] = new Client2(kraken).asksText('subscribe', { channel: 'balances' })
    expect(snapshot).toContain(
      '{"asset":"XMR","asset_class":"currency","balance":100.0000000000,"wallets":[' +
        '{"type":"spot","id":"main","balance":60.0000000000},{"type":"earn","id":"flex","balance":40.0000000000}]}',
    )
  })

  it('shows the open orders, newest first, with what was executed', () => {
    const kraken = new Kraken()
    const first = kraken.places('trader', 'buy', '2', '149')
    const second = kraken.places('trader', 'buy', '1', '148', { userref: 9 })
    kraken.places('stranger', 'sell', '0.5', '149')
    const [, snapshot] = new Client2(kraken).asksText('subscribe', { channel: 'executions' })
    expect(JSON.parse(snapshot ?? '')).toMatchObject({
      type: 'snapshot',
      data: [
        { order_id: second, order_userref: 9, order_status: 'new', exec_type: 'new', symbol: 'XMR/EUR', side: 'buy' },
        { order_id: first, order_status: 'partially_filled', cum_qty: 0.5, cum_cost: 74.5, avg_price: 149 },
      ],
      sequence: 1,
    })
    expect(snapshot).toContain('"order_qty":2.00000000,"cum_qty":0.50000000,"cum_cost":74.50000000,"avg_price":149.00,')
  })

  it.each([
    { choice: 'together', sequences: [1], lengths: [51] },
    { choice: 'apart', sequences: [1, 2], lengths: [1, 50] },
  ] as const)('with trades shows the last 50, newest first, $choice', ({ choice, sequences, lengths }) => {
    const kraken = new Kraken({ quirks: { snapshotsOfExecutions: choice } })
    kraken.places('stranger', 'sell', '60', '150')
    for (let count = 0; count < 55; count += 1) kraken.places('trader', 'buy', '0.1', '150')
    kraken.places('trader', 'buy', '1', '140')
    const [, ...texts] = new Client2(kraken).asksText('subscribe', { channel: 'executions', snap_trades: true })
    const frames = texts.map((text) => JSON.parse(text) as { sequence: number; data: Record<string, unknown>[] })
    expect(frames.map(({ sequence }) => sequence)).toEqual(sequences)
    expect(frames.map(({ data }) => data.length)).toEqual(lengths)
    const trades = frames.flatMap(({ data }) => data).filter((row) => row['exec_type'] === 'trade')
    const own = kraken.exchange.truth.trades.filter((trade) => trade.account === 'trader').map((trade) => trade.id)
    expect(trades.map((row) => row['exec_id'])).toEqual(own.slice(-50).reverse())
    for (const row of trades) expect(row).toMatchObject({ order_status: 'filled', liquidity_ind: 't' })
    for (const row of trades) expect(row).not.toHaveProperty('cum_qty')
  })

  it('without any snapshot begins the count with the first update', () => {
    const kraken = new Kraken()
    const client = new Client2(kraken)
    expect(client.asksText('subscribe', { channel: 'executions', snap_orders: false })).toHaveLength(1)
    client.socket.forgets()
    client.places('buy', '1.0', '149.0')
    expect(client.frames('executions').map(({ sequence }) => sequence)).toEqual([1, 2])
  })

  it('without every status hears no more than that orders are there, trade and end', () => {
    const kraken = new Kraken()
    const client = Client2.subscribed(kraken, { order_status: false })
    const id = client.places('buy', '1.0', '149.0')
    client.asks('amend_order', { order_id: id, order_qty: float('2.0') })
    kraken.places('stranger', 'sell', '2', '149')
    expect(client.story()).toBe('new trade filled')
  })

  it('with the rate counter tells how high it stands', () => {
    const kraken = new Kraken()
    const [counting, silent] = [Client2.subscribed(kraken, { ratecounter: true }), Client2.subscribed(kraken)]
    counting.places('buy', '1.0', '149.0')
    expect(counting.rows('executions').map((row) => row['ratecount'])).toEqual([1, 1])
    expect(silent.rows('executions').map((row) => row['ratecount'])).toEqual([undefined, undefined])
  })

  it('again after unsubscribing starts the count anew', () => {
    const client = Client2.subscribed(new Kraken())
    expect(timeless(client.asksText('unsubscribe', { channel: 'executions' }))).toEqual([
      '{"method":"unsubscribe","result":{"channel":"executions"},"success":true,TIMES}',
    ])
    expect(client.asks('unsubscribe', { channel: 'executions' })).toMatchObject({ success: false })
    expect(client.asksText('subscribe', { channel: 'executions' })[1]).toContain('"sequence":1}')
  })

  it.each([
    { what: 'an unknown channel', params: { channel: 'openOrders' }, error: 'Unsupported event' },
    {
      what: 'a public channel',
      params: { channel: 'ticker', symbol: ['BTC/USD'] },
      error: 'Public market data subscriptions are unavailable on this endpoint. Try ws.kraken.com',
    },
    {
      what: 'an unknown option',
      params: { channel: 'balances', depth: 5 },
      error: "Unsupported field: 'depth' for the given msg type: subscribe",
    },
    {
      what: 'an option of the wrong type',
      params: { channel: 'executions', snap_trades: 1 },
      error: 'Snap_trades field must be a boolean',
    },
    { what: 'no token', params: { channel: 'executions', token: undefined }, error: 'Token(s) not found' },
    { what: 'a wrong token', params: { channel: 'executions', token: 'x' }, error: 'ESession:Invalid session' },
  ])('with $what is refused', ({ params, error }) =>
    expect(new Client2().asks('subscribe', params, 5)).toMatchObject({
      error,
      method: 'subscribe',
      req_id: 5,
      success: false,
    }),
  )

  it('twice is refused', () =>
    expect(Client2.subscribed(new Kraken()).asks('subscribe', { channel: 'balances' })).toMatchObject({
      error: 'Already subscribed',
    }))
})
