/** The amounts of an order, as the EMS writes them: refused here is what Kraken would refuse or take for something else. */
import type { BrokerdOrder } from '../ems.ts'
import type { Price, Volume } from '../money.ts'
import { decimal, isMultipleOf, plain, price, volume, zero } from '../money.ts'
import type { Pair } from '../pair.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import type { Terms } from './dialogs.ts'

/** Refused, never rounded: a trader who asks for what cannot be had is told so, and nothing else is done in his name. */
export function readTerms(pair: Pair, request: BrokerdOrder): Result<Terms, string> {
  const size = readSize(pair, request.size)
  if (!size.ok) return size
  const limit = request.orderType === 'market' ? readNoPrice(request.price) : readPrice(pair, request.price)
  if (!limit.ok) return limit
  const terms = { price: limit.value, size: size.value }
  const refusal = belowMinimum(pair, terms)
  return refusal === undefined ? ok(terms) : fail(refusal)
}

/** Why Kraken would find an order too small, as a sentence; undefined when it would not. */
export function belowMinimum({ orderMin, costMin }: Pair, terms: Terms): string | undefined {
  if (orderMin !== undefined && terms.size.lt(orderMin))
    return `size ${plain(terms.size)} is below the minimum ${plain(orderMin)}`
  const worth = terms.price?.times(terms.size)
  if (costMin !== undefined && worth?.lt(costMin) === true)
    return `cost ${plain(worth)} is below the minimum ${plain(costMin)}`
  return undefined
}

function readSize(pair: Pair, text: string): Result<Volume, string> {
  const size = decimal(text)
  if (size === undefined || size.lte(zero)) return fail(`size '${text}' is not a plain decimal above zero`)
  if (!isMultipleOf(size, pair.lotTick))
    return fail(`size ${text} is not a multiple of the lot size ${plain(pair.lotTick)}`)
  return ok(volume(size))
}

const readNoPrice = (text: string | undefined): Result<undefined, string> =>
  text === undefined ? ok(undefined) : fail('a market order has no price')

function readPrice(pair: Pair, text: string | undefined): Result<Price, string> {
  const limit = decimal(text ?? '')
  if (limit === undefined || limit.lte(zero)) return fail(`price '${text ?? ''}' is not a plain decimal above zero`)
  if (!isMultipleOf(limit, pair.priceTick))
    return fail(`price ${text ?? ''} is not a multiple of the tick size ${plain(pair.priceTick)}`)
  return ok(price(limit))
}
