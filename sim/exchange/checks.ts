/**
 * What Kraken refuses before an order reaches the engine, in the order in which it looks: pair, arguments, price,
 * tick, minimums, mode. That order is plausible, not documented (protocol 1.6).
 */
import { assert } from '../../src/assert.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import type { Instant } from '../../src/time.ts'
import { isBelow, powerOfTen, readDecimal, unitsAt } from './amount.ts'
import * as errors from './errors.ts'
import type { Market } from './market.ts'
import type { AmendedTerms } from './engine.ts'
import type { Order, OrderTerms } from './orders.ts'
import { type Venue, isRestricted } from './venue.ts'

/** An order as it is asked for, in texts. */
export type Wish = {
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
}

/** Fails with Kraken's error text. The asking is counted, whatever comes of it. */
export function checkNew(at: Instant, venue: Venue, wish: Wish): Result<OrderTerms, string> {
  const market = venue.markets.named(wish.pair)
  if (market === undefined) return fail(errors.UNKNOWN_PAIR)
  const region = venue.regions.get(wish.account)
  if (region !== undefined && isRestricted(venue, market.row, region)) {
    return fail(errors.restrictedIn({ pair: market.wsname, region }))
  }
  venue.tradingLimits.asked(at, { account: wish.account, market })
  if (wish.side !== 'buy' && wish.side !== 'sell') return fail(errors.invalidArguments('type'))
  if (wish.orderType !== 'limit' && wish.orderType !== 'market') return fail(errors.invalidArguments('ordertype'))
  const byDefault = venue.feePreferences.get(wish.account) === 'base' ? 'base' : 'quote'
  const flags = readFlags(wish.flags, { orderType: wish.orderType, byDefault })
  if (!flags.ok) return flags
  const userref = readUserref(wish.userref)
  if (!userref.ok) return userref
  const clOrdId = readClOrdId(venue, wish)
  if (!clOrdId.ok) return clOrdId
  const volume = readVolume(venue, market, wish.volume)
  if (!volume.ok) return volume
  const price = readPrice(market, wish)
  if (!price.ok) return price
  const terms: OrderTerms = {
    account: wish.account,
    market,
    side: wish.side,
    orderType: wish.orderType,
    ...(price.value === undefined ? {} : { price: price.value }),
    volume: volume.value,
    userref: userref.value,
    ...(clOrdId.value === undefined ? {} : { clOrdId: clOrdId.value }),
    ...flags.value,
  }
  const refusal = minimumRefusal(terms) ?? modeRefusal(venue, terms)
  return refusal === undefined ? ok(terms) : fail(refusal)
}

export type EditWish = {
  readonly pair: string
  readonly price: string | undefined
  readonly volume: string | undefined
  readonly flags: string | undefined
  readonly userref: string | undefined
}

/**
 * The terms of the order that would take the place of an open one. The minimums judge the whole wished size, what was
 * executed included. Flags are kept but `post`, which must be said again; the userref is not kept. Source: protocol 7.5.
 */
export function checkEdit(at: Instant, venue: Venue, order: Order, wish: EditWish): Result<OrderTerms, string> {
  venue.tradingLimits.asked(at, order)
  const market = venue.markets.named(wish.pair)
  if (market === undefined) return fail(errors.UNKNOWN_PAIR)
  if (order.clOrdId !== undefined) return fail(errors.INVALID_ORDER)
  if (market.row.key !== order.market.row.key) return fail(errors.invalidArguments('pair'))
  if (wish.price === undefined && wish.volume === undefined) return fail(errors.invalidArguments('volume'))
  const flags = readFlags(wish.flags, { orderType: order.orderType, byDefault: order.feeIn })
  if (!flags.ok) return flags
  const userref = readUserref(wish.userref)
  if (!userref.ok) return userref
  const wished = wish.volume === undefined ? ok(order.volume) : readVolume(venue, market, wish.volume)
  if (!wished.ok) return wished
  const { account, side, orderType } = order
  const price = wish.price === undefined ? ok(order.price) : readPrice(market, { orderType, price: wish.price })
  if (!price.ok) return price
  const terms: OrderTerms = {
    account,
    market,
    side,
    orderType,
    ...(price.value === undefined ? {} : { price: price.value }),
    volume: wished.value,
    userref: userref.value,
    ...flags.value,
  }
  const refusal = minimumRefusal(terms) ?? modeRefusal(venue, terms)
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
}

/** What an open order would be after an amend. One that asks for what is so is taken: gap 10. Source: protocol 7.6. */
export function checkAmend(at: Instant, venue: Venue, order: Order, wish: AmendWish): Result<AmendedTerms, string> {
  venue.tradingLimits.asked(at, order)
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
  const refusal = tooSmall ?? modeRefusal(venue, changed)
  return refusal === undefined ? ok(terms) : fail(refusal)
}

/** Why the venue does not take the cancel of these orders in one request now; undefined when it does. */
export const cancelRefusal = (at: Instant, venue: Venue, orders: readonly Order[]): string | undefined =>
  venue.system.mode === 'maintenance' ? errors.UNAVAILABLE : venue.tradingLimits.refusalOfCancel(at, orders)

/** A signed 32-bit integer in text; 0 when there is none. Source: protocol 4.6. */
export function readUserref(text: string | undefined): Result<number, string> {
  if (text === undefined) return ok(0)
  const value = /^-?\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  return value >= -(2 ** 31) && value < 2 ** 31 ? ok(value) : fail(errors.invalidArguments('userref'))
}

/** A UUID with or without its dashes, or up to 18 characters; exclusive with a userref. Source: protocol 3.6, 7.2. */
const CL_ORD_ID = /^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32}|[!-~]{1,18})$/

function readClOrdId({ history }: Venue, { account, clOrdId, userref }: Wish): Result<string | undefined, string> {
  if (clOrdId === undefined) return ok(undefined)
  const isFree = [...history.of(account).open.values()].every((order) => order.clOrdId !== clOrdId)
  const isGood = CL_ORD_ID.test(clOrdId) && userref === undefined && isFree
  return isGood ? ok(clOrdId) : fail(errors.invalidArguments('cl_ord_id'))
}

type Flags = Pick<OrderTerms, 'postOnly' | 'feeIn'>
/** `nompp` has no effect any more; `viqc` is not modelled and refused. */
function readFlags(
  text: string | undefined,
  { orderType, byDefault }: { readonly orderType: OrderTerms['orderType']; readonly byDefault: OrderTerms['feeIn'] },
): Result<Flags, string> {
  const flags = new Set((text ?? '').split(',').filter((flag) => flag !== ''))
  for (const flag of flags) {
    if (!['post', 'fcib', 'fciq', 'nompp'].includes(flag)) return fail(errors.invalidArguments('oflags'))
  }
  const isContradictory = flags.has('fcib') && flags.has('fciq')
  const postOnly = flags.has('post')
  if (isContradictory || (postOnly && orderType === 'market')) return fail(errors.invalidArguments('oflags'))
  return ok({ postOnly, feeIn: flags.has('fcib') ? 'base' : flags.has('fciq') ? 'quote' : byDefault })
}

function readVolume({ quirks }: Venue, { row }: Market, text: string): Result<bigint, string> {
  const amount = readDecimal(text)
  if (amount === undefined) return fail(errors.invalidArguments('volume'))
  const exact = unitsAt(row.lotDecimals, amount)
  if (exact === undefined && quirks.excessVolumeDecimals === 'reject') return fail(errors.invalidArguments('volume'))
  const volume = exact ?? amount.units / powerOfTen(amount.scale - row.lotDecimals)
  return volume > 0n ? ok(volume) : fail(errors.invalidArguments('volume'))
}

/** Undefined for a market order, whose price nobody looks at. Prices relative to the last trade are not modelled. */
function readPrice(
  { row, tick }: Market,
  { orderType, price }: { readonly orderType: string; readonly price?: string | undefined },
): Result<bigint | undefined, string> {
  if (orderType === 'market') return ok(undefined)
  const amount = price === undefined ? undefined : readDecimal(price)
  if (amount === undefined || amount.units <= 0n) return fail(errors.invalidArguments('price'))
  const units = unitsAt(row.pairDecimals, amount)
  if (units === undefined) return fail(errors.tooManyDecimals(row))
  return units % tick === 0n ? ok(units) : fail(errors.OFF_TICK)
}

/** Which price a market order's cost would be judged by is unknown (gap 36), so it is not. */
function minimumRefusal({ market, volume, price }: OrderTerms): string | undefined {
  const { row, orderMin, costMin } = market
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
