/** The life of an order on the wire: placed, filled, edited, canceled, and what every channel says of it. */
import { describe, expect, it } from 'vitest'
import { txid } from '../../src/ids.ts'
import { type Client, Kraken } from './kraken.ts'

const bid = { pair: 'XMR/EUR', type: 'buy', ordertype: 'limit', price: '149.5', volume: '2' }

function trading(options: ConstructorParameters<typeof Kraken>[0] = {}): { kraken: Kraken; client: Client } {
  const kraken = new Kraken(options)
  return { kraken, client: kraken.subscribed() }
}
const added = (client: Client, fields: object = {}): string => {
  client.asks('addOrder', { ...bid, ...fields })
  return String(client.acks().at(-1)?.['txid'])
}
const channels = (client: Client): readonly string[] => client.frames.map((frame) => frame.channel)

describe('placing an order', () => {
  it('is acknowledged, then told pending in full, then open', () => {
    const { client } = trading()
    const txid = added(client, { reqid: 7, userref: '77' })
    expect(channels(client)).toEqual(['ack', 'openOrders', 'openOrders'])
    expect(client.frames[0]?.text).toBe(
      `{"descr":"buy 2.00000000 XMREUR @ limit 149.50","event":"addOrderStatus","reqid":7,"status":"ok","txid":"${txid}"}`,
    )
    expect(client.frames[1]?.text).toBe(
      `[[{"${txid}":{"avg_price":"0.00000000","cost":"0.00000000","descr":{"close":null,"leverage":null,` +
        `"order":"buy 2.00000000 XMR/EUR @ limit 149.50000000","ordertype":"limit","pair":"XMR/EUR",` +
        `"price":"149.50000000","price2":"0.00000000","type":"buy"},"expiretm":null,"fee":"0.00000000",` +
        `"limitprice":"0.00000000","misc":"","oflags":"fciq","opentm":"1700000000.005000","refid":null,` +
        `"starttm":null,"status":"pending","stopprice":"0.00000000","timeinforce":"GTC","userref":77,` +
        `"vol":"2.00000000","vol_exec":"0.00000000"}}],"openOrders",{"sequence":2}]`,
    )
    expect(client.frames[2]?.text).toBe(`[[{"${txid}":{"status":"open","userref":77}}],"openOrders",{"sequence":3}]`)
  })

  it('takes numbers as numbers or as texts, without a double in between', () => {
    const { client } = trading()
    client.sendsText(
      `{"event":"addOrder","token":"${client.token}","pair":"XMR/EUR","type":"buy","ordertype":"limit",` +
        `"price":149.50,"volume":0.12345678,"userref":-5,"reqid":18446744073709551615}`,
    )
    expect(client.frames[0]?.text).toContain('"reqid":18446744073709551615,"status":"ok"')
    expect(client.told('openOrders')[0]?.[1]).toMatchObject({ vol: '0.12345678', userref: -5 })
  })

  it('that only validates is described and not placed', () => {
    const { client, kraken } = trading()
    client.asks('addOrder', { ...bid, validate: 'true' })
    expect(client.acks()).toEqual([
      { descr: 'buy 2.00000000 XMREUR @ limit 149.50', event: 'addOrderStatus', status: 'ok' },
    ])
    expect(kraken.exchange.truth.orders.size).toBe(0)
  })

  it('post-only that would take is acknowledged, pending, and canceled without ever being open', () => {
    const { client, kraken } = trading()
    kraken.places('stranger', 'sell', '1', '149.40')
    const txid = added(client, { oflags: 'post' })
    expect(client.acks()[0]).toMatchObject({ status: 'ok', txid })
    const states = client.told('openOrders').map(([, payload]) => [payload['status'], payload['cancel_reason']])
    expect(states).toEqual([
      ['pending', undefined],
      ['canceled', 'Post only order'],
    ])
    expect(kraken.exchange.truth.trades).toHaveLength(0)
  })

  it('post-only that does not take rests and says so in its flags', () => {
    const { client } = trading()
    added(client, { oflags: 'post' })
    expect(client.told('openOrders')[0]?.[1]['oflags']).toBe('fciq,post')
    expect(client.told('openOrders')[1]?.[1]['status']).toBe('open')
  })
})

describe('fills', () => {
  it('of a resting order are told cumulatively without a status, each with its trade, then the end', () => {
    const { client, kraken } = trading()
    const txid = added(client, { userref: 3 })
    client.forgets()
    kraken.places('stranger', 'sell', '0.5', '149')
    kraken.places('stranger', 'sell', '1.5', '149')
    expect(channels(client)).toEqual(['openOrders', 'ownTrades', 'openOrders', 'ownTrades', 'openOrders'])
    const fill = { avg_price: '149.50000000', userref: 3 }
    expect(client.told('openOrders')).toEqual([
      [txid, { vol_exec: '0.50000000', cost: '74.75000000', fee: '0.18687500', ...fill }],
      [txid, { vol_exec: '2.00000000', cost: '299.00000000', fee: '0.74750000', ...fill }],
      [
        txid,
        {
          lastupdated: '1700000000.007000',
          status: 'closed',
          vol_exec: '2.00000000',
          cost: '299.00000000',
          fee: '0.74750000',
          ...fill,
        },
      ],
    ])
    const trade = { ordertxid: txid, ordertype: 'limit', pair: 'XMR/EUR', type: 'buy', userref: 3 }
    expect(client.told('ownTrades').map(([, row]) => row)).toMatchObject([
      { ...trade, cost: '74.75000000', fee: '0.18687500', price: '149.50000000', vol: '0.50000000' },
      { ...trade, cost: '224.25000000', fee: '0.56062500', price: '149.50000000', vol: '1.50000000' },
    ])
  })

  it('of a market order come right behind its opening, and one row tells them all', () => {
    const { client, kraken } = trading()
    kraken.places('stranger', 'sell', '1', '150')
    kraken.places('other', 'sell', '1', '151')
    client.asks('addOrder', { pair: 'XMR/EUR', type: 'buy', ordertype: 'market', volume: '1.5' })
    expect(client.acks()[0]?.['descr']).toBe('buy 1.50000000 XMREUR @ market')
    const told = client.told('openOrders').map(([, payload]) => [payload['status'], payload['vol_exec']])
    expect(told).toEqual([
      ['pending', '0.00000000'],
      ['open', undefined],
      [undefined, '1.00000000'],
      [undefined, '1.50000000'],
      ['closed', '1.50000000'],
    ])
    expect(client.told('openOrders')[0]?.[1]).toMatchObject({
      descr: { order: 'buy 1.50000000 XMR/EUR @ market 0.00000000', price: '0.00000000' },
    })
    expect(channels(client)).toEqual([
      'ack',
      'openOrders',
      'openOrders',
      'openOrders',
      'openOrders',
      'ownTrades',
      'openOrders',
    ])
    expect(client.told('ownTrades').map(([, row]) => [row['vol'], row['cost'], row['price']])).toEqual([
      ['1.50000000', '225.50000000', '150.33333333'],
    ])
  })

  it('of a taker are rows of their own for a subscription that does not consolidate', () => {
    const kraken = new Kraken()
    const single = kraken.subscribed({ consolidate_taker: false })
    kraken.places('stranger', 'sell', '1', '150')
    kraken.places('other', 'sell', '1', '151')
    single.asks('addOrder', { pair: 'XMR/EUR', type: 'buy', ordertype: 'market', volume: '1.5' })
    const rows = single.told('ownTrades')
    expect(rows.map(([, row]) => [row['vol'], row['price']])).toEqual([
      ['1.00000000', '150.00000000'],
      ['0.50000000', '151.00000000'],
    ])
    const history = kraken.result<{ trades: object }>('TradesHistory', { consolidate_taker: 'false' })
    expect(Object.keys(history.trades)).toEqual(rows.map(([id]) => id).reverse())
    const consolidated = kraken.result<{ trades: object; count: number }>('TradesHistory')
    expect(Object.entries(consolidated.trades)).toMatchObject([[rows[0]?.[0], { vol: '1.50000000' }]])
  })

  it('that leave a single lot close the order as insignificant, one lot short', () => {
    const { client, kraken } = trading()
    const txid = added(client)
    client.forgets()
    kraken.places('stranger', 'sell', '1.99999999', '149')
    expect(client.told('openOrders').at(-1)).toMatchObject([
      txid,
      { status: 'closed', vol_exec: '1.99999999', cancel_reason: 'Insignificant volume remaining' },
    ])
    expect(kraken.exchange.truth.best('XXMRZEUR')).toEqual({})
  })

  it('that leave a single lot leave the order open where dust is off', () => {
    const { client, kraken } = trading({ quirks: { dust: 'off' } })
    added(client)
    kraken.places('stranger', 'sell', '1.99999999', '149')
    expect(kraken.exchange.truth.best('XXMRZEUR').bid).toEqual({ units: 14950n, scale: 2 })
  })

  it('average the rounded cost, so that one price paid can come back as another', () => {
    const kraken = new Kraken({
      accounts: [
        { name: 'stranger', keys: [], funds: { ETH: '1', USD: '1000' } },
        { name: 'trader', keys: [{ key: 'trader-key', secret: 'c2VjcmV0' }], funds: { USD: '1000' } },
      ],
    })
    const client = kraken.subscribed()
    kraken.places('stranger', 'sell', '0.02099999', '1890.37', { pair: 'ETH/USD' })
    client.asks('addOrder', { pair: 'ETH/USD', type: 'buy', ordertype: 'limit', price: '1890.37', volume: '0.021' })
    expect(client.told('openOrders').at(-1)?.[1]).toMatchObject({
      vol_exec: '0.02099999',
      cost: '39.69775',
      avg_price: '1890.36995',
      cancel_reason: 'Insignificant volume remaining',
    })
  })
})

describe('matching', () => {
  it('goes by price first, then by time, whoever asks', () => {
    const { kraken } = trading()
    const late = kraken.places('stranger', 'sell', '1', '151')
    const second = kraken.places('other', 'sell', '1', '150')
    const third = kraken.places('stranger', 'sell', '1', '150')
    kraken.places('trader', 'buy', '2.5', '151')
    const makers = kraken.exchange.truth.trades.filter((trade) => trade.maker)
    expect(makers.map((trade) => [trade.txid, trade.price.units, trade.volume.units])).toEqual([
      [second, 15000n, 100000000n],
      [third, 15000n, 100000000n],
      [late, 15100n, 50000000n],
    ])
  })

  it('makes two trades of each match, with the makers’ and the takers’ fees', () => {
    const { kraken } = trading()
    kraken.places('stranger', 'sell', '1', '150')
    kraken.places('trader', 'buy', '1', '155')
    expect(kraken.exchange.truth.trades).toMatchObject([
      { account: 'stranger', side: 'sell', maker: true, price: { units: 15000n }, fee: { units: 37500000n, scale: 8 } },
      { account: 'trader', side: 'buy', maker: false, price: { units: 15000n }, fee: { units: 60000000n, scale: 8 } },
    ])
  })

  it('cancels the rest of a market order that found too little', () => {
    const { client, kraken } = trading()
    kraken.places('stranger', 'sell', '1', '150')
    client.asks('addOrder', { pair: 'XMR/EUR', type: 'buy', ordertype: 'market', volume: '3' })
    expect(client.told('openOrders').at(-1)?.[1]).toMatchObject({ status: 'canceled', vol_exec: '1.00000000' })
  })

  it('cancels the rest of an order that meets one of its own account', () => {
    const { client, kraken } = trading()
    kraken.places('stranger', 'sell', '1', '150')
    const own = kraken.places('trader', 'sell', '1', '151')
    client.forgets()
    const taker = added(client, { price: '152', volume: '3' })
    expect(client.told('openOrders').at(-1)).toMatchObject([
      taker,
      { status: 'canceled', vol_exec: '1.00000000', cancel_reason: 'Cannot trade with self' },
    ])
    expect(kraken.exchange.truth.orders.get(txid(own))).toMatchObject({ status: 'open' })
  })

  it('takes fees in base where fcib says so, and states them in quote', () => {
    const { client, kraken } = trading()
    kraken.places('stranger', 'sell', '1', '150')
    client.asks('addOrder', { ...bid, price: '150', volume: '1', oflags: 'fcib' })
    const trade = kraken.exchange.truth.trades[1]
    expect(trade).toMatchObject({ fee: { units: 40000000n, scale: 10 }, feeAsset: 'XXMR' })
    expect(trade?.statedFee).toEqual({ units: 60000000n, scale: 8 })
    expect(kraken.result('Balance')).toMatchObject({ XXMR: '100.9960000000', ZEUR: '99850.0000' })
  })

  it('states no fee where so little was traded that none is taken', () => {
    const { client, kraken } = trading()
    kraken.places('stranger', 'sell', '1', '150')
    kraken.places('stranger', 'sell', '1', '151')
    client.asks('addOrder', { ...bid, price: '151', volume: '1.00000001', oflags: 'fcib' })
    const [first, last] = kraken.exchange.truth.trades.filter(({ account }) => account === 'trader')
    expect(first?.statedFee.units).toBe(60000000n)
    expect(last).toMatchObject({ volume: { units: 1n }, fee: { units: 0n }, statedFee: { units: 0n } })
  })
})

describe('editing', () => {
  const edit = (client: Client, orderid: string, fields: object) => {
    client.forgets()
    client.asks('editOrder', { orderid, pair: 'XMR/EUR', ...fields })
    return client.acks()[0] ?? {}
  }

  it('replaces the order: a new txid, the old one canceled, the userref lost', () => {
    const { client, kraken } = trading()
    const old = added(client, { userref: 77 })
    const ack = edit(client, old, { price: '149.60', reqid: 31 })
    const txid = String(ack['txid'])
    expect(ack).toEqual({
      descr: 'buy 2.00000000 XMREUR @ limit 149.60',
      event: 'editOrderStatus',
      originaltxid: old,
      reqid: 31,
      status: 'ok',
      txid,
    })
    expect(client.told('openOrders')).toMatchObject([
      [old, { status: 'canceled', cancel_reason: 'Order replaced', vol_exec: '0.00000000', userref: 77 }],
      [txid, { status: 'pending', userref: 0, vol: '2.00000000' }],
      [txid, { status: 'open', userref: 0 }],
    ])
    expect([...kraken.exchange.truth.orders.values()].at(-1)).toMatchObject({ txid, replaces: old })
  })

  it('takes a new userref, and finds the order by the old one', () => {
    const { client } = trading()
    added(client, { userref: 5 })
    edit(client, '5', { volume: 3, newuserref: '6' })
    expect(client.told('openOrders').map(([, payload]) => payload['userref'])).toEqual([5, 6, 6])
  })

  it('tells the new order first where the quirk says so', () => {
    const { client } = trading({ quirks: { framesOfAnEdit: 'new-first' } })
    edit(client, added(client), { price: '149.60' })
    expect(client.told('openOrders').map(([, payload]) => payload['status'])).toEqual(['pending', 'open', 'canceled'])
  })

  it.each([
    { policy: 'net', left: '1.50000000' },
    { policy: 'gross', left: '2.00000000' },
  ] as const)('of a partly filled order leaves $left open under the policy $policy', ({ policy, left }) => {
    const { client, kraken } = trading({ quirks: { editOfPartlyFilled: policy } })
    const old = added(client)
    kraken.places('stranger', 'sell', '0.5', '149')
    edit(client, old, { price: '149.60' })
    expect(client.told('openOrders')).toMatchObject([
      [old, { status: 'canceled', vol_exec: '0.50000000' }],
      [expect.any(String), { vol: left, vol_exec: '0.00000000' }],
      [expect.any(String), { status: 'open' }],
    ])
  })

  it('of a partly filled order is refused under the policy reject, and below what was executed under any', () => {
    const rejecting = trading({ quirks: { editOfPartlyFilled: 'reject' } })
    const one = added(rejecting.client)
    rejecting.kraken.places('stranger', 'sell', '0.5', '149')
    expect(edit(rejecting.client, one, { price: '149.60' })).toMatchObject({ errorMessage: 'EOrder:Invalid order' })

    const { client, kraken } = trading()
    const other = added(client)
    kraken.places('stranger', 'sell', '0.5', '149')
    const refusal = { errorMessage: 'EGeneral:Invalid arguments:volume', status: 'error' }
    expect(edit(client, other, { volume: '0.5' })).toMatchObject(refusal)
    expect(edit(client, other, { volume: '0.4' })).toMatchObject(refusal)
    expect(kraken.exchange.truth.orders.get(txid(other))).toMatchObject({ status: 'open' })
  })

  it('loses to a fill: the old order is unknown then, and so is a replaced one', () => {
    const { client, kraken } = trading()
    const filled = added(client)
    kraken.places('stranger', 'sell', '2', '149')
    expect(edit(client, filled, { price: '149.60' })).toEqual({
      errorMessage: 'EOrder:Unknown order',
      event: 'editOrderStatus',
      status: 'error',
    })
    const replaced = added(client)
    edit(client, replaced, { price: '149.60' })
    expect(edit(client, replaced, { price: '149.70' })).toMatchObject({ errorMessage: 'EOrder:Unknown order' })
  })

  it('loses the place in the queue, unless it is refused', () => {
    const { client, kraken } = trading()
    const first = added(client)
    kraken.places('other', 'buy', '2', '149.50')
    expect(edit(client, first, { volume: '100000' })).toMatchObject({ errorMessage: 'EOrder:Insufficient funds' })
    kraken.places('stranger', 'sell', '0.5', '149')
    expect(kraken.exchange.truth.trades[0]?.account).toBe('trader')
    edit(client, first, { volume: '1.9' })
    kraken.places('stranger', 'sell', '0.5', '149')
    expect(kraken.exchange.truth.trades[2]?.account).toBe('other')
  })

  it('frees what the old order held before it holds for the new one', () => {
    const { client } = trading()
    const old = added(client, { volume: '600' })
    expect(edit(client, old, { price: '150' })).toMatchObject({ status: 'ok' })
  })

  it('drops post unless it is said again', () => {
    const { client } = trading()
    edit(client, added(client, { oflags: 'post' }), { price: '149.60' })
    expect(client.told('openOrders')[1]?.[1]['oflags']).toBe('fciq')
    edit(client, String(client.acks()[0]?.['txid']), { price: '149.70', oflags: 'post' })
    expect(client.told('openOrders')[1]?.[1]['oflags']).toBe('fciq,post')
  })

  it('may leave a single lot open: only a fill makes it insignificant', () => {
    const { client, kraken } = trading()
    const old = added(client)
    kraken.places('stranger', 'sell', '0.5', '149')
    edit(client, old, { volume: '0.50000001' })
    expect(client.told('openOrders').at(-1)?.[1]).toMatchObject({ status: 'open' })
  })

  it('of several orders by one userref is refused', () => {
    const { client } = trading()
    added(client, { userref: 5 })
    added(client, { userref: 5 })
    expect(edit(client, '5', { volume: '3' })).toMatchObject({ errorMessage: 'EOrder:Invalid order' })
  })

  it('wants a price or a volume, and the order’s own pair', () => {
    const { client } = trading()
    const old = added(client)
    expect(edit(client, old, {})).toMatchObject({ errorMessage: 'EGeneral:Invalid arguments:volume' })
    expect(edit(client, old, { pair: 'XBT/EUR', price: '1' })).toMatchObject({
      errorMessage: 'EGeneral:Invalid arguments:pair',
    })
  })
})

describe('canceling', () => {
  it('answers once for each id, without naming any, and an id only once', () => {
    const { client, kraken } = trading()
    const [one, two, three] = [added(client), added(client), added(client)]
    kraken.operator({ kind: 'cancel', account: 'trader', txid: txid(two) })
    client.forgets()
    client.asks('cancelOrder', { reqid: 41, txid: [one, two, three, one] })
    const ok = { event: 'cancelOrderStatus', reqid: 41, status: 'ok' }
    const unknown = { errorMessage: 'EOrder:Unknown order', event: 'cancelOrderStatus', reqid: 41, status: 'error' }
    expect(client.acks()).toEqual([ok, unknown, ok, unknown])
    const requested = { status: 'canceled', cancel_reason: 'User requested', userref: 0 }
    expect(client.told('openOrders')).toMatchObject([
      [one, requested],
      [three, requested],
    ])
  })

  it('by userref takes every order that has it', () => {
    const { client } = trading()
    const ids = [added(client, { userref: 5 }), added(client, { userref: 6 }), added(client, { userref: 5 })]
    client.forgets()
    client.asks('cancelOrder', { txid: [5] })
    expect(client.told('openOrders').map(([id]) => id)).toEqual([ids[0], ids[2]])
    expect(client.acks()).toHaveLength(2)
  })

  it('keeps what was executed', () => {
    const { client, kraken } = trading()
    const txid = added(client)
    kraken.places('stranger', 'sell', '0.5', '149')
    client.forgets()
    client.asks('cancelOrder', { txid: [txid] })
    expect(client.told('openOrders')[0]?.[1]).toMatchObject({ status: 'canceled', vol_exec: '0.50000000' })
  })

  it('all at once is counted', () => {
    const { client } = trading()
    added(client)
    added(client)
    client.forgets()
    client.asks('cancelAll', { reqid: 1 })
    expect(client.acks()).toEqual([{ count: 2, event: 'cancelAllStatus', reqid: 1, status: 'ok' }])
    expect(client.told('openOrders')).toHaveLength(2)
  })

  it('reaches no order of somebody else', () => {
    const { client, kraken } = trading()
    const txid = kraken.places('stranger', 'sell', '1', '200')
    client.asks('cancelOrder', { txid: [txid] })
    expect(client.acks()[0]).toMatchObject({ errorMessage: 'EOrder:Unknown order' })
  })
})
