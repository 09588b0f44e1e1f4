/**
 * What Kraken refuses before an order reaches the engine, in the order in which it looks: pair, arguments, price,
 * tick, minimums, mode. That order is plausible, not documented (protocol 1.6).
 */
import { type Result, fail, ok } from '../../src/result.ts'
import type { Instant } from '../../src/time.ts'
import { isBelow } from './amount.ts'
import * as errors from './errors.ts'
import type { AmendedTerms } from './engine-port.ts'
import { askedPricesOf, pricesOf, readAmendedPrices, readPrices } from './asked-prices.ts'
import {
  type AskedClose,
  fitsIceberg,
  leastDisplay,
  readClOrdId,
  readClose,
  readDisplay,
  readFlags,
  readSelfTrade,
  readSpend,
  readUserref,
  readVolume,
  referenceRefusal,
} from './fields.ts'
import { type Market, volumeText } from './market.ts'
import { ORDER_TYPES, type Order, type OrderTerms, isLimited, isTriggered } from './orders.ts'
import { type AskedTimes, deadlineRefusal, readTimes } from './times.ts'
import { type Venue, isRestricted } from './venue.ts'

/** An order as it is asked for, in the texts of REST, which all ways to ask are put into. */
export type Wish = AskedTimes & {
  readonly account: string
  readonly pair: string
  readonly side: string
  readonly orderType: string
  /** The limit; of triggered orders the trigger, or by how much they trail, and their limit is the second price. */
  readonly price: string | undefined
  readonly price2?: string | undefined
  readonly volume: string
  readonly display?: string | undefined
  /** `last` */
  readonly reference?: string | undefined
  readonly close?: AskedClose | undefined
  /** `post,fcib` */
  readonly flags: string | undefined
  readonly userref: string | undefined
  readonly clOrdId?: string | undefined
  /** `cancel-newest` */
  readonly selfTrade?: string | undefined
  readonly reduceOnly?: boolean | undefined
  /** One of several in a request. */
  readonly isBatched?: boolean
}

/** Fails with Kraken's error text. The asking is counted, whatever comes of it. */
export function checkNew(at: Instant, venue: Venue, wish: Wish): Result<OrderTerms, string> {
  const market = venue.markets.named(wish.pair)
  if (market === undefined) return fail(errors.UNKNOWN_PAIR)
  const region = venue.regions.get(wish.account)
  if (region !== undefined && isRestricted(venue, market.row, region)) {
    return fail(errors.restrictedIn({ pair: market.wsname, region }))
  }
  venue.tradingLimits.asked(at, { account: wish.account, market, isBatched: wish.isBatched === true })
  const { account, side } = wish
  if (side !== 'buy' && side !== 'sell') return fail(errors.invalidArguments('type'))
  const orderType = ORDER_TYPES.find((known) => known === wish.orderType)
  if (orderType === undefined) return fail(errors.invalidArguments('ordertype'))
  const byDefault = venue.feePreferences.get(account) === 'base' ? 'base' : 'quote'
  const flags = readFlags(wish.flags, { orderType, side, byDefault })
  if (!flags.ok) return flags
  const { isInQuote, feeIn, postOnly } = flags.value
  const times = readTimes(at, wish, { orderType, postOnly })
  if (!times.ok) return times
  const selfTrade = readSelfTrade(wish.selfTrade)
  if (!selfTrade.ok) return selfTrade
  const userref = readUserref(wish.userref)
  if (!userref.ok) return userref
  const clOrdId = readClOrdId(venue, wish)
  if (!clOrdId.ok) return clOrdId
  const size = isInQuote ? readSpend(venue, market, wish.volume) : readVolume(venue, market, wish.volume)
  if (!size.ok) return size
  const volume = isInQuote ? 0n : size.value
  const display = readDisplay(venue, market, { orderType, volume, display: wish.display })
  if (!display.ok) return display
  const last = venue.engine.last(market)
  const prices = readPrices(market, last, { orderType, side, price: wish.price, price2: wish.price2 })
  if (!prices.ok) return prices
  const close = readClose(market, last, { side, close: wish.close })
  if (!close.ok) return close
  const terms: OrderTerms = {
    account,
    market,
    side,
    orderType,
    ...prices.value,
    ...(display.value === undefined ? {} : { display: display.value }),
    ...(close.value === undefined ? {} : { close: close.value }),
    volume,
    ...(isInQuote ? { spend: size.value } : {}),
    userref: userref.value,
    ...(clOrdId.value === undefined ? {} : { clOrdId: clOrdId.value }),
    postOnly,
    feeIn,
    ...times.value,
    selfTrade: selfTrade.value,
  }
  const refusal =
    referenceRefusal(wish.reference) ??
    minimumRefusal(terms) ??
    modeRefusal(venue, terms) ??
    (wish.reduceOnly === true ? errors.NO_POSITION_TO_REDUCE : undefined) ??
    deadlineRefusal(at, wish)
  return refusal === undefined ? ok(terms) : fail(refusal)
}

export type EditWish = {
  readonly pair: string
  readonly price: string | undefined
  readonly price2?: string | undefined
  readonly display?: string | undefined
  readonly volume: string | undefined
  readonly flags: string | undefined
  readonly userref: string | undefined
  readonly reduceOnly?: boolean | undefined
} & Pick<AskedTimes, 'deadline' | 'via'>

/**
 * The terms of the order that would take the place of an open one. The minimums judge the whole wished size, what was
 * executed included. Flags are kept but `post`, which must be said again; the userref is not kept. Source: protocol 7.5.
 */
export function checkEdit(at: Instant, venue: Venue, order: Order, wish: EditWish): Result<OrderTerms, string> {
  venue.tradingLimits.asked(at, order)
  const market = venue.markets.named(wish.pair)
  if (market === undefined) return fail(errors.UNKNOWN_PAIR)
  if (order.status !== 'open') return fail(errors.UNKNOWN_ORDER)
  const mayEdit = order.clOrdId === undefined && order.close === undefined && order.triggeredAt === undefined
  if (!mayEdit) return fail(errors.INVALID_ORDER)
  if (market.row.key !== order.market.row.key) return fail(errors.invalidArguments('pair'))
  const wishesPrice = wish.price !== undefined || wish.price2 !== undefined
  if (!wishesPrice && wish.volume === undefined) return fail(errors.invalidArguments('volume'))
  const { account, side, orderType, timeInForce, expiresAt, selfTrade } = order
  const flags = readFlags(wish.flags, { orderType, side, byDefault: order.feeIn })
  if (!flags.ok) return flags
  const userref = readUserref(wish.userref)
  if (!userref.ok) return userref
  const wished = wish.volume === undefined ? ok(order.volume) : readVolume(venue, market, wish.volume)
  if (!wished.ok) return wished
  const shown = wish.display ?? (order.display === undefined ? undefined : volumeText(market, order.display))
  const display = readDisplay(venue, market, { orderType, volume: wished.value, display: shown })
  if (!display.ok) return display
  const { price, price2 } = askedPricesOf(order)
  const asked = { orderType, side, price: wish.price ?? price, price2: wish.price2 ?? price2 }
  const prices = wishesPrice ? readPrices(market, venue.engine.last(market), asked) : ok(pricesOf(order))
  if (!prices.ok) return prices
  const { feeIn, postOnly } = flags.value
  const terms: OrderTerms = {
    account,
    market,
    side,
    orderType,
    ...prices.value,
    ...(display.value === undefined ? {} : { display: display.value }),
    volume: wished.value,
    userref: userref.value,
    postOnly,
    feeIn,
    timeInForce,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    selfTrade,
  }
  const refusal =
    minimumRefusal(terms) ??
    modeRefusal(venue, terms) ??
    (wish.reduceOnly === true ? errors.NO_POSITION_TO_REDUCE : undefined) ??
    deadlineRefusal(at, wish)
  if (refusal !== undefined) return fail(refusal)
  if (order.executed > 0n && venue.quirks.editOfPartlyFilled === 'reject') return fail(errors.INVALID_ORDER)
  if (wished.value <= order.executed) return fail(errors.invalidArguments('volume'))
  return ok(venue.quirks.editOfPartlyFilled === 'net' ? { ...terms, volume: wished.value - order.executed } : terms)
}

export type AmendWish = {
  /** Absolute or relative; of a trailing order that waits its distance from the trigger. */
  readonly price: string | undefined
  /** The same; of a trailing order by how much it trails. */
  readonly trigger?: string | undefined
  /** The whole size, what was executed included. */
  readonly volume: string | undefined
  readonly display?: string | undefined
  readonly postOnly: boolean
} & Pick<AskedTimes, 'deadline' | 'via'>

/** What an open order would be after an amend. One that asks for what is so is taken: gap 10. Source: protocol 7.6. */
export function checkAmend(at: Instant, venue: Venue, order: Order, wish: AmendWish): Result<AmendedTerms, string> {
  venue.tradingLimits.asked(at, order)
  if (order.status !== 'open') return fail(errors.UNKNOWN_ORDER)
  if (order.close !== undefined) return fail(errors.INVALID_ORDER)
  const wished = [wish.price, wish.trigger, wish.volume, wish.display]
  if (wished.every((text) => text === undefined)) return fail(errors.invalidArguments('volume'))
  const market = venue.markets.named(order.market.row.key) ?? order.market
  const volume = wish.volume === undefined ? ok(order.volume) : readVolume(venue, market, wish.volume)
  if (!volume.ok) return volume
  const prices = readAmendedPrices(market, venue.engine.last(market), order, wish)
  if (!prices.ok) return prices
  const display = readAmendedDisplay(venue, market, order, { display: wish.display, volume: volume.value })
  if (!display.ok) return display
  const terms = {
    ...prices.value,
    ...(display.value === undefined ? {} : { display: display.value }),
    volume: volume.value,
    postOnly: wish.postOnly,
  }
  const changed = { ...order, ...terms, market }
  const tooSmall = volume.value > order.executed ? minimumRefusal(changed) : undefined
  const refusal = tooSmall ?? modeRefusal(venue, changed) ?? deadlineRefusal(at, wish)
  return refusal === undefined ? ok(terms) : fail(refusal)
}

/** An iceberg that is made larger shows as much more as it has to. */
function readAmendedDisplay(
  venue: Venue,
  market: Market,
  { orderType, display: before }: Order,
  { display, volume }: { readonly display: string | undefined; readonly volume: bigint },
): Result<bigint | undefined, string> {
  if (display !== undefined) return readDisplay(venue, market, { orderType, volume, display })
  if (before === undefined || fitsIceberg(before, volume)) return ok(before)
  return ok(before > volume ? volume : leastDisplay(volume))
}

/** Why the venue does not take the cancel of these orders in one request now; undefined when it does. */
export const cancelRefusal = (at: Instant, venue: Venue, orders: readonly Order[]): string | undefined =>
  venue.system.mode === 'maintenance' ? errors.UNAVAILABLE : venue.tradingLimits.refusalOfCancel(at, orders)

/**
 * Which price a market order's cost would be judged by is unknown (gap 36), so it is not. An amount to be spent is a cost,
 * and what it buys is known too late.
 */
function minimumRefusal({ market, volume, price: limit, trigger, spend }: OrderTerms): string | undefined {
  const { row, orderMin, costMin } = market
  if (spend !== undefined) {
    return isBelow({ units: spend, scale: row.costDecimals }, costMin) ? errors.BELOW_COST_MINIMUM : undefined
  }
  if (isBelow({ units: volume, scale: row.lotDecimals }, orderMin)) return errors.BELOW_ORDER_MINIMUM
  const price = limit ?? trigger
  if (price === undefined) return undefined
  const cost = { units: volume * price, scale: row.lotDecimals + row.pairDecimals }
  return isBelow(cost, costMin) ? errors.BELOW_COST_MINIMUM : undefined
}

/** The exchange's mode and the pair's status work alike. Source: protocol 9.1. */
function modeRefusal({ system }: Venue, terms: OrderTerms): string | undefined {
  const { row } = terms.market
  return refusalIn(system.mode, terms) ?? refusalIn(system.pairs.get(row.key) ?? row.status, terms)
}

function refusalIn(mode: string, { orderType, postOnly }: OrderTerms): string | undefined {
  switch (mode) {
    case 'online':
      return undefined
    case 'cancel_only':
      return errors.marketIn(mode)
    case 'post_only':
      return postOnly ? undefined : errors.marketIn(mode)
    case 'limit_only':
      return isLimited(orderType) && !isTriggered(orderType) ? undefined : errors.marketIn(mode)
    case 'reduce_only':
      return errors.REDUCE_ONLY
    default:
      return errors.UNAVAILABLE
  }
}
