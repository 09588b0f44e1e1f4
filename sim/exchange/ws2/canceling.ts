/** The methods that cancel: named orders, one answer each; all; a batch, one answer for all. Source: protocol 6.2. */
import { z } from 'zod'
import { cancelRefusal } from '../checks.ts'
import * as errors from '../errors.ts'
import { openOrdersNamed, orderWithClOrdId, orderWithId, ordersWithUserref } from '../named.ts'
import { type Order, isLive } from '../orders.ts'
import { cancelAll, cancelOrders } from '../trading.ts'
import type { Venue } from '../venue.ts'
import { type JsonObject, jsonText } from '../wire.ts'
import { type Method, integer, text, tradingMethod } from './registry.ts'

/** One answer for each order, which echoes the name it was called by; a refusal names none, as recorded. */
const cancelOrder = tradingMethod({
  name: 'cancel_order',
  params: {
    order_id: z.array(text).optional(),
    cl_ord_id: z.array(text).optional(),
    order_userref: z.array(integer).optional(),
  },
  run({ call: { at, venue }, account, params, confirm, refuse }) {
    const named = [
      ...(params.order_id ?? []).map((id) => byId(venue, account, id)),
      ...(params.cl_ord_id ?? []).map((id) => byClOrdId(venue, account, id)),
      ...(params.order_userref ?? []).map((userref) => byUserref(venue, account, userref)),
    ]
    if (named.length === 0) return refuse(errors.invalidArguments('order_id'))
    const refusal = cancelRefusal(
      at,
      venue,
      named.flatMap(({ orders }) => orders),
    )
    for (const { orders, echo } of named) {
      const open = orders.filter(isLive)
      if (refusal !== undefined) refuse(refusal)
      else if (open.length === 0) refuse(errors.UNKNOWN_ORDER)
      for (const order of refusal === undefined ? open : []) {
        venue.engine.cancel(at, order)
        confirm(echo)
      }
    }
  },
})

const cancelAllOrders = tradingMethod({
  name: 'cancel_all',
  params: {},
  run({ call: { at, venue }, account, confirm, refuse }) {
    const canceled = cancelAll(at, venue, account)
    if (!canceled.ok) return refuse(canceled.error)
    confirm({ count: canceled.value })
  },
})

const cancelAllOrdersAfter = tradingMethod({
  name: 'cancel_all_orders_after',
  params: { timeout: integer },
  run({ call: { at, venue }, account, params, confirm, refuse }) {
    const set = venue.deadMan.set(at, account, params.timeout)
    if (!set.ok) return refuse(set.error)
    confirm(set.value)
  },
})

/** Source: protocol 6.2. */
const ORDERS_IN_A_BATCH = { least: 2, most: 50 }

/** Counts what it canceled; a name of no open order is passed over. */
const batchCancel = tradingMethod({
  name: 'batch_cancel',
  params: { orders: z.array(z.union([text, integer])).optional(), cl_ord_id: z.array(text).optional() },
  run({ call: { at, venue }, account, params, respond, refuse }) {
    const { orders = [], cl_ord_id: clOrdIds = [] } = params
    const count = orders.length + clOrdIds.length
    if (count < ORDERS_IN_A_BATCH.least || count > ORDERS_IN_A_BATCH.most)
      return refuse(errors.invalidArguments('orders'))
    const named = [
      ...orders.map((name) => openOrdersNamed(venue, account, name)),
      ...clOrdIds.map((id) => byClOrdId(venue, account, id).orders),
    ]
    const open = [...new Set(named.flat())]
    const canceled = cancelOrders(at, venue, open)
    if (!canceled.ok) return refuse(canceled.error)
    respond({ orders_cancelled: canceled.value, success: true })
  },
})

export const CANCELING_METHODS: readonly Method[] = [cancelOrder, cancelAllOrders, cancelAllOrdersAfter, batchCancel]

type Named = { readonly orders: readonly Order[]; readonly echo: JsonObject }

const listed = (order: Order | undefined): readonly Order[] => (order === undefined ? [] : [order])
const byId = (venue: Venue, account: string, id: string): Named => ({
  orders: listed(orderWithId(venue, account, id)),
  echo: { order_id: id },
})
const byClOrdId = (venue: Venue, account: string, clOrdId: string): Named => ({
  orders: listed(orderWithClOrdId(venue, account, clOrdId)),
  echo: { cl_ord_id: clOrdId },
})
const byUserref = (venue: Venue, account: string, userref: string): Named => ({
  orders: ordersWithUserref(venue, account, userref),
  echo: { order_userref: jsonText(userref) },
})
