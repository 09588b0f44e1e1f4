/** Prices that are told by their distance from another: read, resolved, printed. Source: protocol 7.4. */
import { type Result, fail, ok } from '../../src/result.ts'
import { decimalText, divideRounded, powerOfTen, readDecimal, unitsAt } from './amount.ts'
import * as errors from './errors.ts'
import { type Market, priceText } from './market.ts'
import type { Offset } from './orders.ts'

/** `+1.2500%` */
const PERCENT_SCALE = 4
const WHOLE = 100n * powerOfTen(PERCENT_SCALE)

export type AskedPrice = { readonly sign: '' | '+' | '-' | '#'; readonly amount: string; readonly isPercent: boolean }

/** `149.5`, `+5`, `-1.5%`, `#2`; undefined for anything else. A percentage needs a sign. */
export function parsePrice(text: string): AskedPrice | undefined {
  const match = /^([+#-]?)(\d+(?:\.\d+)?)(%?)$/.exec(text)
  const [, sign = '', amount = '', percent = ''] = match ?? []
  if (match === null || (sign === '' && percent !== '')) return undefined
  return { sign: sign as AskedPrice['sign'], amount, isPercent: percent !== '' }
}

/** The distance, with the sign that `#` stands for. Fails in Kraken's words; never zero. */
export function readOffset(
  market: Market,
  { sign, amount, isPercent }: AskedPrice,
  of: { readonly field: string; readonly chosen: '+' | '-' },
): Result<Offset, string> {
  const exact = readDecimal(amount)
  if (exact === undefined || exact.units <= 0n) return fail(errors.invalidArguments(of.field))
  const size = unitsAt(isPercent ? PERCENT_SCALE : market.row.pairDecimals, exact)
  if (size === undefined) {
    return fail(isPercent ? errors.invalidArguments(of.field) : errors.tooManyDecimals(market.row))
  }
  if (!isPercent && size % market.tick !== 0n) return fail(errors.OFF_TICK)
  const isDown = (sign === '#' ? of.chosen : sign) === '-'
  return ok({ units: isDown ? -size : size, isPercent })
}

/** The price at that distance; a percentage hardly ever comes out even, so it is taken to the nearest tick. */
export function priceAt({ tick }: Market, reference: bigint, { units, isPercent }: Offset): bigint {
  if (!isPercent) return reference + units
  return divideRounded({ numerator: reference * (WHOLE + units), denominator: WHOLE * tick }) * tick
}

/** `+1.0000%`, `-5.00` */
export function offsetText(market: Market, { units, isPercent }: Offset): string {
  const size = units < 0n ? -units : units
  const text = isPercent ? `${decimalText(size, PERCENT_SCALE)}%` : priceText(market, size)
  return `${units < 0n ? '-' : '+'}${text}`
}
