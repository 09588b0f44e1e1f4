/** Orders placed, changed and ended over REST, in forms and in JSON. */
import { describe, expect, it } from 'vitest'
import { isoText, seconds, after } from '../../src/time.ts'
import { Kraken, OTHER, STRANGER, TRADER } from './kraken.ts'

type Params = Readonly<Record<string, string>>
const BID = { pair: 'XMREUR', type: 'buy', ordertype: 'limit', price: '149.5', volume: '2' }
const TXID = expect.stringMatching(/^O[A-Z2-7]{5}-[A-Z2-7]{5}-[A-Z2-7]{6}$/) as string

const added = (kraken: Kraken, params: Params = {}): string =>
  kraken.result<{ txid: readonly string[] }>('AddOrder', { ...BID, ...params }).txid[0] ?? ''
const orderOf = (kraken: Kraken, txid: string) => kraken.result<Record<string, object>>('QueryOrders', { txid })[txid]
const openOf = (kraken: Kraken): readonly string[] =>
  Object.keys(kraken.result<{ open: Record<string, unknown> }>('OpenOrders').open)

describe('AddOrder', () => {
  it('answers with what the order is in words, and its id', () => {
    expect(new Kraken().result('AddOrder', BID)).toEqual({
      descr: { order: 'buy 2.00000000 XMREUR @ limit 149.50' },
      txid: [TXID],
    })
    const named = new Kraken().result('AddOrder', { ...BID, cl_ord_id: 'mine' })
    expect(named).toMatchObject({ txid: [TXID], cl_ord_id: 'mine' })
    const market = { pair: 'XXMRZEUR', type: 'sell', ordertype: 'market', volume: '0.25' }
    expect(new Kraken().result('AddOrder', market)).toMatchObject({
      descr: { order: 'sell 0.25000000 XMREUR @ market' },
    })
  })

  it('takes every term that a socket takes', () => {
    const kraken = new Kraken()
    const terms = { oflags: 'post,fcib', userref: '7', timeinforce: 'GTD', expiretm: '+60', stptype: 'cancel-both' }
    const deadline = isoText(after(kraken.now, seconds(5)))
    const txid = added(kraken, { ...terms, deadline })
    expect(orderOf(kraken, txid)).toMatchObject({ userref: 7, oflags: 'fcib,post', time_in_force: 'gtd' })
  })

  it('does the same for a body in JSON, numbers and all', () => {
    const kraken = new Kraken()
    const { result } = kraken.postJson('AddOrder', { ...BID, price: 149.5, volume: 2, userref: 9, validate: false })
    expect(result).toMatchObject({ descr: { order: 'buy 2.00000000 XMREUR @ limit 149.50' }, txid: [TXID] })
  })

  it('is only checked with validate, funds left aside', () => {
    const kraken = new Kraken()
    for (const validate of ['true', '1']) {
      expect(kraken.result('AddOrder', { ...BID, volume: '90000', validate })).toEqual({
        descr: { order: 'buy 90000.00000000 XMREUR @ limit 149.50' },
      })
    }
    expect(openOf(kraken)).toEqual([])
  })

  it.each<[string, Params]>([
    ['EQuery:Unknown asset pair', { pair: 'NOPE', price2: '1' }],
    ['EGeneral:Invalid arguments:pair', { pair: '' }],
    ['EGeneral:Invalid arguments:validate', { validate: 'perhaps' }],
    ['EGeneral:Invalid arguments:type', { type: 'hold' }],
    ['EGeneral:Invalid arguments:ordertype', { ordertype: 'hope' }],
    ['EGeneral:Invalid arguments:volume', { volume: '' }],
    ['EGeneral:Invalid arguments:price', { price: '' }],
    ['EGeneral:Invalid arguments:oflags', { oflags: 'quickly' }],
    ['EGeneral:Invalid arguments:timeinforce', { timeinforce: 'EVER' }],
    ['EGeneral:Invalid arguments:userref', { userref: '2147483648' }],
    ['EGeneral:Invalid arguments:cl_ord_id', { cl_ord_id: 'mine', userref: '1' }],
    ['EGeneral:Invalid arguments:reduce_only', { reduce_only: 'maybe' }],
    ['EOrder:Reduce only:No position exists', { reduce_only: 'true' }],
    ['EOrder:Invalid price:XXMRZEUR price can only be specified up to 2 decimals.', { price: '149.501' }],
    ['EOrder:Order minimum not met', { volume: '0.001' }],
    ['EOrder:Cost minimum not met', { volume: '0.02', price: '1' }],
    ['EOrder:Insufficient funds', { volume: '90000' }],
    ['EService:Deadline elapsed', { deadline: '2023-11-14T22:13:19Z' }],
    ['EGeneral:Invalid arguments:deadline', { deadline: '2023-11-14T22:13:21Z' }],
    ['EGeneral:Invalid arguments:leverage', { leverage: '2' }],
    ['EGeneral:Invalid arguments:close[price]', { 'close[ordertype]': 'limit' }],
    ['EGeneral:Invalid arguments:close[ordertype]', { 'close[ordertype]': 'market' }],
  ])('says %s', (error, params) => {
    const kraken = new Kraken()
    expect(kraken.post('AddOrder', { ...BID, ...params })).toEqual({ error: [error] })
    expect(openOf(kraken)).toEqual([])
  })

  it('reads a conditional close also where it lies within JSON', () => {
    const close = { ordertype: 'stop-loss', price: '1' }
    expect(new Kraken().postJson('AddOrder', { ...BID, close }).result).toMatchObject({
      descr: { close: 'close position @ stop loss 1.00' },
    })
  })

  it('takes a pair by its old names or by the new one', () => {
    for (const pair of ['XXMRZEUR', 'XMREUR', 'XMR/EUR']) expect(added(new Kraken(), { pair })).toEqual(TXID)
    expect(new Kraken().post('AddOrder', { ...BID, pair: 'XBT/EUR' }).error).toEqual(['EQuery:Unknown asset pair'])
  })

  it('counts in the trading counter of the pair, not among the calls', () => {
    const kraken = new Kraken({ accounts: [{ ...TRADER, tier: 'starter' }, STRANGER, OTHER] })
    const errors = Array.from({ length: 61 }, () => kraken.post('AddOrder', { ...BID, volume: '0.02' }).error)
    expect(errors.filter((error) => error.length > 0)).toEqual([['EOrder:Rate limit exceeded']])
    expect(kraken.post('Balance').error).toEqual([])
  })
})

describe('AddOrderBatch', () => {
  const orders = [
    { type: 'buy', ordertype: 'limit', price: '149.5', volume: '2', userref: 5 },
    { type: 'sell', ordertype: 'limit', price: '151', volume: '3', cl_ord_id: 'other' },
  ]

  it('places all, in JSON and in a form', () => {
    const answer = {
      orders: [
        { txid: TXID, descr: { order: 'buy 2.00000000 XMREUR @ limit 149.50' } },
        { txid: TXID, descr: { order: 'sell 3.00000000 XMREUR @ limit 151.00' }, cl_ord_id: 'other' },
      ],
    }
    const kraken = new Kraken()
    expect(kraken.postJson('AddOrderBatch', { pair: 'XMREUR', orders })).toEqual({ error: [], result: answer })
    expect(openOf(kraken)).toHaveLength(2)
    const form = orders.flatMap((order, place) =>
      Object.entries(order).map(([name, value]) => [`orders[${place}][${name}]`, String(value)] as const),
    )
    expect(new Kraken().result('AddOrderBatch', { pair: 'XMREUR', ...Object.fromEntries(form) })).toEqual(answer)
  })

  it('checks all and places none with validate', () => {
    const kraken = new Kraken()
    const { result } = kraken.postJson('AddOrderBatch', { pair: 'XMREUR', orders, validate: true })
    expect(result).toEqual({
      orders: [
        { descr: { order: 'buy 2.00000000 XMREUR @ limit 149.50' } },
        { descr: { order: 'sell 3.00000000 XMREUR @ limit 151.00' } },
      ],
    })
    expect(openOf(kraken)).toEqual([])
  })

  it('is refused whole where one is no order, and for one alone where the engine refuses', () => {
    const kraken = new Kraken()
    const batch = (second: object) =>
      kraken.postJson('AddOrderBatch', { pair: 'XMREUR', orders: [orders[0], { ...orders[1], ...second }] })
    expect(batch({ volume: '0.001' })).toEqual({ error: ['EOrder:Order minimum not met'] })
    expect(openOf(kraken)).toEqual([])
    expect(batch({ volume: '300' }).result).toEqual({
      orders: [{ txid: TXID, descr: expect.anything() as object }, { error: 'EOrder:Insufficient funds' }],
    })
  })

  it.each([1, 16])('is refused with %i orders', (count) => {
    const many = Array.from({ length: count }, () => orders[0])
    expect(new Kraken().postJson('AddOrderBatch', { pair: 'XMREUR', orders: many }).error).toEqual([
      'EGeneral:Invalid arguments:orders',
    ])
  })

  it('costs half a point an order', () => {
    const kraken = new Kraken({ accounts: [{ ...TRADER, tier: 'starter' }, STRANGER, OTHER] })
    const many = Array.from({ length: 15 }, () => ({ ...orders[0], volume: '0.02' }))
    kraken.postJson('AddOrderBatch', { pair: 'XMREUR', orders: many })
    const rate = kraken.exchange.truth.rates.get('trader in XXMRZEUR')
    expect(Number(rate?.level.units) / 10 ** (rate?.level.scale ?? 0)).toBeCloseTo(7.5, 1)
  })
})

describe('EditOrder', () => {
  it('puts another order in the place of one that is named by id or userref', () => {
    for (const isById of [true, false]) {
      const kraken = new Kraken()
      const old = added(kraken, { userref: '12' })
      const change = { pair: 'XMREUR', txid: isById ? old : '12', price: '149.6', userref: '13' }
      expect(kraken.result('EditOrder', change)).toEqual({
        status: 'ok',
        txid: TXID,
        originaltxid: old,
        volume: '2.00000000',
        price: '149.60',
        newuserref: '13',
        olduserref: '12',
        orders_cancelled: 1,
        descr: { order: 'buy 2.00000000 XMREUR @ limit 149.60' },
      })
      expect(orderOf(kraken, old)).toMatchObject({ status: 'canceled', reason: 'Order replaced' })
    }
  })

  it('changes nothing with validate', () => {
    const kraken = new Kraken()
    const txid = added(kraken)
    const change = { pair: 'XMREUR', txid, volume: '3', validate: 'true' }
    expect(kraken.result('EditOrder', change)).toEqual({
      status: 'ok',
      originaltxid: txid,
      volume: '3.00000000',
      price: '149.50',
      orders_cancelled: 0,
      descr: { order: 'buy 3.00000000 XMREUR @ limit 149.50' },
    })
    expect(openOf(kraken)).toEqual([txid])
  })

  it.each<[string, Params]>([
    ['EGeneral:Invalid arguments:pair', { pair: '' }],
    ['EGeneral:Invalid arguments:pair', { pair: 'XBTEUR' }],
    ['EGeneral:Invalid arguments:txid', { txid: '' }],
    ['EOrder:Unknown order', { txid: 'OAAAAA-BBBBB-CCCCCC' }],
    ['EGeneral:Invalid arguments:volume', { price: '' }],
    ['EOrder:Tick size check failed', { price: '149.61' }],
    ['EGeneral:Invalid arguments:displayvol', { displayvol: '1' }],
  ])('says %s', (error, params) => {
    const kraken = new Kraken()
    const txid = added(kraken)
    kraken.operator({ kind: 'change-pair', pair: 'XMR/EUR', fields: { tick_size: '0.05' } })
    expect(kraken.post('EditOrder', { pair: 'XMREUR', txid, price: '149.60', ...params })).toEqual({ error: [error] })
    expect(openOf(kraken)).toEqual([txid])
  })
})

describe('AmendOrder', () => {
  it('changes an order that is named by either id, in place', () => {
    const kraken = new Kraken()
    const txid = added(kraken, { cl_ord_id: 'mine' })
    const amended = { amend_id: expect.stringMatching(/^T/) as string }
    expect(kraken.result('AmendOrder', { txid, order_qty: '1.5' })).toEqual(amended)
    expect(kraken.result('AmendOrder', { cl_ord_id: 'mine', limit_price: '149', post_only: 'true' })).toEqual(amended)
    expect(orderOf(kraken, txid)).toMatchObject({ vol: '1.50000000', descr: { price: '149.00' }, misc: 'amended' })
  })

  it.each<[string, Params]>([
    ['EGeneral:Invalid arguments:txid', { cl_ord_id: 'mine' }],
    ['EOrder:Unknown order', { txid: 'OAAAAA-BBBBB-CCCCCC' }],
    ['EGeneral:Invalid arguments:pair', { pair: 'XBTEUR' }],
    ['EGeneral:Invalid arguments:volume', { limit_price: '' }],
    ['EGeneral:Invalid arguments:trigger_price', { trigger_price: '1' }],
    ['EOrder:Post only order', { limit_price: '151', post_only: 'true' }],
    ['EGeneral:Invalid arguments:post_only', { post_only: 'please' }],
  ])('says %s', (error, params) => {
    const kraken = new Kraken()
    kraken.places('stranger', 'sell', '1', '150')
    const txid = added(kraken)
    expect(kraken.post('AmendOrder', { txid, limit_price: '149', ...params })).toEqual({ error: [error] })
    expect(orderOf(kraken, txid)).toMatchObject({ descr: { price: '149.50' } })
  })
})

describe('orders are ended', () => {
  it('one by one: by id, by the client’s id, and all with a userref', () => {
    const kraken = new Kraken()
    expect(kraken.result('CancelOrder', { txid: added(kraken) })).toEqual({ count: 1 })
    added(kraken, { cl_ord_id: 'mine' })
    expect(kraken.result('CancelOrder', { cl_ord_id: 'mine' })).toEqual({ count: 1 })
    for (const userref of ['3', '3', '4']) added(kraken, { userref })
    expect(kraken.result('CancelOrder', { txid: '3' })).toEqual({ count: 2 })
    expect(openOf(kraken)).toHaveLength(1)
    expect(kraken.post('CancelOrder', { txid: '3' }).error).toEqual(['EOrder:Unknown order'])
    expect(kraken.post('CancelOrder').error).toEqual(['EGeneral:Invalid arguments:txid'])
  })

  it('several at once, those passed over that are not open', () => {
    const kraken = new Kraken()
    const first = added(kraken)
    for (const userref of ['3', '3']) added(kraken, { userref })
    added(kraken, { cl_ord_id: 'mine' })
    const batch = { orders: [first, 3, 'OAAAAA-BBBBB-CCCCCC', first], cl_ord_ids: ['mine'] }
    expect(kraken.postJson('CancelOrderBatch', batch)).toEqual({ error: [], result: { count: 4 } })
    expect(openOf(kraken)).toEqual([])
  })

  it.each([0, 51])('several at once, but not %i', (count) => {
    const orders = Array.from({ length: count }, () => 'OAAAAA-BBBBB-CCCCCC')
    expect(new Kraken().postJson('CancelOrderBatch', { orders }).error).toEqual(['EGeneral:Invalid arguments:orders'])
  })

  it('all of them, or all of them when nobody calls again', () => {
    const kraken = new Kraken()
    added(kraken)
    added(kraken)
    expect(kraken.result('CancelAll')).toEqual({ count: 2 })
    expect(kraken.result('CancelAllOrdersAfter', { timeout: '60' })).toEqual({
      currentTime: '2023-11-14T22:13:20Z',
      triggerTime: '2023-11-14T22:14:21Z',
    })
    expect(kraken.result('CancelAllOrdersAfter', { timeout: '0' })).toMatchObject({ triggerTime: '0' })
    expect(kraken.post('CancelAllOrdersAfter').error).toEqual(['EGeneral:Invalid arguments:timeout'])
  })

  it('by a key that may only do that', () => {
    const keys = [...TRADER.keys, { key: 'closer', secret: 'c2VjcmV0', permissions: ['close-trades' as const] }]
    const kraken = new Kraken({ accounts: [{ ...TRADER, keys }, STRANGER, OTHER] })
    const txid = added(kraken)
    for (const method of ['AddOrder', 'AddOrderBatch', 'EditOrder', 'AmendOrder']) {
      expect(kraken.post(method, BID, 'closer').error).toEqual(['EGeneral:Permission denied'])
    }
    expect(kraken.post('CancelOrder', { txid }, 'closer')).toEqual({ error: [], result: { count: 1 } })
    expect(kraken.post('CancelAll', {}, 'closer').error).toEqual([])
  })

  it('not while the engine is away', () => {
    const kraken = new Kraken()
    const txid = added(kraken)
    kraken.operator({ kind: 'go', mode: 'maintenance' })
    for (const method of ['CancelOrder', 'CancelAll']) {
      expect(kraken.post(method, method === 'CancelAll' ? {} : { txid }).error).toEqual(['EService:Unavailable'])
    }
    expect(kraken.post('AddOrder', BID).error).toEqual(['EService:Unavailable'])
  })
})

describe('a body in JSON', () => {
  it('that is nested without end is read to where requests end', () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
    const kraken = new Kraken()
    const body = `{"orders":${deep}}`
    const answer = kraken.http('/0/private/AddOrder', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    })
    expect(answer).toBe('{"error":["EAPI:Invalid key"]}')
  })
})
