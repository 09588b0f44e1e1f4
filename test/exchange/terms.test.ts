/** For how long an order is in force, from when on, in what size, and who gives way: in both dialects, and what each is told. */
import { describe, expect, it } from 'vitest'
import { txid } from '../../src/ids.ts'
import { unixText } from '../../src/time.ts'
import { float } from './client2.ts'
import { atMarket, bid, desk } from './desk.ts'
import type { Kraken } from './kraken.ts'

describe('an order that is immediate or canceled', () => {
  it('takes what is there, and the rest of it is canceled', () => {
    const { kraken, places, ended, holds, two } = desk()
    kraken.places('stranger', 'sell', '1', '150')
    const id = places(bid('3', '150'), { timeinforce: 'IOC' })
    expect(ended(id)).toMatchObject({
      v1: { status: 'canceled', vol_exec: '1.00000000', cancel_reason: 'Immediate or cancel' },
      v2: { exec_type: 'canceled', cum_qty: 1, reason: 'Immediate or cancel' },
      rest: { status: 'canceled', vol_exec: '1.00000000', time_in_force: 'ioc', reason: 'Immediate or cancel' },
      truth: { status: 'canceled' },
    })
    expect(two.story()).toBe('pending_new new trade canceled')
    expect(two.rows('executions')[0]).toMatchObject({ time_in_force: 'IOC' })
    expect(holds()).toEqual(new Map())
  })

  it('that finds nothing is gone, and one that finds all of it is filled', () => {
    const { kraken, asked, two } = desk()
    asked.v2(bid('1.0', '150.0'), { time_in_force: 'ioc' })
    expect(two.story()).toBe('pending_new new canceled')
    kraken.places('stranger', 'sell', '1', '150')
    two.socket.forgets()
    asked.v2(bid('1.0', '150.0'), { time_in_force: 'ioc' })
    expect(two.story()).toBe('pending_new new trade filled')
  })
})

describe('an order that is filled whole or killed', () => {
  it('trades with nothing when not all of it is there at its price', () => {
    const { kraken, places, ended, two, holds } = desk()
    kraken.places('stranger', 'sell', '1', '150')
    kraken.places('stranger', 'sell', '1', '151')
    const id = places(bid('1.5', '150.5'), { timeinforce: 'FOK' })
    expect(ended(id)).toMatchObject({
      v1: { status: 'canceled', vol_exec: '0.00000000', cancel_reason: 'Fill or kill' },
      v2: { exec_type: 'canceled', reason: 'Fill or kill' },
      rest: { status: 'canceled', time_in_force: 'fok' },
    })
    expect(two.story()).toBe('pending_new canceled')
    expect(kraken.exchange.truth.trades).toEqual([])
    expect(holds()).toEqual(new Map())
  })

  it('trades all of it when it is, over however many prices', () => {
    const { kraken, asked, two } = desk()
    kraken.places('stranger', 'sell', '1', '150')
    kraken.places('other', 'sell', '1', '151')
    asked.v2(bid('1.5', '151.0'), { time_in_force: 'fok' })
    expect(two.story()).toBe('pending_new new trade trade filled')
  })

  it('does not count what stands behind an order of its own account', () => {
    const { kraken, places, ended } = desk()
    kraken.places('stranger', 'sell', '1', '150')
    kraken.places('trader', 'sell', '1', '151')
    kraken.places('stranger', 'sell', '1', '152')
    expect(ended(places(bid('2', '152'), { timeinforce: 'FOK' }))).toMatchObject({ truth: { status: 'canceled' } })
    const giving = places(bid('2', '152'), { timeinforce: 'FOK', stp_type: 'cancel-oldest' })
    expect(ended(giving)).toMatchObject({ truth: { status: 'closed' } })
  })
})

describe('an order till a date', () => {
  it('rests until then, and expires', () => {
    const { kraken, places, ended, holds, waits, two } = desk()
    const id = places(bid('2', '149'), { expiretm: '+60', userref: 5 })
    const { at } = expiryOf(kraken, id)
    expect(two.rows('executions')[0]).toMatchObject({ time_in_force: 'GTD', expire_time: '2023-11-14T22:14:20Z' })
    kraken.places('stranger', 'sell', '0.5', '149')
    waits(59)
    expect(ended(id)).toMatchObject({
      truth: { status: 'open' },
      rest: { status: 'open', expiretm: Number(at), time_in_force: 'gtd' },
    })
    waits(2)
    expect(ended(id)).toMatchObject({
      v1: { status: 'expired', vol_exec: '0.50000000', userref: 5 },
      v2: { exec_type: 'expired', order_status: 'expired', cum_qty: 0.5 },
      rest: { status: 'expired', vol_exec: '0.50000000', reason: null },
    })
    expect(ended(id).v1).not.toHaveProperty('cancel_reason')
    expect(kraken.result<{ closed: object }>('ClosedOrders').closed).toHaveProperty(id)
    expect(holds()).toEqual(new Map())
    expect(kraken.exchange.truth.best('XXMRZEUR')).toEqual({})
  })

  it('asks for a timer of its own, and gives it up when the order ends before', () => {
    const { kraken, one, asked } = desk()
    const effects = () =>
      kraken.handle({ kind: 'socket-received', socket: one.id, frame: '{"event":"ping"}' }).map(({ kind }) => kind)
    const [frame] = [JSON.stringify({ event: 'addOrder', token: one.token, ...bid('1', '149').v1, expiretm: '+60' })]
    const set = kraken
      .handle({ kind: 'socket-received', socket: one.id, frame })
      .filter((effect) => effect.kind === 'timer-set' && effect.timer.kind === 'orders')
    expect(set).toMatchObject([{ at: kraken.now + 60_000_000 }])
    expect(effects()).not.toContain('timer-set')
    const canceling = JSON.stringify({ event: 'cancelAll', token: one.token })
    const after = kraken.handle({ kind: 'socket-received', socket: one.id, frame: canceling })
    expect(after.filter(({ kind }) => kind === 'timer-stop')).toEqual([
      { kind: 'timer-stop', timer: { kind: 'orders' } },
    ])
    asked.v2(bid('1.0', '149.0'), { time_in_force: 'gtd', expire_time: '2023-11-14T22:13:30Z' })
  })

  it('keeps its date through an edit, and what was edited away does not expire', () => {
    const { places, one, ended, waits } = desk()
    const old = places(bid('2', '149'), { expiretm: '+60' })
    one.asks('editOrder', { orderid: old, pair: 'XMR/EUR', price: '148' })
    const replacement = String(one.acks().at(-1)?.['txid'])
    waits(61)
    expect(ended(replacement)).toMatchObject({ truth: { status: 'expired' } })
    expect(ended(old)).toMatchObject({ truth: { status: 'canceled', reason: 'Order replaced' } })
  })

  it.each([
    { what: 'four seconds away', v1: { expiretm: '+4' }, v2: { expire_time: '2023-11-14T22:13:21Z' } },
    { what: 'two months away', v1: { expiretm: '+5184000' }, v2: { expire_time: '2024-02-01T00:00:00Z' } },
    { what: 'that has been', v1: { expiretm: '1600000000' }, v2: { expire_time: '2023-01-01T00:00:00Z' } },
    { what: 'that is none', v1: { expiretm: 'soon' }, v2: { expire_time: 'soon' } },
    { what: 'that is missing', v1: { timeinforce: 'GTD' }, v2: { time_in_force: 'gtd' } },
    {
      what: 'under another time in force',
      v1: { expiretm: '+60', timeinforce: 'IOC' },
      v2: { expire_time: '2023-11-14T22:14:00Z', time_in_force: 'ioc' },
    },
  ])('is refused for a date $what', ({ v1, v2 }) => {
    const { refusals, kraken } = desk()
    const wrong = 'EGeneral:Invalid arguments:expiretm'
    expect(refusals(bid('1.0', '149.0'), v1, v2)).toEqual([wrong, wrong])
    expect(kraken.exchange.truth.orders.size).toBe(0)
  })
})

describe('a time in force', () => {
  const wrong = 'EGeneral:Invalid arguments:timeinforce'
  it.each([
    {
      what: 'filled whole at market',
      order: atMarket('1.0'),
      v1: { timeinforce: 'FOK' },
      v2: { time_in_force: 'fok' },
    },
    {
      what: 'immediate and post-only',
      order: bid('1.0', '149.0'),
      v1: { timeinforce: 'IOC', oflags: 'post' },
      v2: { time_in_force: 'ioc', post_only: true },
    },
  ])('that makes no sense is refused: $what', ({ order, v1, v2 }) => {
    expect(desk().refusals(order, v1, v2)).toEqual([wrong, wrong])
  })

  it('is written in the letters of each version', () => {
    const v2 = { time_in_force: 'GTC' }
    expect(desk().refusals(bid('1.0', '149.0'), { timeinforce: 'gtc' }, v2)).toEqual([
      wrong,
      'EGeneral:Invalid arguments:time_in_force',
    ])
  })
})

describe('a scheduled order', () => {
  it('is pending and holds its money until its time, then meets the book', () => {
    const { kraken, places, ended, holds, waits, two } = desk()
    const id = places(bid('2', '150'), { starttm: '+30' })
    kraken.places('stranger', 'sell', '1', '150')
    expect(ended(id)).toMatchObject({
      v1: { status: 'pending' },
      rest: { status: 'pending', starttm: 1700000030.009 },
    })
    expect(holds()).toEqual(new Map([['ZEUR', 3_012_000n]]))
    expect(two.rows('executions')[0]).toMatchObject({ effective_time: '2023-11-14T22:13:50Z' })
    waits(31)
    expect(two.story()).toBe('pending_new new trade')
    expect(ended(id)).toMatchObject({ truth: { status: 'open', executed: { units: 100_000_000n } } })
  })

  it('at market whose money is gone by then is canceled', () => {
    const { kraken, places, ended, waits, holds } = desk()
    kraken.places('stranger', 'sell', '1', '150')
    const id = places(atMarket('1'), { starttm: '+30' })
    kraken.operator({
      kind: 'withdraw',
      account: 'trader',
      asset: 'EUR',
      amount: '99849.4',
      fee: '0',
      outcome: 'success',
    })
    kraken.places('other', 'buy', '1', '150')
    kraken.places('stranger', 'sell', '1', '160')
    waits(31)
    expect(ended(id)).toMatchObject({ v1: { status: 'canceled', cancel_reason: 'Insufficient funds' } })
    expect(holds()).toEqual(new Map())
  })

  it('can be canceled, and can be neither edited nor amended, before its time', () => {
    const { places, one, ended, two } = desk()
    const id = places(bid('2', '150'), { starttm: '+30' })
    one.asks('editOrder', { orderid: id, pair: 'XMR/EUR', price: '149' })
    expect(one.acks().at(-1)).toMatchObject({ errorMessage: 'EOrder:Unknown order' })
    expect(two.asks('amend_order', { order_id: id, limit_price: float('149.0') })).toMatchObject({
      error: 'EOrder:Unknown order',
    })
    expect(two.asks('cancel_order', { order_id: [id] })).toMatchObject({ success: true })
    expect(ended(id)).toMatchObject({ truth: { status: 'canceled' } })
  })

  it('cannot expire before it begins', () => {
    expect(desk().asked.v1(bid('2', '150'), { starttm: '+30', expiretm: '+20' })).toMatchObject({
      errorMessage: 'EGeneral:Invalid arguments:expiretm',
    })
  })
})

describe('a deadline', () => {
  /** The client's clock stands at 22:13:20. */
  it.each([
    { what: 'that is over', deadline: '2023-11-14T22:13:19.000Z', error: 'EService:Deadline elapsed' },
    { what: 'too near', deadline: '2023-11-14T22:13:20.400Z', error: 'EGeneral:Invalid arguments:deadline' },
    { what: 'too far', deadline: '2023-11-14T22:14:21.000Z', error: 'EGeneral:Invalid arguments:deadline' },
    { what: 'that is none', deadline: 'soon', error: 'EGeneral:Invalid arguments:deadline' },
  ])('$what refuses an order, an edit, an amend and a batch', ({ deadline, error }) => {
    const { refusals, places, one, two, kraken } = desk()
    expect(refusals(bid('1.0', '149.0'), { deadline }, { deadline })).toEqual([error, error])
    const id = places(bid('1', '149'))
    one.asks('editOrder', { orderid: id, pair: 'XMR/EUR', price: '148', deadline })
    one.asks('amendOrder', { txid: id, limit_price: '148', deadline })
    expect(one.acks().slice(-2)).toMatchObject([{ errorMessage: error }, { errorMessage: error }])
    const change = { order_id: id, limit_price: float('148.0'), deadline }
    expect(two.asks('edit_order', { ...change, symbol: 'XMR/EUR' })).toMatchObject({ error })
    expect(two.asks('amend_order', change)).toMatchObject({ error })
    const { symbol, ...order } = bid('1.0', '149.0').v2
    expect(two.asks('batch_add', { symbol, orders: [order, order], deadline })).toMatchObject({ error })
    expect(kraken.exchange.truth.orders.size).toBe(1)
  })

  it('that is met changes nothing', () => {
    const { asked } = desk()
    const deadline = '2023-11-14T22:13:25.000Z'
    expect(asked.v1(bid('1', '149'), { deadline })).toMatchObject({ status: 'ok' })
    expect(asked.v2(bid('1.0', '149.0'), { deadline })).toMatchObject({ success: true })
  })
})

describe('a market order that spends an amount', () => {
  const spends = { v1: { ...atMarket('1').v1, oflags: 'viqc' }, v2: { ...atMarket('1.0').v2, order_qty: undefined } }

  it('buys what the book has for it, and not more', () => {
    const { kraken, asked, ended, two, one } = desk()
    kraken.places('stranger', 'sell', '1', '150')
    kraken.places('stranger', 'sell', '1', '160')
    const answer = asked.v1(spends, { volume: '200' })
    expect(answer).toMatchObject({ descr: 'buy 200.00000000 XMREUR @ market', status: 'ok' })
    expect(one.told('openOrders')[0]?.[1]).toMatchObject({ vol: '200.00000000', oflags: 'fciq,viqc' })
    expect(two.rows('executions')[0]).toMatchObject({ cash_order_qty: 200 })
    expect(two.rows('executions')[0]).not.toHaveProperty('order_qty')
    expect(ended(String(answer['txid']))).toMatchObject({
      v1: { status: 'closed', vol_exec: '1.31250000', cost: '200.00000000' },
      rest: { vol: '200.00000000', oflags: 'fciq,viqc' },
      truth: { volume: { units: 131_250_000n }, executed: { units: 131_250_000n } },
    })
  })

  it('is asked for in v2 as cash, and of a thin book takes all', () => {
    const { kraken, asked, two } = desk()
    kraken.places('stranger', 'sell', '1', '150')
    asked.v2(spends, { cash_order_qty: float('200.0') })
    expect(two.story()).toBe('pending_new new trade canceled')
    two.socket.forgets()
    asked.v2(spends, { cash_order_qty: float('200.0') })
    expect(two.story()).toBe('pending_new new canceled')
  })

  it.each([
    {
      what: 'at a limit',
      order: bid('1.0', '150.0'),
      v1: { oflags: 'viqc' },
      v2: { order_qty: undefined, cash_order_qty: float('9.0') },
    },
    { what: 'to sell', order: spends, v1: { type: 'sell' }, v2: { side: 'sell', cash_order_qty: float('9.0') } },
  ])('is refused $what', ({ order, v1, v2 }) => {
    const wrong = 'EGeneral:Invalid arguments:oflags'
    expect(desk().refusals(order, v1, v2)).toEqual([wrong, wrong])
  })

  it('is refused below the least cost, and beyond the balance', () => {
    const { kraken, asked } = desk()
    kraken.places('stranger', 'sell', '100', '1500')
    expect(asked.v1(spends, { volume: '0.44' })).toMatchObject({ errorMessage: 'EOrder:Cost minimum not met' })
    expect(asked.v1(spends, { volume: '99999' })).toMatchObject({ errorMessage: 'EOrder:Insufficient funds' })
    expect(asked.v1(spends, { volume: '99000' })).toMatchObject({ status: 'ok' })
  })
})

describe('a reducing order', () => {
  it('finds no position to reduce, since nothing is traded on margin', () => {
    const none = 'EOrder:Reduce only:No position exists'
    expect(desk().refusals(bid('1.0', '149.0'), { reduce_only: true }, { reduce_only: true })).toEqual([none, none])
    expect(desk().asked.v2(bid('1.0', '149.0'), { reduce_only: false })).toMatchObject({ success: true })
  })
})

describe('when an account would trade with itself', () => {
  const met = (stp: string) => {
    const made = desk()
    made.kraken.places('stranger', 'sell', '1', '150')
    const own = made.kraken.places('trader', 'sell', '1', '151')
    made.kraken.places('stranger', 'sell', '1', '152')
    made.two.socket.forgets()
    const taker = String(made.asked.v1(bid('3', '152'), { stp_type: stp })['txid'])
    const reason = 'Cannot trade with self'
    return { ...made, taker: made.ended(taker).truth, own: made.ended(own).truth, reason }
  }

  it('the newest gives way: it has taken what stood before its own', () => {
    const { taker, own, reason, holds } = met('cancel-newest')
    expect(taker).toMatchObject({ status: 'canceled', executed: { units: 100_000_000n }, reason })
    expect(own).toMatchObject({ status: 'open' })
    expect([...(holds()?.keys() ?? [])]).toEqual(['XXMR'])
  })

  it('the oldest gives way: the new one goes on behind it', () => {
    const { taker, own, reason } = met('cancel-oldest')
    expect(taker).toMatchObject({ status: 'open', executed: { units: 200_000_000n } })
    expect(own).toMatchObject({ status: 'canceled', reason })
  })

  it('both give way', () => {
    const { taker, own, reason, holds, two } = met('cancel-both')
    expect(taker).toMatchObject({ status: 'canceled', executed: { units: 100_000_000n }, reason })
    expect(own).toMatchObject({ status: 'canceled', reason })
    expect(holds()).toEqual(new Map())
    expect(two.story()).toBe('pending_new new trade canceled canceled')
  })

  it('a market order that passes over its own needs money for what is behind', () => {
    const { kraken, asked, ended } = desk()
    kraken.places('trader', 'sell', '1', '150')
    kraken.places('stranger', 'sell', '1', '151')
    const id = String(asked.v2(atMarket('1.0'), { stp_type: 'cancel_oldest' })['result'] && lastOf(kraken))
    expect(ended(id)).toMatchObject({ truth: { status: 'closed' } })
    expect(kraken.exchange.truth.accounts.get('trader')?.holds).toEqual(new Map())
  })

  it('a way that is none is refused', () => {
    expect(desk().refusals(bid('1.0', '149.0'), { stp_type: 'cancel' }, { stp_type: 'cancel' })).toEqual([
      'EGeneral:Invalid arguments:stptype',
      'EGeneral:Invalid arguments:stp_type',
    ])
  })
})

describe('a name of the client’s own in v1', () => {
  it('is acknowledged, told, and cancels its order', () => {
    const { asked, one, ended } = desk()
    const answer = asked.v1(bid('1', '149'), { cl_ord_id: 'mine' })
    expect(answer).toMatchObject({ cl_ord_id: 'mine', status: 'ok' })
    expect(one.told('openOrders')[0]?.[1]).toMatchObject({ cl_ord_id: 'mine' })
    one.asks('cancelOrder', { cl_ord_id: ['mine', 'yours'] })
    expect(
      one
        .acks()
        .slice(-2)
        .map(({ status }) => status),
    ).toEqual(['ok', 'error'])
    expect(ended(String(answer['txid']))).toMatchObject({ truth: { status: 'canceled' } })
    one.asks('cancelOrder', {})
    expect(one.acks().at(-1)).toMatchObject({ errorMessage: 'EGeneral:Invalid arguments:txid' })
  })
})

const lastOf = (kraken: Kraken) => [...kraken.exchange.truth.orders.keys()].at(-1)
const expiryOf = (kraken: Kraken, id: string) => {
  const opened = kraken.exchange.truth.orders.get(txid(id))?.openedAt ?? kraken.now
  return { at: unixText((opened + 60_000_000) as typeof opened) }
}
