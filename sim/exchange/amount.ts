/** The exchange's own money: whole units of a power of ten, read from and printed to plain decimal text. */
import type { Exact } from '../truth.ts'

/** No amount on the wire is longer; the longest real ones (small coins at scale 12) have 26 characters. */
const LONGEST_TEXT = 60

const POWERS = Array.from({ length: 80 }, (_, exponent) => 10n ** BigInt(exponent))

export const powerOfTen = (exponent: number): bigint => POWERS[exponent] ?? 10n ** BigInt(exponent)

/** A plain decimal (`49.50`, `-3`) with no more scale than it needs; undefined for anything else, `1e5` included. */
export function readDecimal(text: string): Exact | undefined {
  if (text.length > LONGEST_TEXT) return undefined
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(text)
  if (match === null) return undefined
  const decimals = (match[2] ?? '').replace(/0+$/, '')
  return { units: BigInt(`${match[1] ?? ''}${decimals}`), scale: decimals.length }
}

/** The same amount in units of `10^-scale`; undefined when it has more decimals than that. */
export function unitsAt(scale: number, amount: Exact): bigint | undefined {
  if (amount.scale <= scale) return amount.units * powerOfTen(scale - amount.scale)
  const divisor = powerOfTen(amount.scale - scale)
  return amount.units % divisor === 0n ? amount.units / divisor : undefined
}

type Scales = { readonly from: number; readonly to: number }

/** Moves units to another scale, to the nearest, halves away from zero. Source: protocol 8.3, 69 of 69 recorded rows. */
export const rescale = (units: bigint, { from, to }: Scales): bigint =>
  from <= to ? units * powerOfTen(to - from) : divideRounded({ numerator: units, denominator: powerOfTen(from - to) })

/** Moves units to another scale, upwards. For amounts not below zero. */
export function rescaleUp(units: bigint, { from, to }: Scales): bigint {
  if (from <= to) return units * powerOfTen(to - from)
  const divisor = powerOfTen(from - to)
  return (units + divisor - 1n) / divisor
}

/** To the nearest whole number, halves away from zero. The denominator is above zero. */
export function divideRounded({
  numerator,
  denominator,
}: {
  readonly numerator: bigint
  readonly denominator: bigint
}): bigint {
  const doubled = 2n * (numerator < 0n ? -numerator : numerator)
  const rounded = (doubled + denominator) / (2n * denominator)
  return numerator < 0n ? -rounded : rounded
}

/** Plain decimal with exactly `scale` decimals, zeros included: `0.05000`. */
export function decimalText(units: bigint, scale: number): string {
  const sign = units < 0n ? '-' : ''
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  if (scale === 0) return sign + digits
  const point = digits.length - scale
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}

export const isBelow = (one: Exact, other: Exact): boolean =>
  one.units * powerOfTen(other.scale) < other.units * powerOfTen(one.scale)

export const smaller = (one: bigint, other: bigint): bigint => (one < other ? one : other)
