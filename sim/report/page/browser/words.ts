/** Times as the page prints them. */

/** Microseconds since the start as seconds: `2.841`, and `2.841500` where there are finer digits. */
export function secondsText(at: number): string {
  const whole = Math.floor(at / 1_000_000)
  const fraction = String(at % 1_000_000).padStart(6, '0')
  return `${whole}.${fraction.endsWith('000') ? fraction.slice(0, 3) : fraction}`
}

/** A span in the unit that suits it: `60 ms`, `1.07 s`, `4 min 10 s`. */
export function spanText(span: number): string {
  if (span < 1000) return `${span} µs`
  if (span < 1_000_000) return `${Math.round(span / 100) / 10} ms`
  const seconds = Math.round(span / 10_000) / 100
  if (seconds < 120) return `${seconds} s`
  const whole = Math.round(seconds)
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${rest} s`
}

/** `2026-01-12 00:00:02.841 UTC`, from microseconds since 1970. */
export function dayText(at: number): string {
  const text = new Date(Math.floor(at / 1000)).toISOString()
  return `${text.slice(0, 10)} ${text.slice(11, 23)} UTC`
}

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`
