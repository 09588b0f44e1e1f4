/** Private endpoints that tell of orders. Source: protocol 3.2. */
import { txid } from '../../../src/ids.ts'
import { type Result, fail, ok } from '../../../src/result.ts'
import { type Instant, unixText } from '../../../src/time.ts'
import { closeDescription, pricesText, shortDescription, sizeText, totals, triggeredMark } from '../describe.ts'
import * as errors from '../errors.ts'
import { readUserref } from '../fields.ts'
import type { Amend } from '../history.ts'
import { longPriceText, priceText, volumeText } from '../market.ts'
import { type Order, flagsText } from '../orders.ts'
import { type JsonObject, type JsonText, jsonText } from '../wire.ts'
import { orderInView, recordInView } from './lagging.ts'
import { type Window, isSet, isWithin, listOf, pageOf, windowOf } from './params.ts'
import type { Answer, Params, PrivateCall, PrivateEndpoints } from './registry.ts'

export const ORDERS: PrivateEndpoints = {
  OpenOrders: {
    what: 'Open orders, newest first.',
    params: 'trades, userref, cl_ord_id',
    needs: ['query-open-trades'],
    answer: openOrders,
  },
  ClosedOrders: {
    what: 'Orders that ended, newest first, 50 a page.',
    params: 'trades, userref, cl_ord_id, start, end, ofs, closetime, consolidate_taker, without_count',
    needs: ['query-closed-trades'],
    answer: closedOrders,
  },
  QueryOrders: {
    what: 'Up to 50 orders by id.',
    params: 'txid, trades, userref, consolidate_taker',
    needs: ['query-open-trades', 'query-closed-trades'],
    answer: queryOrders,
  },
  OrderAmends: {
    what: 'What an order was born as, and its amends.',
    params: 'order_id',
    needs: ['query-open-trades', 'query-closed-trades'],
    answer: orderAmends,
  },
}

const MICROS_PER_MILLISECOND = 1000

/** Source: protocol 3.2; 20 in older documents. */
const MOST_IN_A_QUERY = 50

function openOrders(call: PrivateCall): Answer {
  const { params } = call
  const hasUserref = userrefFilter(params)
  if (!hasUserref.ok) return hasUserref
  const orders = [...recordInView(call).open.values()].toReversed().filter(hasUserref.value)
  return ok({ open: byTxid(orders, params, { isListed: true }) })
}

/** Newest first by their ends. */
function closedOrders(call: PrivateCall): Answer {
  const { venue, params } = call
  const hasUserref = userrefFilter(params)
  if (!hasUserref.ok) return hasUserref
  const window = windowOf(params, (id) => venue.history.order(txid(id))?.openedAt)
  if (!window.ok) return window
  const isInTime = timeFilter(window.value, params.get('closetime') ?? 'both')
  if (!isInTime.ok) return isInTime
  const { page, count } = pageOf(recordInView(call).ended, {
    window: window.value,
    matches: (order) => isInTime.value(order) && hasUserref.value(order),
  })
  return ok({ closed: byTxid(page, params), count })
}

/** One unknown id refuses the whole query. */
function queryOrders(call: PrivateCall): Answer {
  const { account, params } = call
  const ids = listOf(params, 'txid')
  if (ids === undefined || ids.length > MOST_IN_A_QUERY) return fail(errors.invalidArguments('txid'))
  const hasUserref = userrefFilter(params)
  if (!hasUserref.ok) return hasUserref
  const orders: Order[] = []
  for (const id of ids) {
    const order = orderInView(call, txid(id))
    if (order?.account !== account) return fail(errors.UNKNOWN_ORDER)
    orders.push(order)
  }
  return ok(byTxid(orders.filter(hasUserref.value), params))
}

/** `isListed`: among open orders, where there is no reason yet. */
type Telling = { readonly isListed?: boolean }

/** What an order was born as, and each amend of it. Source: protocol 3.2; a capture of October 2024. */
function orderAmends(call: PrivateCall): Answer {
  const { account, params, venue } = call
  const order = orderInView(call, txid(params.get('order_id') ?? ''))
  if (order?.account !== account) return fail(errors.UNKNOWN_ORDER)
  const amends = venue.history.amendsOf(order).map((amend, place) => amendRow(order, amend, place))
  return ok({ amends, count: amends.length })
}

function amendRow({ market, postOnly }: Order, { id, at, price, volume, left }: Amend, place: number): JsonObject {
  const isOriginal = place === 0
  return {
    amend_id: id,
    amend_type: isOriginal ? 'original' : 'user',
    order_qty: volumeText(market, volume),
    remaining_qty: volumeText(market, left),
    limit_price: price === undefined ? undefined : priceText(market, price),
    reason: isOriginal ? undefined : 'User requested',
    post_only: postOnly,
    timestamp: Math.floor(at / MICROS_PER_MILLISECOND),
  }
}

const byTxid = (orders: readonly Order[], params: Params, { isListed = false }: Telling = {}): JsonObject =>
  Object.fromEntries(
    orders.map((order) => [order.txid, restOrder(order, { withTrades: isSet(params, 'trades'), isListed })]),
  )

type Parts = { readonly withTrades: boolean; readonly isListed: boolean }
function restOrder(order: Order, { withTrades, isListed }: Parts): JsonObject {
  const { market } = order
  const { averagePrice, cost, fee, volumeExecuted } = totals(order)
  const [stop, limit] = order.triggeredAt === undefined ? [] : [order.trigger, order.price]
  const isPartial = order.status === 'open' && order.executed > 0n
  return {
    refid: order.closes ?? null,
    userref: order.clOrdId === undefined ? order.userref : null,
    cl_ord_id: order.clOrdId,
    status: order.status,
    opentm: unixNumber(order.openedAt),
    starttm: order.startsAt === undefined ? 0 : unixNumber(order.startsAt),
    expiretm: order.expiresAt === undefined ? 0 : unixNumber(order.expiresAt),
    descr: {
      pair: market.row.altname,
      aclass: 'forex',
      type: order.side,
      ordertype: order.orderType,
      ...pricesText(order, priceText),
      leverage: 'none',
      order: shortDescription(order),
      close: closeDescription(order) ?? '',
    },
    vol: sizeText(order),
    vol_exec: volumeExecuted,
    cost,
    fee,
    price: averagePrice,
    stopprice: longPriceText(market, stop ?? 0n),
    limitprice: longPriceText(market, limit ?? 0n),
    trigger: order.trigger === undefined ? undefined : 'last',
    misc: [triggeredMark(order) ?? [], isPartial ? 'partial' : [], order.amendedAt === undefined ? [] : 'amended']
      .flat()
      .join(','),
    oflags: flagsText(order),
    time_in_force: order.timeInForce.toLowerCase(),
    trades: withTrades && order.fills.length > 0 ? order.fills.map(({ trade }) => trade.id) : undefined,
    reason: isListed ? undefined : (order.reason ?? null),
    closetm: order.closedAt === undefined ? undefined : unixNumber(order.closedAt),
  }
}

/** A JSON number of unix seconds with no more decimals than it needs. */
export const unixNumber = (at: Instant): JsonText => jsonText(unixText(at).replace(/\.?0+$/, ''))

type Filter = (order: Order) => boolean

function userrefFilter(params: Params): Result<Filter, string> {
  const text = params.get('userref')
  if (text === undefined) return ok(() => true)
  const userref = readUserref(text)
  return userref.ok ? ok((order) => order.userref === userref.value) : userref
}

function timeFilter(window: Window, closetime: string): Result<Filter, string> {
  const isOpenedIn: Filter = ({ openedAt }) => isWithin(window, openedAt)
  const isClosedIn: Filter = ({ closedAt }) => closedAt !== undefined && isWithin(window, closedAt)
  switch (closetime) {
    case 'open':
      return ok(isOpenedIn)
    case 'close':
      return ok(isClosedIn)
    case 'both':
      return ok((order) => isOpenedIn(order) || isClosedIn(order))
    default:
      return fail(errors.invalidArguments('closetime'))
  }
}
