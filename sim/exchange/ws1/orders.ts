/** The order requests of WebSocket v1: add, edit, amend, cancel, cancel all. Source: protocol 4.4 to 4.7. */
import { z } from 'zod'
import { cancelRefusal } from '../checks.ts'
import { shortDescription } from '../describe.ts'
import * as errors from '../errors.ts'
import type { AskedClose } from '../fields.ts'
import { openOrdersNamed, orderWithClOrdId, orderWithId, theOneNamed } from '../named.ts'
import { addOrder, amendOrder, cancelAll, editOrder } from '../trading.ts'
import { type SocketEvent, flag, orderRequest, scalar } from './registry.ts'

const addOrderRequest = orderRequest({
  name: 'addOrder',
  message: 'add order',
  fields: {
    pair: z.string(),
    type: z.string(),
    ordertype: z.string(),
    volume: scalar,
    price: scalar.optional(),
    oflags: z.string().optional(),
    userref: scalar.optional(),
    validate: flag.optional(),
    timeinforce: z.string().optional(),
    price2: scalar.optional(),
    displayvol: scalar.optional(),
    leverage: z.literal('none').optional(),
    reduce_only: flag.optional(),
    starttm: scalar.optional(),
    expiretm: scalar.optional(),
    deadline: z.string().optional(),
    cl_ord_id: z.string().optional(),
    trigger: z.string().optional(),
    stp_type: z.string().optional(),
    'close[ordertype]': z.string().optional(),
    'close[price]': scalar.optional(),
    'close[price2]': scalar.optional(),
  },
  run({ call: { at, venue }, account, fields, acknowledge, refuse }) {
    const wish = {
      account,
      pair: fields.pair,
      side: fields.type,
      orderType: fields.ordertype,
      price: fields.price,
      price2: fields.price2,
      volume: fields.volume,
      display: fields.displayvol,
      reference: fields.trigger,
      close: closeIn(fields),
      flags: fields.oflags,
      userref: fields.userref,
      clOrdId: fields.cl_ord_id,
      timeInForce: fields.timeinforce,
      startsAt: fields.starttm,
      expiresAt: fields.expiretm,
      deadline: fields.deadline,
      selfTrade: fields.stp_type,
      reduceOnly: fields.reduce_only,
      via: 'socket',
    } as const
    const added = addOrder({ at, venue, wish, validate: fields.validate === true })
    if (!added.ok) return refuse(added.error)
    const { terms, order } = added.value
    acknowledge({ cl_ord_id: terms.clOrdId, descr: shortDescription(terms), txid: order?.txid })
  },
})

const editOrderRequest = orderRequest({
  name: 'editOrder',
  message: 'edit order',
  fields: {
    orderid: scalar,
    pair: z.string(),
    price: scalar.optional(),
    volume: scalar.optional(),
    oflags: z.string().optional(),
    newuserref: scalar.optional(),
    validate: flag.optional(),
    deadline: z.string().optional(),
    price2: scalar.optional(),
    displayvol: scalar.optional(),
  },
  run({ call: { at, venue }, account, fields, acknowledge, refuse }) {
    const { pair, price, price2, volume, displayvol: display, oflags, newuserref, deadline } = fields
    const order = theOneNamed(venue, account, fields.orderid)
    if (!order.ok) return refuse(order.error)
    const wish = {
      pair,
      price,
      price2,
      volume,
      display,
      flags: oflags,
      userref: newuserref,
      deadline,
      via: 'socket',
    } as const
    const edited = editOrder({ at, venue, order: order.value, wish, validate: fields.validate === true })
    if (!edited.ok) return refuse(edited.error)
    const { terms, order: placed } = edited.value
    acknowledge({ descr: shortDescription(terms), originaltxid: order.value.txid, txid: placed?.txid })
  },
})

/** In place: the order keeps its id, and the answer names it besides the amend. */
const amendOrderRequest = orderRequest({
  name: 'amendOrder',
  message: 'amend order',
  fields: {
    txid: z.string().optional(),
    cl_ord_id: z.string().optional(),
    volume: scalar.optional(),
    limit_price: scalar.optional(),
    post_only: flag.optional(),
    pair: z.string().optional(),
    display_volume: scalar.optional(),
    trigger_price: scalar.optional(),
    deadline: z.string().optional(),
  },
  run({ call: { at, venue }, account, fields, acknowledge, refuse }) {
    const { txid: id, cl_ord_id: clOrdId, limit_price: price, volume, post_only: postOnly = false, deadline } = fields
    const { display_volume: display, trigger_price: trigger } = fields
    if ((id === undefined) === (clOrdId === undefined)) return refuse(errors.invalidArguments('txid'))
    const order = id === undefined ? orderWithClOrdId(venue, account, clOrdId ?? '') : orderWithId(venue, account, id)
    if (order === undefined) return refuse(errors.UNKNOWN_ORDER)
    const wish = { price, trigger, volume, display, postOnly, deadline, via: 'socket' } as const
    const amended = amendOrder({ at, venue, order, wish })
    if (!amended.ok) return refuse(amended.error)
    acknowledge({ amend_id: amended.value, txid: order.txid })
  },
})

/** One answer for each order, none of which says whose it is. */
const cancelOrder = orderRequest({
  name: 'cancelOrder',
  message: 'cancel order',
  fields: { txid: z.array(scalar).optional(), cl_ord_id: z.array(z.string()).optional() },
  run({ call: { at, venue }, account, fields, acknowledge, refuse }) {
    const named = [
      ...(fields.txid ?? []).map((name) => () => openOrdersNamed(venue, account, name)),
      ...(fields.cl_ord_id ?? []).map((id) => () => [orderWithClOrdId(venue, account, id) ?? []].flat()),
    ]
    if (named.length === 0) return refuse(errors.invalidArguments('txid'))
    const refusal = cancelRefusal(
      at,
      venue,
      named.flatMap((orders) => orders()),
    )
    for (const ordersNow of named) {
      const orders = ordersNow()
      if (refusal !== undefined) refuse(refusal)
      else if (orders.length === 0) refuse(errors.UNKNOWN_ORDER)
      for (const order of refusal === undefined ? orders : []) {
        venue.engine.cancel(at, order)
        acknowledge({})
      }
    }
  },
})

const cancelAllOrders = orderRequest({
  name: 'cancelAll',
  message: 'cancel all',
  fields: {},
  run({ call: { at, venue }, account, acknowledge, refuse }) {
    const canceled = cancelAll(at, venue, account)
    if (!canceled.ok) return refuse(canceled.error)
    acknowledge({ count: canceled.value })
  },
})

const cancelAllOrdersAfter = orderRequest({
  name: 'cancelAllOrdersAfter',
  message: 'cancel all orders after',
  fields: { timeout: scalar },
  run({ call: { at, venue }, account, fields, acknowledge, refuse }) {
    const set = venue.deadMan.set(at, account, fields.timeout)
    if (!set.ok) return refuse(set.error)
    acknowledge(set.value)
  },
})

export const ORDER_REQUESTS: readonly SocketEvent[] = [
  addOrderRequest,
  editOrderRequest,
  amendOrderRequest,
  cancelOrder,
  cancelAllOrders,
  cancelAllOrdersAfter,
]

type CloseFields = { readonly [Name in 'close[ordertype]' | 'close[price]' | 'close[price2]']?: string | undefined }
/** What of the fields is a conditional close; undefined when none of them is there. */
function closeIn(fields: CloseFields): AskedClose | undefined {
  const close = {
    orderType: fields['close[ordertype]'],
    price: fields['close[price]'],
    price2: fields['close[price2]'],
  }
  return Object.values(close).every((field) => field === undefined) ? undefined : close
}
