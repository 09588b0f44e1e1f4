/** Rounder numbers in the place of given ones, the roundest first. */

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/

/**
 * Each has fewer digits that count than the one before it, and all have fewer than `text`; 1 comes before all others.
 * None for what is no plain decimal, is 1, or is as round as it gets.
 */
export function rounderDecimals(text: string): readonly string[] {
  const [, sign = '', whole, fraction = ''] = DECIMAL.exec(text) ?? []
  if (whole === undefined) return []
  const digits = BigInt(whole + fraction)
  const length = String(digits).length
  const counting = String(digits).replace(/0+$/, '').length
  const places = fraction.length
  const rounded = Array.from({ length: Math.max(0, counting - 1) }, (_, index) => {
    const grain = 10n ** BigInt(length - 1 - index)
    return `${sign}${decimalText(((digits + grain / 2n) / grain) * grain, places)}`
  })
  const plain = `${sign}${decimalText(digits, places)}`
  const all = digits === 0n ? rounded : [`${sign}1`, ...rounded]
  return [...new Set([...all, plain])].filter((one) => one !== text && isRounder(one, text))
}

/** As an order's price or size is told: without zeros that say nothing. */
function decimalText(digits: bigint, places: number): string {
  const padded = String(digits).padStart(places + 1, '0')
  const [whole, fraction] = [padded.slice(0, padded.length - places), padded.slice(padded.length - places)]
  const told = fraction.replace(/0+$/, '')
  return told === '' ? whole : `${whole}.${told}`
}

/** By digits that count, then by length, then 1 before all others: so that getting rounder comes to an end. */
function isRounder(one: string, other: string): boolean {
  const [a, b] = [roundness(one), roundness(other)]
  return a[0] !== b[0] ? a[0] < b[0] : a[1] !== b[1] ? a[1] < b[1] : a[2] < b[2]
}

const roundness = (text: string): readonly [number, number, number] => [
  text.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length,
  text.length,
  text.replace('-', '') === '1' ? 0 : 1,
]

/** Smaller whole numbers down to `least`, the smallest first. */
export const smallerCounts = (count: number, least: number): readonly number[] =>
  [...new Set([least, Math.floor((count + least) / 2)])].filter((one) => one < count)

/** Shorter and rounder waits: a second, then a half of it; only ever shorter. */
export const shorterWaits = (count: number): readonly number[] =>
  [...new Set([1, Math.round(count / 2), Math.floor(count)])].filter((one) => one > 0 && one < count)
