/** The order requests of WebSocket v1: add, edit, amend, cancel, cancel all. Source: protocol 4.4 to 4.7. */
import { z } from 'zod'
import { type Result, fail, ok } from '../../../src/result.ts'
import { cancelRefusal, checkAmend, checkEdit, checkNew } from '../checks.ts'
import { shortDescription } from '../describe.ts'
import { notModelled } from '../dialect.ts'
import * as errors from '../errors.ts'
import { orderWithClOrdId, orderWithId, ordersWithUserref } from '../named.ts'
import type { Order } from '../orders.ts'
import type { Venue } from '../venue.ts'
import { type SocketEvent, flag, orderRequest, scalar } from './registry.ts'

const addOrder = orderRequest({
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
    timeinforce: z.literal('GTC').optional(),
    price2: notModelled,
    displayvol: notModelled,
    leverage: z.literal('none').optional(),
    reduce_only: notModelled,
    starttm: notModelled,
    expiretm: notModelled,
    deadline: notModelled,
    cl_ord_id: notModelled,
    trigger: notModelled,
    stp_type: z.literal('cancel-newest').optional(),
    'close[ordertype]': notModelled,
    'close[price]': notModelled,
    'close[price2]': notModelled,
  },
  run({ call: { at, venue }, account, fields, acknowledge, refuse }) {
    const { pair, type, ordertype, price, volume, oflags, userref } = fields
    const terms = checkNew(at, venue, {
      account,
      pair,
      side: type,
      orderType: ordertype,
      price,
      volume,
      flags: oflags,
      userref,
    })
    if (!terms.ok) return refuse(terms.error)
    const descr = shortDescription(terms.value)
    if (fields.validate === true) return acknowledge({ descr })
    const placed = venue.engine.place(at, terms.value)
    if (!placed.ok) return refuse(placed.error)
    acknowledge({ descr, txid: placed.value.txid })
  },
})

const editOrder = orderRequest({
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
    price2: notModelled,
  },
  run({ call: { at, venue }, account, fields, acknowledge, refuse }) {
    const { pair, price, volume, oflags, newuserref } = fields
    const order = theOneNamed(venue, account, fields.orderid)
    if (!order.ok) return refuse(order.error)
    const terms = checkEdit(at, venue, order.value, { pair, price, volume, flags: oflags, userref: newuserref })
    if (!terms.ok) return refuse(terms.error)
    const answer = { descr: shortDescription(terms.value), originaltxid: order.value.txid }
    if (fields.validate === true) return acknowledge(answer)
    const placed = venue.engine.replace(at, { order: order.value, terms: terms.value })
    if (!placed.ok) return refuse(placed.error)
    acknowledge({ ...answer, txid: placed.value.txid })
  },
})

/** In place: the order keeps its id, and the answer names it besides the amend. */
const amendOrder = orderRequest({
  name: 'amendOrder',
  message: 'amend order',
  fields: {
    txid: z.string().optional(),
    cl_ord_id: z.string().optional(),
    volume: scalar.optional(),
    limit_price: scalar.optional(),
    post_only: flag.optional(),
    pair: z.string().optional(),
    display_volume: notModelled,
    trigger_price: notModelled,
    deadline: notModelled,
  },
  run({ call: { at, venue }, account, fields, acknowledge, refuse }) {
    const { txid: id, cl_ord_id: clOrdId, limit_price: price, volume, post_only: postOnly = false } = fields
    if ((id === undefined) === (clOrdId === undefined)) return refuse(errors.invalidArguments('txid'))
    const order = id === undefined ? orderWithClOrdId(venue, account, clOrdId ?? '') : orderWithId(venue, account, id)
    if (order === undefined) return refuse(errors.UNKNOWN_ORDER)
    const to = checkAmend(at, venue, order, { price, volume, postOnly })
    if (!to.ok) return refuse(to.error)
    const amended = venue.engine.amend(at, { order, to: to.value })
    if (!amended.ok) return refuse(amended.error)
    acknowledge({ amend_id: amended.value, txid: order.txid })
  },
})

/** One answer for each order, none of which says whose it is. */
const cancelOrder = orderRequest({
  name: 'cancelOrder',
  message: 'cancel order',
  fields: { txid: z.array(scalar).min(1), cl_ord_id: notModelled },
  run({ call: { at, venue }, account, fields, acknowledge, refuse }) {
    const named = (name: string) => openOrdersNamed(venue, account, name)
    const refusal = cancelRefusal(at, venue, fields.txid.flatMap(named))
    for (const name of fields.txid) {
      const orders = named(name)
      if (refusal !== undefined) refuse(refusal)
      else if (orders.length === 0) refuse(errors.UNKNOWN_ORDER)
      for (const order of refusal === undefined ? orders : []) {
        venue.engine.cancel(at, order)
        acknowledge({})
      }
    }
  },
})

const cancelAll = orderRequest({
  name: 'cancelAll',
  message: 'cancel all',
  fields: {},
  run({ call: { at, venue }, account, acknowledge, refuse }) {
    const orders = [...venue.history.of(account).open.values()]
    const refusal = cancelRefusal(at, venue, orders)
    if (refusal !== undefined) return refuse(refusal)
    for (const order of orders) venue.engine.cancel(at, order)
    acknowledge({ count: orders.length })
  },
})

export const ORDER_REQUESTS: readonly SocketEvent[] = [addOrder, editOrder, amendOrder, cancelOrder, cancelAll]

/** An account's open orders by a txid, or by a userref, which several may have. */
function openOrdersNamed(venue: Venue, account: string, name: string): readonly Order[] {
  const order = orderWithId(venue, account, name)
  return order === undefined ? ordersWithUserref(venue, account, name) : [order]
}

function theOneNamed(venue: Venue, account: string, name: string): Result<Order, string> {
  const [order, ...others] = openOrdersNamed(venue, account, name)
  if (order === undefined) return fail(errors.UNKNOWN_ORDER)
  return others.length === 0 ? ok(order) : fail(errors.INVALID_ORDER)
}
