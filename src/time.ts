/** Points in time and spans of time: integer microseconds, the finest grain Kraken prints. */
import { assert } from './assert.ts'
import type { Brand } from './brand.ts'

/** Microseconds since 1970-01-01 UTC; a safe integer until the year 2255. */
export type Instant = number & Brand<'Instant'>
/** A span in microseconds; a whole number. */
export type Micros = number & Brand<'Micros'>

export const MICROS_PER_SECOND = 1_000_000

export function instant(micros: number): Instant {
  assert(Number.isSafeInteger(micros) && micros >= 0, `an instant is a whole number of microseconds, not ${micros}`)
  return micros as Instant
}

/** A span from seconds, rounded to the nearest microsecond. */
export const seconds = (count: number): Micros => Math.round(count * MICROS_PER_SECOND) as Micros
export const micros = (count: number): Micros => Math.round(count) as Micros

export const after = (start: Instant, span: Micros): Instant => instant(start + span)
export const since = (options: { readonly from: Instant; readonly to: Instant }): Micros =>
  (options.to - options.from) as Micros

/** `1700000001.123456`: unix seconds with six decimals, as Kraken's sockets print a time. */
export function unixText(at: Instant): string {
  const whole = Math.floor(at / MICROS_PER_SECOND)
  return `${whole}.${String(at % MICROS_PER_SECOND).padStart(6, '0')}`
}

/** `2023-11-14T22:13:21.123Z`: RFC 3339 in UTC, with thousandths, as Kraken takes a time. */
export const utcText = (at: Instant): string => new Date(Math.floor(at / 1000)).toISOString()

/** `2023-11-14T22:13:21.123456+00:00`: ISO 8601 with six decimals and an explicit offset. */
export function isoText(at: Instant): string {
  const wholeSeconds = new Date(Math.floor(at / MICROS_PER_SECOND) * 1000).toISOString().slice(0, 19)
  return `${wholeSeconds}.${String(at % MICROS_PER_SECOND).padStart(6, '0')}+00:00`
}

/**
 * `1700000001.123456`: unix seconds, with the fraction's digits as they stand in `2023-11-14T22:13:21.123456Z`.
 * Undefined when the text is no such time of UTC.
 */
export function unixTextFromIso(text: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(?:Z|\+00:00)$/.exec(text)
  const thousandths = Date.parse(`${match?.[1] ?? ''}Z`)
  return Number.isNaN(thousandths) ? undefined : `${thousandths / 1000}${match?.[2] ?? ''}`
}

/**
 * Reads unix seconds printed with any number of decimals (`1655691993.4133966`, `1657990947`);
 * digits past the microsecond are cut off. Undefined when the text is not such a number.
 */
export function instantFromUnixText(text: string): Instant | undefined {
  const match = /^(\d{1,10})(?:\.(\d+))?$/.exec(text)
  if (match === null) return undefined
  const fraction = (match[2] ?? '').slice(0, 6).padEnd(6, '0')
  return instant(Number(match[1]) * MICROS_PER_SECOND + Number(fraction))
}
