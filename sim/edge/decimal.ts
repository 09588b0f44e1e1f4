/** Plain decimals as texts, compared and printed exactly, without floats. */
import { assert } from '../../src/assert.ts'
import type { Exact } from '../truth.ts'

/** `149.50` for 14950 × 10^-2: every digit of the scale. */
export function exactText({ units, scale }: Exact): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const text = scale === 0 ? whole : `${whole}.${digits.slice(-scale)}`
  return units < 0n ? `-${text}` : text
}

/** `left − right` of two amounts. */
export function exactDifference(left: Exact, right: Exact): Exact {
  const scale = Math.max(left.scale, right.scale)
  return { units: unitsAt(left, scale) - unitsAt(right, scale), scale }
}

/** Whether two plain decimals are the same number: `149.5` and `149.50` are. A text that is no plain decimal equals none. */
export function sameNumber(left: string, right: string): boolean {
  const [one, other] = [exactOf(left), exactOf(right)]
  return one !== undefined && other !== undefined && exactDifference(one, other).units === 0n
}

/** Reads a plain decimal; undefined when the text is none. */
export function exactOf(text: string): Exact | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (match === null) return undefined
  const [, sign, whole, fraction = ''] = match
  const units = BigInt(`${whole}${fraction}`)
  return { units: sign === '-' ? -units : units, scale: fraction.length }
}

function unitsAt({ units, scale }: Exact, wanted: number): bigint {
  assert(wanted >= scale, 'a scale is only ever refined')
  return units * 10n ** BigInt(wanted - scale)
}
