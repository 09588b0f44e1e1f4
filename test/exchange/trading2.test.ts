/** WebSocket v2: what the trading methods do, say, and make the channels tell. */
import { describe, expect, it } from 'vitest'
import { Client2, float } from './client2.ts'
import { Kraken } from './kraken.ts'

const LIMIT = { order_type: 'limit', side: 'buy', symbol: 'XMR/EUR', order_qty: '<1.5>', limit_price: '<149.0>' }
const prepared = (options: ConstructorParameters<typeof Kraken>[0] = {}) => {
  const kraken = new Kraken(options)
  return { kraken, client: Client2.subscribed(kraken) }
}

describe('add_order', () => {
  it('answers with the id and the names that were given', () => {
    const { kraken, client } = prepared()
    const [answer] = client.asksText('add_order', { ...LIMIT, order_userref: 77 }, 5)
    const [[id] = []] = kraken.exchange.truth.orders
    const time = '2023-11-14T22:13:20.005000Z'
    expect(answer).toBe(
      `{"method":"add_order","req_id":5,"result":{"order_id":"${id ?? ''}","order_userref":77},"success":true,` +
        `"time_in":"${time}","time_out":"${time}"}`,
    )
    expect(client.asks('add_order', { ...LIMIT, cl_ord_id: 'mine' })).toMatchObject({ result: { cl_ord_id: 'mine' } })
    expect(kraken.exchange.truth.orders.size).toBe(2)
  })

  it('tells the channel the whole order once, and afterwards only what is new', () => {
    const { client } = prepared()
    const id = client.places('buy', '1.5', '149.0', { order_userref: 77, post_only: true })
    const time = '2023-11-14T22:13:20.005000Z'
    expect(client.texts('executions')).toEqual([
      `{"channel":"executions","type":"update","data":[{"order_id":"${id}","symbol":"XMR/EUR","order_qty":1.50000000,` +
        '"cum_cost":0.00000000,"time_in_force":"GTC","exec_type":"pending_new","side":"buy","order_type":"limit",' +
        '"order_userref":77,"limit_price_type":"static","limit_price":149.00,"stop_price":0.00,"post_only":true,' +
        `"order_status":"pending_new","fee_usd_equiv":0.0000,"fee_ccy_pref":"fciq","timestamp":"${time}"}],"sequence":2}`,
      `{"channel":"executions","type":"update","data":[{"timestamp":"${time}","order_status":"new","exec_type":"new",` +
        `"order_userref":77,"order_id":"${id}"}],"sequence":3}`,
    ])
  })

  it('tells every fill by itself with the totals after it, and the end in a row of its own', () => {
    const { kraken, client } = prepared()
    kraken.places('stranger', 'sell', '1', '149')
    kraken.places('stranger', 'sell', '1', '150')
    const id = client.places('buy', '2.0', '150.0')
    expect(client.story()).toBe('pending_new new trade trade filled')
    const [, , one, other, end] = client.rows('executions')
    const live = { order_status: 'partially_filled', liquidity_ind: 't', order_id: id, order_userref: 0 }
    expect(one).toMatchObject({
      ...live,
      trade_id: 1,
      last_qty: 1,
      last_price: 149,
      cost: 149,
      cum_qty: 1,
      cum_cost: 149,
    })
    expect(other).toMatchObject({ ...live, trade_id: 2, last_price: 150, cum_qty: 2, cum_cost: 299, avg_price: 149.5 })
    expect(end).toMatchObject({ order_status: 'filled', cum_qty: 2, cum_cost: 299, avg_price: 149.5 })
    /** 0.4 percent; what it is worth in USD is another number. */
    expect(client.texts('executions')[2]).toContain('"fee_usd_equiv":0.6556,"fees":[{"asset":"EUR","qty":0.59600000}]')
  })

  it('books both legs of a trade, one ledger line a frame', () => {
    const { kraken, client } = prepared()
    kraken.places('stranger', 'sell', '1', '149')
    client.places('buy', '1.0', '149.0')
    const [quote, base] = client.frames('balances')
    expect([quote?.sequence, base?.sequence]).toEqual([2, 3])
    const [trade] = kraken.exchange.truth.trades.filter(({ account }) => account === 'trader')
    const leg = { type: 'trade', category: 'trade', ref_id: trade?.id, wallet_type: 'spot', wallet_id: 'main' }
    expect(quote?.data[0]).toMatchObject({ ...leg, asset: 'EUR', amount: -149 })
    expect(base?.data[0]).toMatchObject({ ...leg, asset: 'XMR', amount: 1, fee: 0, balance: 101 })
    expect(client.texts('balances')[1]).toContain('"amount":1.0000000000,"fee":0.0000000000,"balance":101.0000000000')
  })

  it('post-only that would take is accepted, then canceled unbooked', () => {
    const { kraken, client } = prepared()
    kraken.places('stranger', 'sell', '1', '149')
    client.places('buy', '1.0', '149.0', { post_only: true })
    expect(client.story()).toBe('pending_new canceled')
    expect(client.rows('executions')[1]).toMatchObject({ reason: 'Post only order', cancel_reason: 'Post only order' })
  })

  it('at market has no limit price', () => {
    const { kraken, client } = prepared()
    kraken.places('stranger', 'sell', '1', '149')
    const { limit_price: _, ...market } = { ...LIMIT, order_type: 'market', order_qty: float('1.0') }
    expect(client.asks('add_order', market)).toMatchObject({ success: true })
    expect(client.story()).toBe('pending_new new trade filled')
    expect(client.rows('executions')[0]).not.toHaveProperty('limit_price')
  })

  it('only to validate places nothing', () => {
    const { kraken, client } = prepared()
    expect(client.asks('add_order', { ...LIMIT, validate: true, order_userref: 3 })).toMatchObject({
      result: { order_userref: 3 },
      success: true,
    })
    expect(kraken.exchange.truth.orders.size).toBe(0)
  })

  it.each([
    { what: 'a price in text', change: { limit_price: '149.0' }, error: 'Limit_price field must be a number_float' },
    { what: 'a whole price', change: { limit_price: 149 }, error: 'Limit_price field must be a number_float' },
    { what: 'a size in text', change: { order_qty: '1.5' }, error: 'Order_qty field must be a number_float' },
    {
      what: 'a userref in text',
      change: { order_userref: '7' },
      error: 'Order_userref field must be a number_integer',
    },
    { what: 'a flag in text', change: { post_only: 'true' }, error: 'Post_only field must be a boolean' },
    { what: 'the old name', change: { symbol: 'XBT/EUR' }, error: 'Currency pair not supported XBT/EUR' },
    { what: 'a pair key', change: { symbol: 'XXMRZEUR' }, error: 'Currency pair not supported XXMRZEUR' },
    { what: 'no size', change: { order_qty: undefined }, error: 'EGeneral:Invalid arguments:order_qty' },
    {
      what: 'a type not modelled',
      change: { order_type: 'settle-position' },
      error: 'EGeneral:Invalid arguments:ordertype',
    },
    { what: 'margin', change: { margin: true }, error: 'EGeneral:Invalid arguments:margin' },
    {
      what: 'too many decimals',
      change: { limit_price: float('149.001') },
      error: 'EOrder:Invalid price:XMR/EUR price can only be specified up to 2 decimals',
    },
    { what: 'too little', change: { order_qty: float('0.001') }, error: 'EOrder:Order minimum not met' },
    { what: 'too much', change: { order_qty: float('9000.0') }, error: 'EOrder:Insufficient funds' },
    {
      what: 'no_mpp at a limit',
      change: { no_mpp: true },
      error: 'EGeneral:Invalid arguments:no_mpp order option is only available when ordertype = market',
    },
    {
      what: 'a field of v1',
      change: { pair: 'XMR/EUR' },
      error: "Unsupported field: 'pair' for the given msg type: add order",
    },
    {
      what: 'both names',
      change: { cl_ord_id: 'a', order_userref: 1 },
      error: 'EGeneral:Invalid arguments:cl_ord_id',
    },
    { what: 'a name too long', change: { cl_ord_id: 'a'.repeat(19) }, error: 'EGeneral:Invalid arguments:cl_ord_id' },
    { what: 'no token', change: { token: undefined }, error: 'Token(s) not found' },
    { what: 'a wrong token', change: { token: 'x' }, error: 'ESession:Invalid session' },
  ])('with $what is refused', ({ change, error }) => {
    const { kraken, client } = prepared()
    expect(client.asks('add_order', { ...LIMIT, ...change }, 8)).toMatchObject({ error, req_id: 8, success: false })
    expect(kraken.exchange.truth.orders.size).toBe(0)
  })

  it('takes BTC and DOGE and tells them by these names', () => {
    const keys = [{ key: 'trader-key', secret: 'c2VjcmV0' }]
    const { client } = prepared({ accounts: [{ name: 'trader', keys, funds: { USD: '10000' } }] })
    client.places('buy', '0.01', '50000.1', { symbol: 'BTC/USD' })
    client.places('buy', '100.0', '0.1', { symbol: 'DOGE/USD' })
    expect(client.rows('executions').map((row) => row['symbol'])).toEqual(['BTC/USD', undefined, 'DOGE/USD', undefined])
    expect(client.texts('executions')[0]).toContain('"fee_usd_equiv":0.00000,')
  })

  it('refuses a name that another open order has', () => {
    const { client } = prepared()
    const id = client.places('buy', '1.0', '149.0', { cl_ord_id: 'mine' })
    expect(() => client.places('buy', '1.0', '149.0', { cl_ord_id: 'mine' })).toThrow('cl_ord_id')
    client.asks('cancel_order', { order_id: [id] })
    client.places('buy', '1.0', '149.0', { cl_ord_id: 'mine' })
  })
})

describe('amend_order', () => {
  it('keeps the id and tells the new size', () => {
    const { kraken, client } = prepared()
    const id = client.places('buy', '2.0', '149.0', { order_userref: 4 })
    client.socket.forgets()
    const answer = client.asks('amend_order', { order_id: id, order_qty: float('1.5') }, 9)
    expect(answer).toMatchObject({ req_id: 9, result: { order_id: id }, success: true })
    expect((answer['result'] as Record<string, unknown>)['amend_id']).toMatch(/^T[A-Z2-7]{5}-[A-Z2-7]{5}-[A-Z2-7]{6}$/)
    const [text] = client.texts('executions')
    const [, row] = /"data":\[(.*)\],"sequence":4/.exec(text ?? '') ?? []
    expect(row).toBe(
      '{"timestamp":"2023-11-14T22:13:20.006000Z","exec_type":"amended","order_status":"new","cum_qty":0.00000000,' +
        '"reason":"User requested","amended":true,"order_qty":1.50000000,"limit_price":149.00,' +
        `"limit_price_type":"static","order_userref":4,"order_id":"${id}"}`,
    )
    expect([...kraken.exchange.truth.orders.values()]).toMatchObject([{ txid: id, volume: { units: 150000000n } }])
  })

  it('of price and size tells each by itself, price first', () => {
    const { client } = prepared()
    const id = client.places('buy', '2.0', '149.0')
    client.socket.forgets()
    client.asks('amend_order', { order_id: id, order_qty: float('3.0'), limit_price: float('148.0') })
    expect(client.rows('executions')).toMatchObject([
      { exec_type: 'amended', order_qty: 2, limit_price: 148 },
      { exec_type: 'amended', order_qty: 3, limit_price: 148 },
    ])
  })

  it('by the own name echoes that name', () => {
    const { client } = prepared()
    client.places('buy', '2.0', '149.0', { cl_ord_id: 'mine' })
    const answer = client.asks('amend_order', { cl_ord_id: 'mine', order_qty: float('1.0') })
    expect(answer).toMatchObject({ result: { cl_ord_id: 'mine' }, success: true })
    expect(answer['result']).not.toHaveProperty('order_id')
  })

  /** Who of two orders at one price is filled first, when the older one was amended. */
  it.each([
    { what: 'a smaller size keeps', change: { order_qty: float('1.0') }, first: 'older' },
    { what: 'the same terms keep', change: { order_qty: float('2.0'), limit_price: float('149.0') }, first: 'older' },
    { what: 'a larger size loses', change: { order_qty: float('3.0') }, first: 'younger' },
    { what: 'another price loses', change: { limit_price: float('148.0') }, first: 'younger' },
  ])('$what its place in the queue', ({ change, first }) => {
    const { kraken, client } = prepared()
    const older = client.places('buy', '2.0', '149.0')
    const price = 'limit_price' in change && change.limit_price === float('148.0') ? '148' : '149'
    const younger = kraken.places('other', 'buy', '1', price)
    expect(client.asks('amend_order', { order_id: older, ...change })).toMatchObject({ success: true })
    kraken.places('stranger', 'sell', '1', price)
    const [trade] = kraken.exchange.truth.trades
    expect(trade?.txid).toBe(first === 'older' ? older : younger)
  })

  it('keeps the fills, and counts them in the size', () => {
    const { kraken, client } = prepared()
    const id = client.places('buy', '2.0', '149.0')
    kraken.places('stranger', 'sell', '0.5', '149')
    client.asks('amend_order', { order_id: id, order_qty: float('1.0') })
    kraken.places('stranger', 'sell', '5', '149')
    expect(client.story()).toBe('pending_new new trade amended trade filled')
    expect(client.rows('executions')[3]).toMatchObject({ order_status: 'partially_filled', cum_qty: 0.5, order_qty: 1 })
    expect(client.rows('executions').at(-1)).toMatchObject({ order_id: id, cum_qty: 1 })
  })

  it.each(['0.5', '0.4'])('to %s, not above what was executed, cancels the rest', (size) => {
    const { kraken, client } = prepared()
    const id = client.places('buy', '2.0', '149.0')
    kraken.places('stranger', 'sell', '0.5', '149')
    expect(client.asks('amend_order', { order_id: id, order_qty: float(size) })).toMatchObject({ success: true })
    expect(client.story()).toBe('pending_new new trade canceled')
    expect(client.rows('executions').at(-1)).toMatchObject({ cum_qty: 0.5, reason: 'User requested' })
  })

  it.each(['149.0', '148.0'])('may leave a single lot open at %s: only a fill makes it insignificant', (price) => {
    const { kraken, client } = prepared()
    const id = client.places('buy', '2.0', '149.0')
    kraken.places('stranger', 'sell', '0.5', '149')
    client.asks('amend_order', { order_id: id, order_qty: float('0.50000001'), limit_price: float(price) })
    expect(client.rows('executions').at(-1)).toMatchObject({ exec_type: 'amended', order_status: 'partially_filled' })
  })

  it('holds what the order now needs', () => {
    const { kraken, client } = prepared()
    const id = client.places('buy', '2.0', '100.0')
    const held = () => kraken.exchange.truth.accounts.get('trader')?.holds.get('ZEUR') ?? 0n
    const before = held()
    client.asks('amend_order', { order_id: id, order_qty: float('4.0') })
    expect(held()).toBe(2n * before)
    client.asks('amend_order', { order_id: id, limit_price: float('50.0') })
    expect(held()).toBe(before)
    expect(client.asks('amend_order', { order_id: id, order_qty: float('4000.0') })).toMatchObject({
      error: 'EOrder:Insufficient funds',
    })
    expect(held()).toBe(before)
    client.asks('cancel_all', {})
    expect(held()).toBe(0n)
  })

  it('is judged by the pair as it is now, not as it was when the order was placed', () => {
    const { kraken, client } = prepared()
    const id = client.places('buy', '2.0', '149.01')
    kraken.operator({ kind: 'change-pair', pair: 'XMR/EUR', fields: { tick_size: '0.1' } })
    const amend = (price: string) => client.asks('amend_order', { order_id: id, limit_price: float(price) })
    expect(amend('149.02')).toMatchObject({ error: 'EOrder:Tick size check failed' })
    expect(amend('149.1')).toMatchObject({ success: true })
    expect(client.asks('amend_order', { order_id: id, order_qty: float('1.0') })).toMatchObject({ success: true })
  })

  it('to a price that crosses takes what is there', () => {
    const { kraken, client } = prepared()
    kraken.places('stranger', 'sell', '1', '150')
    const id = client.places('buy', '2.0', '149.0')
    client.socket.forgets()
    client.asks('amend_order', { order_id: id, limit_price: float('150.0') })
    expect(client.story()).toBe('amended trade')
    expect(client.rows('executions')[1]).toMatchObject({ liquidity_ind: 't', last_price: 150 })
    expect(kraken.exchange.truth.best('XXMRZEUR')).toEqual({ bid: { units: 15000n, scale: 2 } })
  })

  it('post-only to a price that crosses is refused and changes nothing', () => {
    const { kraken, client } = prepared()
    kraken.places('stranger', 'sell', '1', '150')
    const id = client.places('buy', '2.0', '149.0', { post_only: true })
    client.socket.forgets()
    const amend = { order_id: id, limit_price: float('150.0'), post_only: true }
    expect(client.asks('amend_order', amend)).toMatchObject({ error: 'EOrder:Post only order' })
    expect(client.rows('executions')).toEqual([])
    expect(client.asks('amend_order', { ...amend, limit_price: float('149.99') })).toMatchObject({ success: true })
  })

  it.each([
    { what: 'neither size nor price', change: {}, error: 'EGeneral:Invalid arguments:volume' },
    { what: 'a price in text', change: { limit_price: '149' }, error: 'Limit_price field must be a number_float' },
    { what: 'a size too small', change: { order_qty: float('0.001') }, error: 'EOrder:Order minimum not met' },
    { what: 'another symbol', change: { symbol: 'BTC/EUR' }, error: 'Currency pair not supported BTC/EUR' },
    { what: 'two names', change: { cl_ord_id: 'x' }, error: 'EGeneral:Invalid arguments:order_id' },
    { what: 'an unknown id', change: { order_id: 'OAAAAA-AAAAA-AAAAAA' }, error: 'EOrder:Unknown order' },
  ])('with $what is refused', ({ change, error }) => {
    const { client } = prepared()
    const id = client.places('buy', '2.0', '149.0')
    expect(client.asks('amend_order', { order_id: id, ...change })).toMatchObject({ error, success: false })
  })

  it('of an order that was filled meanwhile finds none', () => {
    const { kraken, client } = prepared()
    const id = client.places('buy', '2.0', '149.0')
    kraken.places('stranger', 'sell', '2', '149')
    expect(client.asks('amend_order', { order_id: id, order_qty: float('1.0') })).toMatchObject({
      error: 'EOrder:Unknown order',
    })
  })
})

describe('edit_order', () => {
  it('puts a new order in the place of the old one', () => {
    const { client } = prepared()
    const id = client.places('buy', '2.0', '149.0', { order_userref: 4 })
    client.socket.forgets()
    const edit = { order_id: id, symbol: 'XMR/EUR', limit_price: float('148.0'), order_userref: 5 }
    const { result } = client.asks('edit_order', edit) as { result: Record<string, unknown> }
    expect(result['original_order_id']).toBe(id)
    expect(client.rows('executions')).toMatchObject([
      { order_id: id, exec_type: 'canceled', reason: 'Order replaced', order_userref: 4 },
      { order_id: result['order_id'], exec_type: 'pending_new', limit_price: 148, order_qty: 2, order_userref: 5 },
      { order_id: result['order_id'], exec_type: 'new' },
    ])
  })

  it('does not take orders with a name of their own', () => {
    const { client } = prepared()
    const id = client.places('buy', '2.0', '149.0', { cl_ord_id: 'mine' })
    const edit = { order_id: id, symbol: 'XMR/EUR', limit_price: float('148.0') }
    expect(client.asks('edit_order', edit)).toMatchObject({ error: 'EOrder:Invalid order' })
  })
})

describe('cancels', () => {
  it('are answered one by one, each with the name it was asked by', () => {
    const { client } = prepared()
    const id = client.places('buy', '1.0', '149.0')
    client.places('buy', '1.0', '149.0', { cl_ord_id: 'mine' })
    client.places('buy', '1.0', '149.0', { order_userref: 6 })
    client.places('buy', '1.0', '149.0', { order_userref: 6 })
    client.socket.forgets()
    const names = { order_id: [id, 'OAAAAA-AAAAA-AAAAAA'], cl_ord_id: ['mine'], order_userref: [6] }
    client.asks('cancel_order', names, 12)
    const answers = client.socket.acks()
    expect(answers.map(({ req_id: reqId }) => reqId)).toEqual([12, 12, 12, 12, 12])
    expect(answers.map(({ result, error }) => result ?? error)).toEqual([
      { order_id: id },
      'EOrder:Unknown order',
      { cl_ord_id: 'mine' },
      { order_userref: 6 },
      { order_userref: 6 },
    ])
    expect(client.story()).toBe('canceled canceled canceled canceled')
  })

  it('of one order twice find it gone', () => {
    const { client } = prepared()
    const id = client.places('buy', '1.0', '149.0')
    client.socket.forgets()
    client.asks('cancel_order', { order_id: [id, id] })
    expect(client.socket.acks().map(({ success }) => success)).toEqual([true, false])
  })

  it('of nothing are refused', () =>
    expect(prepared().client.asks('cancel_order', {})).toMatchObject({
      error: 'EGeneral:Invalid arguments:order_id',
    }))

  it('of all are counted', () => {
    const { client } = prepared()
    client.places('buy', '1.0', '149.0')
    client.places('buy', '1.0', '148.0')
    expect(client.asks('cancel_all', {})).toMatchObject({ result: { count: 2 }, success: true })
    expect(client.asks('cancel_all', {})).toMatchObject({ result: { count: 0 }, success: true })
  })

  it('of a batch are counted beside the success', () => {
    const { client } = prepared()
    const id = client.places('buy', '1.0', '149.0')
    client.places('buy', '1.0', '149.0', { order_userref: 6 })
    client.places('buy', '1.0', '149.0', { order_userref: 6 })
    expect(client.asks('batch_cancel', { orders: [id] })).toMatchObject({ success: false })
    const [answer] = client.asksText('batch_cancel', { orders: [id, 6, 'OAAAAA-AAAAA-AAAAAA'] }, 2)
    expect(answer).toMatch(/^{"method":"batch_cancel","orders_cancelled":3,"req_id":2,"success":true,"time_in"/)
  })

  it('are not taken during maintenance', () => {
    const { kraken, client } = prepared()
    const id = client.places('buy', '1.0', '149.0')
    kraken.operator({ kind: 'go', mode: 'maintenance' })
    expect(client.asks('cancel_order', { order_id: [id] })).toMatchObject({ error: 'EService:Unavailable' })
  })
})

describe('batch_add', () => {
  const order = (more: object) => ({
    order_type: 'limit',
    side: 'buy',
    order_qty: '<1.0>',
    limit_price: '<149.0>',
    ...more,
  })

  it('answers with a list in the order asked; what the engine refuses fails alone', () => {
    const { kraken, client } = prepared()
    const orders = [order({ order_userref: 1 }), order({ order_qty: '<900.0>' }), order({ cl_ord_id: 'mine' })]
    const { result } = client.asks('batch_add', { symbol: 'XMR/EUR', orders }) as { result: Record<string, unknown>[] }
    expect(result).toMatchObject([{ order_userref: 1 }, { error: 'EOrder:Insufficient funds' }, { cl_ord_id: 'mine' }])
    expect(result.map((item) => 'order_id' in item)).toEqual([true, false, true])
    expect(kraken.exchange.truth.orders.size).toBe(2)
  })

  it.each([
    { what: 'one order', orders: [order({})], error: 'EGeneral:Invalid arguments:orders' },
    {
      what: 'one that fails the checks',
      orders: [order({}), order({ limit_price: '<149.001>' })],
      error: 'EOrder:Invalid price:XMR/EUR price can only be specified up to 2 decimals',
    },
    {
      what: 'a size in text',
      orders: [order({}), order({ order_qty: '1.0' })],
      error: 'Order_qty field must be a number_float',
    },
  ])('with $what places none', ({ orders, error }) => {
    const { kraken, client } = prepared()
    expect(client.asks('batch_add', { symbol: 'XMR/EUR', orders })).toMatchObject({ error, success: false })
    expect(kraken.exchange.truth.orders.size).toBe(0)
  })
})

describe('dust', () => {
  const shortBy = (choice: 'filled-short' | 'restated-first') => {
    const { kraken, client } = prepared({ quirks: { dustOnExecutions: choice } })
    client.places('buy', '1.0', '149.0')
    kraken.places('stranger', 'sell', '0.99999999', '149')
    return client
  }

  it('is left by an order that ends one lot short', () => {
    const client = shortBy('filled-short')
    expect(client.story()).toBe('pending_new new trade filled')
    expect(client.rows('executions').at(-1)).toMatchObject({
      cum_qty: 0.99999999,
      reason: 'Insignificant volume remaining',
    })
  })

  it('is taken off the size before, where the engine restates', () => {
    const client = shortBy('restated-first')
    expect(client.story()).toBe('pending_new new trade restated filled')
    expect(client.rows('executions')[3]).toMatchObject({
      order_status: 'partially_filled',
      order_qty: 0.99999999,
      reason: 'Insignificant volume remaining',
    })
  })
})

describe('a client of v1 and one of v2 on one account', () => {
  it('both see everything', () => {
    const kraken = new Kraken()
    const [one, two] = [kraken.subscribed(), Client2.subscribed(kraken)]
    const id = two.places('buy', '2.0', '149.0', { cl_ord_id: 'mine' })
    two.asks('amend_order', { order_id: id, order_qty: float('1.0') })
    kraken.places('stranger', 'sell', '0.4', '149')
    one.asks('cancelOrder', { txid: [id] })
    expect(two.story()).toBe('pending_new new amended trade canceled')
    expect(one.told('openOrders').map(([txid]) => txid)).toEqual([id, id, id, id, id])
    expect(one.told('openOrders').map(([, told]) => told['status'] ?? told['amended'] ?? told['vol_exec'])).toEqual([
      'pending',
      'open',
      true,
      '0.40000000',
      'canceled',
    ])
    expect(one.told('openOrders')[0]?.[1]).toMatchObject({ cl_ord_id: 'mine' })
    expect(one.told('ownTrades')).toHaveLength(1)
  })

  it('see it within one instant and one order each', () => {
    const kraken = new Kraken()
    const [one, two] = [kraken.subscribed(), Client2.subscribed(kraken)]
    one.asks('addOrder', { pair: 'XMR/EUR', type: 'buy', ordertype: 'limit', price: '149', volume: '1', userref: 3 })
    expect(two.rows('executions')).toMatchObject([
      { exec_type: 'pending_new', order_userref: 3 },
      { exec_type: 'new', order_userref: 3 },
    ])
  })
})

describe('amendOrder of v1', () => {
  it('names the order and the amend, and tells openOrders what changed', () => {
    const kraken = new Kraken()
    const client = kraken.subscribed()
    client.asks('addOrder', { pair: 'XMR/EUR', type: 'buy', ordertype: 'limit', price: '149', volume: '2', userref: 3 })
    const [[id] = ['']] = kraken.exchange.truth.orders
    client.forgets()
    client.asks('amendOrder', { txid: id, volume: '1.5', limit_price: '148', reqid: 8 })
    expect(client.acks()).toMatchObject([{ event: 'amendOrderStatus', reqid: 8, status: 'ok', txid: id }])
    expect(client.acks()[0]?.['amend_id']).toMatch(/^T/)
    const row = { amended: true, amend_reason: 'User requested', userref: 3 }
    expect(client.told('openOrders')).toMatchObject([
      [id, { ...row, vol: '2.00000000', descr: { price: '148.00000000' } }],
      [id, { ...row, vol: '1.50000000', descr: { price: '148.00000000', pair: 'XMR/EUR' } }],
    ])
    const { open } = kraken.result<{ open: Record<string, object> }>('OpenOrders')
    expect(open[id]).toMatchObject({ misc: 'amended', vol: '1.50000000', userref: 3 })
  })

  it.each([
    { fields: { volume: '1' }, error: 'EGeneral:Invalid arguments:txid' },
    { fields: { txid: 'OAAAAA-AAAAA-AAAAAA', volume: '1' }, error: 'EOrder:Unknown order' },
    { fields: { txid: 'x', orderid: 'y' }, error: "Unsupported field: 'orderid' for the given msg type: amend order" },
  ])('refuses $fields', ({ fields, error }) => {
    const client = new Kraken().subscribed()
    client.asks('amendOrder', fields)
    expect(client.acks()).toMatchObject([{ errorMessage: error, event: 'amendOrderStatus', status: 'error' }])
  })

  it('costs more the younger the order or its last amend is', () => {
    const kraken = new Kraken()
    const client = Client2.subscribed(kraken, { ratecounter: true })
    const id = client.places('buy', '4.0', '149.0')
    const counts = () => client.rows('executions').at(-1)?.['ratecount']
    client.asks('amend_order', { order_id: id, order_qty: float('3.0') })
    expect(counts()).toBe(5)
    kraken.passes(60)
    client.asks('amend_order', { order_id: id, order_qty: float('2.0') })
    expect(counts()).toBe(1)
    client.asks('amend_order', { order_id: id, order_qty: float('1.0') })
    expect(counts()).toBe(5)
  })
})
