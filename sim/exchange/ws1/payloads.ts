/** What the private feeds of WebSocket v1 print of orders and trades. Source: protocol 4.2, 4.3. */
import { type Instant, unixText } from '../../../src/time.ts'
import {
  SPOT_POSITION,
  closeDescription,
  longDescription,
  pricesText,
  rowFigures,
  sizeText,
  totals,
  triggeredMark,
} from '../describe.ts'
import { ENDINGS } from '../errors.ts'
import { longPriceText, volumeText } from '../market.ts'
import { type Order, type TradeRow, flagsText } from '../orders.ts'
import type { JsonObject } from '../wire.ts'

/** The whole order: in the snapshot, and as the first notice of a new one. */
export function wholeOrder(order: Order): JsonObject {
  const { averagePrice, cost, fee, volumeExecuted } = totals(order)
  const { limit, stop } = triggeredPrices(order)
  return {
    avg_price: averagePrice,
    cost,
    cl_ord_id: order.clOrdId,
    contingent: contingent(order),
    descr: description(order),
    expiretm: order.expiresAt === undefined ? null : unixText(order.expiresAt),
    fee,
    limitprice: limit,
    ...iceberg(order),
    misc: [triggeredMark(order) ?? [], order.amendedAt === undefined ? [] : 'amended'].flat().join(),
    oflags: flagsText(order),
    opentm: unixText(order.openedAt),
    refid: order.closes ?? null,
    starttm: order.startsAt === undefined ? null : unixText(order.startsAt),
    status: order.status,
    stopprice: stop,
    timeinforce: order.timeInForce,
    trigger: order.trigger === undefined ? undefined : 'last',
    userref: order.userref,
    vol: sizeText(order),
    vol_exec: volumeExecuted,
  }
}

const description = (order: Order): JsonObject => ({
  close: closeDescription(order, longPriceText) ?? null,
  leverage: null,
  order: longDescription(order),
  ordertype: order.orderType,
  pair: order.market.wsname,
  ...pricesText(order, longPriceText),
  type: order.side,
})

/** Set once it is triggered. Source: protocol 3.2. */
function triggeredPrices({ market, triggeredAt, trigger, price }: Order) {
  const [stop, limit] = triggeredAt === undefined ? [] : [trigger, price]
  return { stop: longPriceText(market, stop ?? 0n), limit: longPriceText(market, limit ?? 0n) }
}

const iceberg = ({ market, display, shown }: Order): JsonObject =>
  display === undefined
    ? {}
    : { display_volume: volumeText(market, display), display_volume_remain: volumeText(market, shown ?? 0n) }

const contingent = ({ market, close }: Order): JsonObject | undefined =>
  close && { ordertype: close.orderType, ...pricesText({ market, ...close }, longPriceText) }

/** Which members such a notice has beyond the first two is not recorded: here those that can be others than before. */
export const amendedDelta = (order: Order): JsonObject => ({
  amended: true,
  amend_reason: ENDINGS.userRequested,
  descr: description(order),
  vol: volumeText(order.market, order.volume),
  userref: order.userref,
})

/** Its shape is poorly evidenced: a flag, and perhaps the price. Source: protocol 4.2 h. */
export const triggeredDelta = (order: Order, at: Instant): JsonObject => {
  const { limit, stop } = triggeredPrices(order)
  return {
    lastupdated: unixText(at),
    misc: triggeredMark(order),
    stopprice: stop,
    limitprice: limit,
    userref: order.userref,
  }
}

export const refilledDelta = (order: Order): JsonObject => ({ ...iceberg(order), userref: order.userref })

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
