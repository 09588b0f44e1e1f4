/** Exact decimals and the amounts made of them; the adapter's arithmetic. No amount is ever a `number`. */
import { Decimal as Library } from 'decimal.js'
import { assert } from './assert.ts'
import type { Brand } from './brand.ts'

/**
 * 60 significant digits: sums and products of Kraken's amounts (at most 20 digits each) are exact, and the one
 * operation that is not, the division in a PPU, is right far beyond the 24 digits that are ever written.
 */
const Exact = Library.clone({ precision: 60, rounding: Library.ROUND_HALF_EVEN, defaults: true })

export type Decimal = Library
/** Quote units per one base unit: EUR per XMR. */
export type Price = Decimal & Brand<'Price'>
/** Base units, never negative; the side says which way. Kraken's `vol`. */
export type Volume = Decimal & Brand<'Volume'>
/** Quote units. Kraken's `cost` and `fee`. */
export type Cost = Decimal & Brand<'Cost'>

const PLAIN_DECIMAL = /^-?\d+(\.\d+)?$/

/** Reads `149.50`; undefined for anything but a plain decimal, so `1e-7`, `NaN` and `` are no amounts. */
export function decimal(text: string): Decimal | undefined {
  return PLAIN_DECIMAL.test(text) ? new Exact(text) : undefined
}

/** Reads a plain decimal that we wrote ourselves. */
export function exact(text: string): Decimal {
  const value = decimal(text)
  assert(value !== undefined, `'${text}' is a plain decimal`)
  return value
}

export const zero = exact('0')

export const price = (value: Decimal): Price => value as Price
export function volume(value: Decimal): Volume {
  assert(!value.isNegative() || value.isZero(), `a volume is not negative, as ${plain(value)} is`)
  return value as Volume
}
export const cost = (value: Decimal): Cost => value as Cost

/** `0.00000001`: every digit, never an exponent. */
export const plain = (value: Decimal): string => (value.isZero() ? '0' : value.toFixed())

/** `0.00000001`, `2.0`: every digit, and a point, so that nobody takes it for an integer. */
export function withPoint(value: Decimal): string {
  const text = plain(value)
  return text.includes('.') ? text : `${text}.0`
}

export const isDecimal = (value: unknown): value is Decimal => Library.isDecimal(value)

/** `10^-decimals`: `0.01` for 2, `1` for 0. */
export const tickOf = (decimals: number): Decimal => new Exact(10).pow(-decimals)

export const isMultipleOf = (value: Decimal, tick: Decimal): boolean => value.mod(tick).isZero()

/** Half-even to this many significant digits, as a PPU is written. */
export const toSignificant = (value: Decimal, digits: number): Decimal => value.toSignificantDigits(digits)

/** Half-up to this many decimals, as Kraken books an amount in an asset. */
export const roundHalfUp = (value: Decimal, decimals: number): Decimal =>
  value.toDecimalPlaces(decimals, Library.ROUND_HALF_UP)

export const larger = <Amount extends Decimal>(one: Amount, other: Amount): Amount => (one.gte(other) ? one : other)
