/**
 * What Kraken refuses before an order reaches the engine, in the order in which it looks: pair, arguments, price,
 * tick, minimums, mode. That order is plausible, not documented (protocol 1.6).
 */
import { assert } from '../../src/assert.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import type { Instant } from '../../src/time.ts'
import { isBelow } from './amount.ts'
import * as errors from './errors.ts'
import type { AmendedTerms } from './engine.ts'
import { readClOrdId, readFlags, readPrice, readSelfTrade, readSpend, readUserref, readVolume } from './fields.ts'
import type { Order, OrderTerms } from './orders.ts'
import { type AskedTimes, deadlineRefusal, readTimes } from './times.ts'
import { type Venue, isRestricted } from './venue.ts'

/** An order as it is asked for, in the texts of REST, which all ways to ask are put into. */
export type Wish = AskedTimes & {
  readonly account: string
  readonly pair: string
  readonly side: string
  readonly orderType: string
  readonly price: string | undefined
  readonly volume: string
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
  const { account, side, orderType } = wish
  if (side !== 'buy' && side !== 'sell') return fail(errors.invalidArguments('type'))
  if (orderType !== 'limit' && orderType !== 'market') return fail(errors.invalidArguments('ordertype'))
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
  const price = readPrice(market, { orderType, price: wish.price })
  if (!price.ok) return price
  const terms: OrderTerms = {
    account,
    market,
    side,
    orderType,
    ...(price.value === undefined ? {} : { price: price.value }),
    ...(isInQuote ? { volume: 0n, spend: size.value } : { volume: size.value }),
    userref: userref.value,
    ...(clOrdId.value === undefined ? {} : { clOrdId: clOrdId.value }),
    postOnly,
    feeIn,
    ...times.value,
    selfTrade: selfTrade.value,
  }
  const refusal =
    minimumRefusal(terms) ??
    modeRefusal(venue, terms) ??
    (wish.reduceOnly === true ? errors.NO_POSITION_TO_REDUCE : undefined) ??
    deadlineRefusal(at, wish)
  return refusal === undefined ? ok(terms) : fail(refusal)
}

export type EditWish = {
  readonly pair: string
  readonly price: string | undefined
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
  if (order.clOrdId !== undefined) return fail(errors.INVALID_ORDER)
  if (market.row.key !== order.market.row.key) return fail(errors.invalidArguments('pair'))
  if (wish.price === undefined && wish.volume === undefined) return fail(errors.invalidArguments('volume'))
  const { account, side, orderType, timeInForce, expiresAt, selfTrade } = order
  const flags = readFlags(wish.flags, { orderType, side, byDefault: order.feeIn })
  if (!flags.ok) return flags
  const userref = readUserref(wish.userref)
  if (!userref.ok) return userref
  const wished = wish.volume === undefined ? ok(order.volume) : readVolume(venue, market, wish.volume)
  if (!wished.ok) return wished
  const price = wish.price === undefined ? ok(order.price) : readPrice(market, { orderType, price: wish.price })
  if (!price.ok) return price
  const { feeIn, postOnly } = flags.value
  const terms: OrderTerms = {
    account,
    market,
    side,
    orderType,
    ...(price.value === undefined ? {} : { price: price.value }),
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
  readonly price: string | undefined
  /** The whole size, what was executed included. */
  readonly volume: string | undefined
  readonly postOnly: boolean
} & Pick<AskedTimes, 'deadline' | 'via'>

/** What an open order would be after an amend. One that asks for what is so is taken: gap 10. Source: protocol 7.6. */
export function checkAmend(at: Instant, venue: Venue, order: Order, wish: AmendWish): Result<AmendedTerms, string> {
  venue.tradingLimits.asked(at, order)
  if (order.status !== 'open') return fail(errors.UNKNOWN_ORDER)
  if (wish.price === undefined && wish.volume === undefined) return fail(errors.invalidArguments('volume'))
  const market = venue.markets.named(order.market.row.key) ?? order.market
  const volume = wish.volume === undefined ? ok(order.volume) : readVolume(venue, market, wish.volume)
  if (!volume.ok) return volume
  const price = wish.price === undefined ? ok(order.price) : readPrice(market, { ...order, price: wish.price })
  if (!price.ok) return price
  assert(price.value !== undefined, 'an open order has a price')
  const terms = { price: price.value, volume: volume.value, postOnly: wish.postOnly }
  const changed = { ...order, ...terms, market }
  const tooSmall = volume.value > order.executed ? minimumRefusal(changed) : undefined
  const refusal = tooSmall ?? modeRefusal(venue, changed) ?? deadlineRefusal(at, wish)
  return refusal === undefined ? ok(terms) : fail(refusal)
}

/** Why the venue does not take the cancel of these orders in one request now; undefined when it does. */
export const cancelRefusal = (at: Instant, venue: Venue, orders: readonly Order[]): string | undefined =>
  venue.system.mode === 'maintenance' ? errors.UNAVAILABLE : venue.tradingLimits.refusalOfCancel(at, orders)

/**
 * Which price a market order's cost would be judged by is unknown (gap 36), so it is not. An amount to be spent is a cost,
 * and what it buys is known too late.
 */
function minimumRefusal({ market, volume, price, spend }: OrderTerms): string | undefined {
  const { row, orderMin, costMin } = market
  if (spend !== undefined) {
    return isBelow({ units: spend, scale: row.costDecimals }, costMin) ? errors.BELOW_COST_MINIMUM : undefined
  }
  if (isBelow({ units: volume, scale: row.lotDecimals }, orderMin)) return errors.BELOW_ORDER_MINIMUM
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
      return orderType === 'limit' ? undefined : errors.marketIn(mode)
    case 'reduce_only':
      return errors.REDUCE_ONLY
    default:
      return errors.UNAVAILABLE
  }
}
