/** Exact arithmetic for the oracle: fractions of two bigints, and their plain decimal texts. */
import { assert } from '../../src/assert.ts'
import type { Exact } from '../truth.ts'

/** In lowest terms; the denominator is positive. */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint }

/** The significant digits of a quotient in print: those of a PPU in `pps.toml`. */
export const PRINTED_DIGITS = 24

export function fraction(numerator: bigint, denominator = 1n): Fraction {
  assert(denominator !== 0n, 'no fraction has a denominator of zero')
  const divisor = greatestCommonDivisor(magnitude(numerator), magnitude(denominator)) * (denominator < 0n ? -1n : 1n)
  return { numerator: numerator / divisor, denominator: denominator / divisor }
}

export const zero = fraction(0n)

export const fromExact = (exact: Exact): Fraction => fraction(exact.units, 10n ** BigInt(exact.scale))

/** Reads `149.50` or `-0.00000001`; undefined for anything but a plain decimal: `1e-7`, `+1`, `.5`, `NaN`, ``. */
export function parseDecimal(text: string): Fraction | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (match === null) return undefined
  const [, minus = '', whole = '', decimals = ''] = match
  return fraction(BigInt(minus + whole + decimals), 10n ** BigInt(decimals.length))
}

/** Whether the text is a plain decimal of exactly this value. */
export function isDecimalOf(text: string, value: Fraction): boolean {
  const read = parseDecimal(text)
  return read !== undefined && equals(read, value)
}

export const add = (one: Fraction, other: Fraction): Fraction =>
  fraction(one.numerator * other.denominator + other.numerator * one.denominator, one.denominator * other.denominator)
export const negate = (value: Fraction): Fraction => ({ ...value, numerator: -value.numerator })
/** `from − less`. */
export const subtract = (from: Fraction, less: Fraction): Fraction => add(from, negate(less))
export const multiply = (one: Fraction, other: Fraction): Fraction =>
  fraction(one.numerator * other.numerator, one.denominator * other.denominator)
/** `dividend ÷ divisor`; the divisor is not zero. */
export const divide = (dividend: Fraction, divisor: Fraction): Fraction =>
  fraction(dividend.numerator * divisor.denominator, dividend.denominator * divisor.numerator)
export const sum = (values: readonly Fraction[]): Fraction => values.reduce(add, zero)

export const absolute = (value: Fraction): Fraction => ({ ...value, numerator: magnitude(value.numerator) })
export const isZero = (value: Fraction): boolean => value.numerator === 0n
export const isNegative = (value: Fraction): boolean => value.numerator < 0n
export const equals = (one: Fraction, other: Fraction): boolean =>
  one.numerator === other.numerator && one.denominator === other.denominator
export const isAbove = (one: Fraction, other: Fraction): boolean =>
  one.numerator * other.denominator > other.numerator * one.denominator
export const larger = (one: Fraction, other: Fraction): Fraction => (isAbove(other, one) ? other : one)
export const isMultipleOf = (value: Fraction, tick: Fraction): boolean => divide(value, tick).denominator === 1n

/**
 * The value as a plain decimal of at most this many significant digits, rounded half to even; no exponent, no
 * trailing zeros behind the point, and `0` for zero.
 */
export function significantText(value: Fraction, digits: number): string {
  assert(digits >= 1, 'a number is printed with at least one digit')
  if (isZero(value)) return '0'
  const top = magnitude(value.numerator)
  const scale = digits - 1 - magnitudeExponent(top, value.denominator)
  const [dividend, divisor] =
    scale >= 0 ? [top * 10n ** BigInt(scale), value.denominator] : [top, value.denominator * 10n ** BigInt(-scale)]
  const rounded = halfEven(dividend, divisor)
  return (value.numerator < 0n ? '-' : '') + scaledText(rounded, scale)
}

/** Every digit of a value that ends as a decimal; one that does not is cut to `PRINTED_DIGITS`. */
export function decimalText(value: Fraction): string {
  const scale = decimalPlaces(value.denominator)
  if (scale === undefined) return significantText(value, PRINTED_DIGITS)
  const units = (magnitude(value.numerator) * 10n ** BigInt(scale)) / value.denominator
  return (value.numerator < 0n ? '-' : '') + scaledText(units, scale)
}

/** `units × 10^-scale`, without trailing zeros behind the point. */
function scaledText(units: bigint, scale: number): string {
  if (scale <= 0) return String(units * 10n ** BigInt(-scale))
  const digits = String(units).padStart(scale + 1, '0')
  const decimals = digits.slice(-scale).replace(/0+$/, '')
  return digits.slice(0, -scale) + (decimals === '' ? '' : `.${decimals}`)
}

function halfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  const twiceRest = (dividend % divisor) * 2n
  const up = twiceRest > divisor || (twiceRest === divisor && quotient % 2n === 1n)
  return up ? quotient + 1n : quotient
}

/** The exponent of the leading digit: 2 for 149.5, -1 for 0.25. */
function magnitudeExponent(top: bigint, bottom: bigint): number {
  const guess = String(top).length - String(bottom).length
  const reached = guess >= 0 ? top >= bottom * 10n ** BigInt(guess) : top * 10n ** BigInt(-guess) >= bottom
  return reached ? guess : guess - 1
}

/** How many decimals a value over this denominator needs; undefined when it never ends. */
function decimalPlaces(denominator: bigint): number | undefined {
  const twos = timesDivisible(denominator, 2n)
  const fives = timesDivisible(denominator, 5n)
  return 2n ** BigInt(twos) * 5n ** BigInt(fives) === denominator ? Math.max(twos, fives) : undefined
}

function timesDivisible(value: bigint, factor: bigint): number {
  let times = 0
  for (let rest = value; rest % factor === 0n; rest /= factor) times += 1
  return times
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value
}

function greatestCommonDivisor(one: bigint, other: bigint): bigint {
  let [larger, smaller] = [one, other]
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller]
  return larger
}
