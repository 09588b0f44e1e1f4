/** The rows of the executions channel: numbers with all digits of their scales. Source: protocol 6.3 and captures of 2024 and 2026. */
import { type Instant, isoText } from '../../../src/time.ts'
import { decimalText, rescale } from '../amount.ts'
import { rfcSeconds } from '../dead-man.ts'
import { sizeText } from '../describe.ts'
import { averagePriceText, costText, priceText, volumeText } from '../market.ts'
import { offsetText } from '../offsets.ts'
import type { Fill, Offset, Order } from '../orders.ts'
import { newName } from '../universe/universe.ts'
import { type JsonObject, jsonText } from '../wire.ts'

/** `2024-01-01T00:00:00.123456Z` */
export const rfcText = (at: Instant): string => isoText(at).replace('+00:00', 'Z')

/** The first notice of an order, the one row that describes it whole. */
export const pendingRow = (order: Order): JsonObject => ({
  ...identity(order),
  cum_cost: cost(order),
  ...description(order, { execType: 'pending_new', status: 'pending_new' }),
  timestamp: rfcText(order.openedAt),
})

/** The same in a snapshot, with what was executed till then; its exact members are not recorded. */
export const snapshotRow = (order: Order): JsonObject => ({
  ...identity(order),
  cum_qty: quantity(order),
  cum_cost: cost(order),
  avg_price: averagePrice(order),
  ...description(order, { execType: 'new', status: openStatus(order) }),
  timestamp: rfcText(order.openedAt),
})

export const openedRow = (order: Order): JsonObject => ({
  timestamp: rfcText(order.openedAt),
  order_status: 'new',
  exec_type: 'new',
  ...reference(order),
  order_id: order.txid,
})

/**
 * One execution with, when it is told live, the order's totals after it. Even the last one finds the order
 * `partially_filled`; the snapshot, which tells no totals, calls every order `filled`. Fees are stated in quote.
 */
export function tradeRow({ trade, order, number }: Fill, { isLive }: { readonly isLive: boolean }): JsonObject {
  const { market } = order
  return {
    order_id: order.txid,
    ...reference(order),
    exec_id: trade.id,
    exec_type: 'trade',
    trade_id: number,
    symbol: market.symbol,
    side: order.side,
    last_qty: jsonText(volumeText(market, trade.volume.units)),
    last_price: jsonText(priceText(market, trade.price.units)),
    liquidity_ind: trade.maker ? 'm' : 't',
    cost: jsonText(costText(market, trade.cost.units)),
    order_status: isLive ? 'partially_filled' : 'filled',
    order_type: order.orderType,
    timestamp: rfcText(trade.at),
    fee_usd_equiv: inUsd(order, trade.statedFee.units),
    fees: [{ asset: newName(market.quote.altname), qty: jsonText(costText(market, trade.statedFee.units)) }],
    ...(isLive ? { cum_qty: quantity(order), cum_cost: cost(order), avg_price: averagePrice(order) } : {}),
  }
}

export const amendedRow = (order: Order, at: Instant): JsonObject => ({
  ...changedRow(order, { at, execType: 'amended', reason: 'User requested' }),
  amended: true,
  order_qty: jsonText(volumeText(order.market, order.volume)),
  ...limit(order),
  ...triggers(order),
  ...iceberg(order),
  ...reference(order),
  order_id: order.txid,
})

/** The trigger has come: `status`, since nothing else of the order is another than before. */
export const triggeredRow = (order: Order, at: Instant): JsonObject => ({
  ...changedRow(order, { at, execType: 'status', reason: undefined }),
  ...limit(order),
  ...triggers(order),
  ...reference(order),
  order_id: order.txid,
})

export const refilledRow = (order: Order, at: Instant): JsonObject => ({
  ...changedRow(order, { at, execType: 'iceberg_refill', reason: undefined }),
  ...iceberg(order),
  ...reference(order),
  order_id: order.txid,
})

/** The engine takes what is too little to trade off an order's size. */
export const restatedRow = (order: Order, at: Instant): JsonObject => ({
  ...changedRow(order, { at, execType: 'restated', reason: order.reason }),
  order_qty: quantity(order),
  ...limit(order),
  ...reference(order),
  order_id: order.txid,
})

/** The order's end: filled, canceled or expired. */
export function endedRow(order: Order, at: Instant): JsonObject {
  const kind = order.status === 'closed' ? 'filled' : order.status
  return {
    timestamp: rfcText(at),
    order_status: kind,
    exec_type: kind,
    cum_qty: quantity(order),
    cum_cost: cost(order),
    fee_usd_equiv: inUsd(order, order.fee),
    avg_price: averagePrice(order),
    ...reference(order),
    cancel_reason: order.reason,
    reason: order.reason,
    order_id: order.txid,
  }
}

// ---- pieces of rows

const identity = (order: Order): JsonObject => ({
  order_id: order.txid,
  symbol: order.market.symbol,
  [order.spend === undefined ? 'order_qty' : 'cash_order_qty']: jsonText(sizeText(order)),
})

type Kind = { readonly execType: string; readonly status: string }
const description = (order: Order, { execType, status }: Kind): JsonObject => ({
  time_in_force: order.timeInForce,
  effective_time: order.startsAt === undefined ? undefined : rfcSeconds(order.startsAt),
  expire_time: order.expiresAt === undefined ? undefined : rfcSeconds(order.expiresAt),
  exec_type: execType,
  side: order.side,
  order_type: order.orderType,
  ...reference(order),
  ...(order.price === undefined
    ? limit(order)
    : { limit_price_type: 'static', limit_price: price(order, order.price) }),
  ...iceberg(order),
  stop_price: price(order, order.trigger ?? 0n),
  ...triggers(order),
  // The older name of the reference, said as well.
  trigger: order.trigger === undefined ? undefined : 'last',
  contingent: contingent(order),
  ord_ref_id: order.closes,
  post_only: order.postOnly ? true : undefined,
  amended: order.amendedAt === undefined ? undefined : true,
  order_status: status,
  fee_usd_equiv: inUsd(order, order.fee),
  fee_ccy_pref: order.feeIn === 'quote' ? 'fciq' : 'fcib',
})

type Change = { readonly at: Instant; readonly execType: string; readonly reason: string | undefined }
const changedRow = (order: Order, { at, execType, reason }: Change): JsonObject => ({
  timestamp: rfcText(at),
  exec_type: execType,
  order_status: openStatus(order),
  cum_qty: quantity(order),
  reason,
})

/** By which of the client's own names the order goes: never both. */
const reference = ({ clOrdId, userref }: Order): JsonObject =>
  clOrdId === undefined ? { order_userref: userref } : { cl_ord_id: clOrdId }

/** Of a trailing order that waits a distance, as it was asked for. */
function limit(order: Order): JsonObject {
  const { trail } = order
  if (order.price !== undefined) return { limit_price: price(order, order.price), limit_price_type: 'static' }
  return trail?.limit === undefined ? {} : distance(order, trail.limit, 'limit_price')
}

function triggers(order: Order): JsonObject {
  const { trigger, trail, triggeredAt } = order
  if (trigger === undefined) return {}
  const asked =
    trail === undefined ? { price: price(order, trigger), price_type: 'static' } : distance(order, trail.by, 'price')
  const isOver = triggeredAt !== undefined
  return {
    triggers: {
      reference: 'last',
      ...asked,
      actual_price: trail === undefined ? undefined : price(order, trigger),
      last_price: isOver ? price(order, trigger) : undefined,
      status: isOver ? 'triggered' : 'untriggered',
      timestamp: isOver ? rfcText(triggeredAt) : undefined,
    },
  }
}

/** `{ price: 1.0000, price_type: 'pct' }` */
const distance = ({ market }: Order, offset: Offset, name: string): JsonObject => ({
  [name]: jsonText(offsetText(market, offset).replace(/^\+|%$/g, '')),
  [`${name}_type`]: offset.isPercent ? 'pct' : 'quote',
})

const iceberg = ({ market, display, shown }: Order): JsonObject =>
  display === undefined
    ? {}
    : {
        display_qty: jsonText(volumeText(market, display)),
        display_qty_remain: jsonText(volumeText(market, shown ?? 0n)),
      }

function contingent(order: Order): JsonObject | undefined {
  const { close } = order
  if (close === undefined) return undefined
  const { trail } = close
  const trigger =
    close.trigger === undefined
      ? {}
      : trail === undefined
        ? { trigger_price: price(order, close.trigger), trigger_price_type: 'static' }
        : distance(order, trail.by, 'trigger_price')
  const limited =
    close.price !== undefined
      ? { limit_price: price(order, close.price), limit_price_type: 'static' }
      : trail?.limit === undefined
        ? {}
        : distance(order, trail.limit, 'limit_price')
  return { order_type: close.orderType, ...trigger, ...limited }
}

const openStatus = ({ executed }: Order): string => (executed === 0n ? 'new' : 'partially_filled')
const price = ({ market }: Order, units: bigint) => jsonText(priceText(market, units))
const quantity = (order: Order) => jsonText(volumeText(order.market, order.executed))
const cost = (order: Order) => jsonText(costText(order.market, order.cost))
/** In the decimals an order's price may have, as every price of v2. Source: protocol 8.2. */
const averagePrice = ({ market, cost: sum, executed }: Order) =>
  jsonText(averagePriceText(market, { cost: sum, volume: executed, scale: market.row.pairDecimals }))

/**
 * Nobody here knows what an asset is worth in USD. All others are worth a tenth more, so that whoever takes the
 * equivalent for the fee itself is found out. A zero on BTC/USDT is recorded with the four decimals of USD.
 */
const USD_PER_UNIT = { units: 11n, scale: 1 }
const USD_DECIMALS = 4

function inUsd(order: Order, fee: bigint) {
  const scale = order.market.row.costDecimals
  if (order.market.quote.altname === 'USD') return jsonText(decimalText(fee, scale))
  const equivalent = rescale(fee * USD_PER_UNIT.units, { from: scale + USD_PER_UNIT.scale, to: USD_DECIMALS })
  return jsonText(decimalText(equivalent, USD_DECIMALS))
}
