/** What the private feeds of WebSocket v1 print of orders and trades. Source: protocol 4.2, 4.3. */
import { type Instant, unixText } from '../../../src/time.ts'
import { SPOT_POSITION, longDescription, rowFigures, sizeText, totals } from '../describe.ts'
import { ENDINGS } from '../errors.ts'
import { longPriceText, volumeText } from '../market.ts'
import { type Order, type TradeRow, flagsText } from '../orders.ts'
import type { JsonObject } from '../wire.ts'

/** The whole order: in the snapshot, and as the first notice of a new one. */
export function wholeOrder(order: Order): JsonObject {
  const { market } = order
  const { averagePrice, cost, fee, volumeExecuted } = totals(order)
  const zeroPrice = longPriceText(market, 0n)
  return {
    avg_price: averagePrice,
    cost,
    cl_ord_id: order.clOrdId,
    descr: description(order),
    expiretm: order.expiresAt === undefined ? null : unixText(order.expiresAt),
    fee,
    limitprice: zeroPrice,
    misc: order.amendedAt === undefined ? '' : 'amended',
    oflags: flagsText(order),
    opentm: unixText(order.openedAt),
    refid: null,
    starttm: order.startsAt === undefined ? null : unixText(order.startsAt),
    status: order.status,
    stopprice: zeroPrice,
    timeinforce: order.timeInForce,
    userref: order.userref,
    vol: sizeText(order),
    vol_exec: volumeExecuted,
  }
}

const description = (order: Order): JsonObject => ({
  close: null,
  leverage: null,
  order: longDescription(order),
  ordertype: order.orderType,
  pair: order.market.wsname,
  price: longPriceText(order.market, order.price ?? 0n),
  price2: longPriceText(order.market, 0n),
  type: order.side,
})

/** Which members such a notice has beyond the first two is not recorded: here those that can be others than before. */
export const amendedDelta = (order: Order): JsonObject => ({
  amended: true,
  amend_reason: ENDINGS.userRequested,
  descr: description(order),
  vol: volumeText(order.market, order.volume),
  userref: order.userref,
})

export const openedDelta = (order: Order): JsonObject => ({ status: 'open', userref: order.userref })

/** Cumulative, and without a status, even when it is the last fill. */
export function filledDelta(order: Order): JsonObject {
  const { averagePrice, cost, fee, volumeExecuted } = totals(order)
  return { vol_exec: volumeExecuted, cost, fee, avg_price: averagePrice, userref: order.userref }
}

export const endedDelta = (order: Order, at: Instant): JsonObject => ({
  lastupdated: unixText(at),
  status: order.status,
  ...filledDelta(order),
  cancel_reason: order.reason,
})

/** A row of the snapshot; a live row carries the order's userref besides. */
export function tradeRow(row: TradeRow): JsonObject {
  const { trade, order } = row.first
  const { cost, fee, margin, price, volume } = rowFigures(row)
  return {
    cost,
    fee,
    margin,
    ordertxid: order.txid,
    ordertype: order.orderType,
    pair: order.market.wsname,
    postxid: SPOT_POSITION,
    price,
    time: unixText(trade.at),
    type: order.side,
    vol: volume,
  }
}

export const liveTradeRow = (row: TradeRow): JsonObject => ({ ...tradeRow(row), userref: row.first.order.userref })
