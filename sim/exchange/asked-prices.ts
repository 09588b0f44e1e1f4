/** The prices of an order that is asked for: its limit, its trigger and how it trails. Source: protocol 7.1, 7.4. */
import { type Result, fail, ok } from '../../src/result.ts'
import { readDecimal, unitsAt } from './amount.ts'
import * as errors from './errors.ts'
import { type Market, priceText } from './market.ts'
import { offsetText, parsePrice, priceAt, readOffset } from './offsets.ts'
import {
  type Order,
  type OrderTerms,
  type Trail,
  isLimited,
  isProfitTaking,
  isTrailing,
  isTriggered,
  isWaiting,
} from './orders.ts'

export type AskedPrices = Pick<OrderTerms, 'orderType' | 'side'> & {
  /** The limit; of triggered orders the trigger, or by how much they trail. */
  readonly price?: string | undefined
  /** The limit of triggered orders; of trailing ones its distance from the trigger. */
  readonly price2?: string | undefined
}
export type Prices = Pick<OrderTerms, 'price' | 'trigger' | 'trail'>

/** `close[price]` instead of `price`, for what is read of a conditional close. */
type Naming = (field: 'price' | 'price2') => string
const plainly: Naming = (field) => field

/**
 * A price that no kind of order wants is not looked at. `last` is what relative prices are relative to: without a
 * trade there are none.
 */
export function readPrices(
  market: Market,
  last: bigint | undefined,
  asked: AskedPrices,
  name: Naming = plainly,
): Result<Prices, string> {
  const { orderType, price, price2 } = asked
  if (orderType === 'market') return ok({})
  if (isTrailing(orderType)) return readTrailing(market, last, asked, name)
  const first = readPrice(market, last, { text: price, field: name('price'), chosen: chosenSign(asked) })
  if (!first.ok) return first
  if (!isTriggered(orderType)) return ok({ price: first.value })
  if (!isLimited(orderType)) return ok({ trigger: first.value })
  const limit = readPrice(market, last, { text: price2, field: name('price2'), chosen: chosenSign(asked) })
  return limit.ok ? ok({ trigger: first.value, price: limit.value }) : limit
}

/** The prices of an order as they would be asked for. */
export function askedPricesOf({ market, price, trigger, trail }: OrderTerms): Pick<AskedPrices, 'price' | 'price2'> {
  const text = (units: bigint | undefined) => (units === undefined ? undefined : priceText(market, units))
  if (trail !== undefined) {
    const limit = trail.limit === undefined ? undefined : offsetText(market, trail.limit)
    return { price: offsetText(market, trail.by), price2: limit }
  }
  return trigger === undefined ? { price: text(price) } : { price: text(trigger), price2: text(price) }
}

export const pricesOf = ({ price, trigger, trail }: OrderTerms): Prices => ({
  ...(price === undefined ? {} : { price }),
  ...(trigger === undefined ? {} : { trigger }),
  ...(trail === undefined ? {} : { trail }),
})

type AmendedPrices = { readonly price: string | undefined; readonly trigger?: string | undefined }

/** What is not asked for stays. A trigger that has come is not to be moved any more. */
export function readAmendedPrices(
  market: Market,
  last: bigint | undefined,
  order: Order,
  { price, trigger }: AmendedPrices,
): Result<Prices, string> {
  const { orderType, side } = order
  if (price !== undefined && !isLimited(orderType)) return fail(errors.invalidArguments('limit_price'))
  if (trigger !== undefined && !isWaiting(order)) return fail(errors.invalidArguments('trigger_price'))
  if (price === undefined && trigger === undefined) return ok(pricesOf(order))
  const now = askedPricesOf(order)
  if (isWaiting(order)) {
    const next = readPrices(market, last, { orderType, side, price: trigger ?? now.price, price2: price ?? now.price2 })
    /** How near a trailing one has come stays, unless it is to trail by another distance. */
    if (!next.ok || trigger !== undefined || order.trigger === undefined) return next
    return ok({ ...next.value, trigger: order.trigger })
  }
  const limit = readPrice(market, last, { text: price, field: 'price', chosen: chosenSign({ orderType, side }) })
  return limit.ok ? ok({ ...pricesOf(order), price: limit.value }) : limit
}

/** One price, absolute or relative to the last trade's. */
export function readPrice(
  market: Market,
  last: bigint | undefined,
  { text, field, chosen }: { readonly text: string | undefined; readonly field: string; readonly chosen: '+' | '-' },
): Result<bigint, string> {
  const asked = text === undefined ? undefined : parsePrice(text)
  if (asked === undefined) return fail(errors.invalidArguments(field))
  if (asked.sign === '') return readAbsolute(market, asked.amount, field)
  const offset = readOffset(market, asked, { field, chosen })
  if (!offset.ok) return offset
  const price = last === undefined ? 0n : priceAt(market, last, offset.value)
  return price > 0n ? ok(price) : fail(errors.invalidArguments(field))
}

/** Where the trigger of a trailing order stands when the last price was never better for it. */
export const trailingTrigger = (market: Market, side: OrderTerms['side'], { peak, by }: Trailing): bigint =>
  priceAt(market, peak, side === 'sell' ? { ...by, units: -by.units } : by)
type Trailing = { readonly peak: bigint; readonly by: Trail['by'] }

function readTrailing(
  market: Market,
  last: bigint | undefined,
  { orderType, side, price, price2 }: AskedPrices,
  name: Naming,
): Result<Prices, string> {
  const asked = price === undefined ? undefined : parsePrice(price)
  if (asked?.sign !== '+' || last === undefined) return fail(errors.invalidArguments(name('price')))
  const by = readOffset(market, asked, { field: name('price'), chosen: '+' })
  if (!by.ok) return by
  const trigger = trailingTrigger(market, side, { peak: last, by: by.value })
  if (trigger <= 0n) return fail(errors.invalidArguments(name('price')))
  if (!isLimited(orderType)) return ok({ trigger, trail: { by: by.value } })
  const limited = price2 === undefined ? undefined : parsePrice(price2)
  if (limited?.sign !== '+' && limited?.sign !== '-') return fail(errors.invalidArguments(name('price2')))
  const limit = readOffset(market, limited, { field: name('price2'), chosen: '+' })
  if (!limit.ok) return limit
  if (priceAt(market, trigger, limit.value) <= 0n) return fail(errors.invalidArguments(name('price2')))
  return ok({ trigger, trail: { by: by.value, limit: limit.value } })
}

function readAbsolute({ row, tick }: Market, text: string, field: string): Result<bigint, string> {
  const amount = readDecimal(text)
  if (amount === undefined || amount.units <= 0n) return fail(errors.invalidArguments(field))
  const units = unitsAt(row.pairDecimals, amount)
  if (units === undefined) return fail(errors.tooManyDecimals(row))
  return units % tick === 0n ? ok(units) : fail(errors.OFF_TICK)
}

/** The sign that `#` stands for: what waits for a better price is on the near side, what stops a loss beyond. */
export const chosenSign = ({ orderType, side }: Pick<OrderTerms, 'orderType' | 'side'>): '+' | '-' =>
  (side === 'buy') === (isTriggered(orderType) && !isProfitTaking(orderType)) ? '+' : '-'
