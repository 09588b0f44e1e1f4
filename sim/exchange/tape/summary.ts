/** A pair at a glance: the figures of a ticker. */
import type { Instant } from '../../../src/time.ts'
import { divideRounded, powerOfTen, rescale } from '../amount.ts'
import type { Market } from '../market.ts'
import type { Candle } from './candles.ts'
import type { Best, PairTape } from './tape.ts'
import type { Print } from './prints.ts'

export type Summary = {
  readonly best: Best
  readonly last: Print | undefined
  /** Undefined when nothing was traded in it. */
  readonly today: Candle | undefined
  /** By whole minutes, since nobody keeps every execution of a day. */
  readonly day: Candle | undefined
}

export const summaryOf = ({ best, prints, candles }: PairTape, at: Instant): Summary => ({
  best: best(),
  last: prints().at(-1),
  today: candles.today(at),
  day: candles.lastDay(at),
})

/** The average price of a candle by volume, in another scale than that of orders; zero when nothing was traded. */
export function vwapOf({ row }: Market, candle: Candle | undefined, scale: number): bigint {
  if (candle === undefined || candle.volume === 0n) return 0n
  const shift = scale - row.pairDecimals
  return divideRounded({
    numerator: shift < 0 ? candle.turnover : candle.turnover * powerOfTen(shift),
    denominator: shift < 0 ? candle.volume * powerOfTen(-shift) : candle.volume,
  })
}

/** Whole units of the base in a volume. */
export const wholeLots = ({ row }: Market, volume: bigint): bigint => volume / powerOfTen(row.lotDecimals)

/** From the first price of the day to the last, in hundredths of a percent; zero when nothing was traded. */
export const changeOf = (day: Candle | undefined): { readonly price: bigint; readonly percent: bigint } => {
  if (day === undefined || day.open === 0n) return { price: 0n, percent: 0n }
  const price = day.close - day.open
  return { price, percent: divideRounded({ numerator: price * 10_000n, denominator: day.open }) }
}

/** What was traded in the day at its last price, in cents. Known only for a quote that is the dollar. */
export const dollarsOf = ({ row, quote }: Market, day: Candle | undefined): bigint | undefined => {
  if (quote.altname !== 'USD') return undefined
  if (day === undefined) return 0n
  return rescale(day.close * day.volume, { from: row.pairDecimals + row.lotDecimals, to: 2 })
}
