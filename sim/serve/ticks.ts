/** Prices in ticks and volumes in lots, as far as strangers reckon: whole numbers of the smallest step. */
import { present } from '../../src/assert.ts'
import { exactText } from '../edge/decimal.ts'
import { powerOfTen, readDecimal } from '../exchange/amount.ts'
import type { PairRow } from '../exchange/universe/universe.ts'
import type { Exact } from '../truth.ts'

/** A price, in smallest steps. */
export type Ticks = bigint

/** An order's minimum is worth about so many cost minimums: so it is at the pairs that Kraken lists. */
const MINIMUMS = 10n

const read = (text: string): Exact => present(readDecimal(text), `${text} is a plain decimal`)

/** What one unit may well cost: so that the smallest order is worth what the smallest orders are worth. */
export function plausiblePrice({ orderMin, costMin }: PairRow): string {
  const [volume, cost] = [read(orderMin), read(costMin)]
  if (volume.units === 0n || cost.units === 0n) return '1'
  const scale = 12
  return textOf(
    (cost.units * MINIMUMS * powerOfTen(scale + volume.scale)) / (volume.units * powerOfTen(cost.scale)),
    scale,
  )
}

/** To the nearest tick below, and at least one. */
export function ticksOf({ tickSize }: PairRow, price: string): Ticks {
  const [tick, wanted] = [read(tickSize), read(price)]
  const ticks = (wanted.units * powerOfTen(tick.scale)) / (tick.units * powerOfTen(wanted.scale))
  return ticks > 0n ? ticks : 1n
}

export function priceText({ tickSize }: PairRow, ticks: Ticks): string {
  const tick = read(tickSize)
  return textOf(ticks * tick.units, tick.scale)
}

/** So many times the smallest volume that an order may have; one lot where there is none. */
export function volumeText({ orderMin, lotDecimals }: PairRow, times: number): string {
  const least = read(orderMin)
  const lots = (least.units * powerOfTen(lotDecimals)) / powerOfTen(least.scale)
  return textOf((lots > 0n ? lots : 1n) * BigInt(times), lotDecimals)
}

const textOf = (units: bigint, scale: number): string => exactText({ units, scale })
