/** How frames read in a report: a title, and what they say. */
import { describe, expect, it } from 'vitest'
import { readFrame, restErrors } from '../../sim/report/frames.ts'
import { beginNames } from '../../sim/report/names.ts'

const order = { descr: { ordertype: 'limit', price: '149.50000' }, vol: '2.00000000', vol_exec: '0.00000000' }
const amounts = { order_qty: 2, limit_price: 149.5, cum_qty: 0 }

const FRAMES: readonly (readonly [text: string, frame: unknown])[] = [
  ['addOrder #1 XMR/EUR 2 at market', { event: 'addOrder', reqid: 0, pair: 'XMR/EUR', ordertype: 'market', volume: 2 }],
  [
    'addOrder #1 XMR/EUR 0.021 at 1890.37, post only',
    {
      event: 'addOrder',
      reqid: 5,
      pair: 'XMR/EUR',
      ordertype: 'limit',
      price: '1890.37',
      volume: '0.02100000',
      oflags: 'fciq,post',
    },
  ],
  ['editOrder #1 O1 to 149.60', { event: 'editOrder', reqid: 5, orderid: 'OX', price: '149.60' }],
  ['editOrder #1 O1 to size 3', { event: 'editOrder', reqid: 5, orderid: 'OX', volume: '3' }],
  ['editOrder #1 O1 to 3 at 149.60', { event: 'editOrder', reqid: 5, orderid: 'OX', volume: '3', price: '149.60' }],
  ['cancelOrder #1 O1, O2', { event: 'cancelOrder', reqid: 5, txid: ['OX', 'OY'] }],
  ['addOrderStatus #1 O1', { event: 'addOrderStatus', reqid: 5, status: 'ok', txid: 'OX' }],
  ['addOrderStatus refused: EGeneral:x', { event: 'addOrderStatus', status: 'error', errorMessage: 'EGeneral:x' }],
  ['editOrderStatus #1 O1 is now O2', { event: 'editOrderStatus', reqid: 5, originaltxid: 'OX', txid: 'OY' }],
  ['cancelOrderStatus #1 ok', { event: 'cancelOrderStatus', reqid: 5, status: 'ok' }],
  ['systemStatus cancel_only', { event: 'systemStatus', status: 'cancel_only' }],
  [
    'subscriptionStatus openOrders refused: ESession:Invalid session',
    { event: 'subscriptionStatus', errorMessage: 'ESession:Invalid session', subscription: { name: 'openOrders' } },
  ],
  ['openOrders O1 pending, 2 at 149.50', [[{ OX: { status: 'pending', ...order } }], 'openOrders', { sequence: 2 }]],
  ['openOrders O1 open', [[{ OX: { status: 'open', userref: 0 } }], 'openOrders', { sequence: 3 }]],
  ['openOrders O1 0.5 executed', [[{ OX: { vol_exec: '0.50000000' } }], 'openOrders', { sequence: 4 }]],
  [
    'openOrders O1 canceled, 0 executed: Order replaced; O2 open',
    [
      [
        { OX: { status: 'canceled', vol_exec: '0.00000000', cancel_reason: 'Order replaced' } },
        { OY: { status: 'open' } },
      ],
      'openOrders',
      { sequence: 5 },
    ],
  ],
  [
    'ownTrades T1 fills O1, 2 at 149.50',
    [[{ TX: { ordertxid: 'OX', price: '149.50000', vol: '2.00000000' } }], 'ownTrades', { sequence: 2 }],
  ],
  [
    'add_order #1 BTC/USD 0.5 at 149.50, post only',
    {
      method: 'add_order',
      params: { symbol: 'BTC/USD', order_qty: 0.5, limit_price: 149.5, post_only: true },
      req_id: 5,
    },
  ],
  ['add_order #1 XMR/EUR 2 at market', { method: 'add_order', params: { symbol: 'XMR/EUR', order_qty: 2 }, req_id: 0 }],
  [
    'amend_order #1 O1 to 2 at 149.60',
    { method: 'amend_order', params: { order_id: 'OX', order_qty: 2, limit_price: 149.6 }, req_id: 5 },
  ],
  ['cancel_order #1 O1', { method: 'cancel_order', params: { order_id: ['OX'] }, req_id: 5 }],
  ['add_order answered #1 O1', { method: 'add_order', req_id: 5, result: { order_id: 'OX' }, success: true }],
  [
    'amend_order answered #1 refused: EOrder:Unknown order',
    { method: 'amend_order', req_id: 5, error: 'EOrder:Unknown order', success: false },
  ],
  ['status maintenance', { channel: 'status', type: 'update', data: [{ system: 'maintenance' }] }],
  [
    'executions O1 pending_new, 2 at 149.50',
    { channel: 'executions', type: 'update', data: [{ order_id: 'OX', exec_type: 'pending_new', ...amounts }] },
  ],
  [
    'executions T1 fills O1, 1 at 149.50; O1 canceled, 1 executed: User requested',
    {
      channel: 'executions',
      type: 'update',
      data: [
        { order_id: 'OX', exec_type: 'trade', exec_id: 'TX', last_qty: 1, last_price: 149.5 },
        { order_id: 'OX', exec_type: 'canceled', cum_qty: 1, reason: 'User requested' },
      ],
    },
  ],
]

const ROUTINE: readonly (readonly [text: string, frame: unknown])[] = [
  ['heartbeat', { event: 'heartbeat' }],
  ['heartbeat', { channel: 'heartbeat' }],
  ['subscribe executions', { method: 'subscribe', result: { channel: 'executions' }, success: true }],
  ['executions snapshot, empty', { channel: 'executions', type: 'snapshot', data: [], sequence: 1 }],
  ['ping', { event: 'ping', reqid: 4 }],
  ['systemStatus online', { event: 'systemStatus', status: 'online', connectionID: 17000000000000000001n.toString() }],
  ['subscribed ownTrades', { event: 'subscriptionStatus', status: 'subscribed', subscription: { name: 'ownTrades' } }],
  [
    'openOrders snapshot: O1 open, 2 at 149.50',
    [[{ OX: { ...order, status: 'open' } }], 'openOrders', { sequence: 1 }],
  ],
]

describe('a frame', () => {
  it.each(FRAMES)('reads %s', (text, frame) => {
    const reading = readFrame(JSON.stringify(frame))
    expect([reading.say(beginNames(new Map())), reading.routine]).toEqual([text, false])
  })

  it.each(ROUTINE)('is routine: %s', (text, frame) => {
    const reading = readFrame(JSON.stringify(frame))
    expect([reading.say(beginNames(new Map())), reading.routine]).toEqual([text, true])
  })

  it.each(['<html>\n  oops', '{"event":', '7', '[1,2]', '"x"'])(
    'that is none of these shows as it came: %s',
    (frame) => {
      expect(readFrame(frame).say(beginNames(new Map()))).toBe(frame.replace(/\s+/g, ' '))
    },
  )

  it('is titled by its event and its request', () => {
    const frame = '{"event":"editOrder","reqid":5,"orderid":"OX","price":"1"}'
    expect(readFrame(frame).title(beginNames(new Map()))).toBe('editOrder #1')
  })
})

describe('a REST body', () => {
  it('without errors has none', () => {
    expect(restErrors('{"error":[],"result":{}}')).toEqual([])
  })

  it('names the errors in it', () => {
    expect(restErrors('{"error":["EService:Busy","EGeneral:x"]}')).toEqual(['EService:Busy', 'EGeneral:x'])
  })
})
