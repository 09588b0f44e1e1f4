/** Candles: what was traded in each span of time, counted from the beginning of 1970 so that all begin alike. */
import { present } from '../../../src/assert.ts'
import { type Instant, instant, micros } from '../../../src/time.ts'
import type { Print } from './prints.ts'

/** In minutes. Source: protocol 2.5. */
export const INTERVALS = [1, 5, 15, 30, 60, 240, 1440, 10_080, 21_600] as const
export type Interval = (typeof INTERVALS)[number]

export type Candle = {
  readonly begin: Instant
  /** Of its last execution. */
  readonly at: Instant
  readonly open: bigint
  readonly high: bigint
  readonly low: bigint
  readonly close: bigint
  readonly volume: bigint
  /** Sum of price times volume, exactly: in units of both. */
  readonly turnover: bigint
  readonly count: number
}

const MICROS_PER_MINUTE = 60_000_000
/** Rows of an `OHLC` answer besides the running one, as in the captures of 2018 and 2025. */
const ROWS_TOLD = 720
/** A day of minutes, which the ticker's last 24 hours are made of. */
const MINUTES_KEPT = 1440

export interface Candles {
  add(print: Print): void
  /** Those that something was traded in, oldest first. */
  traded(interval: Interval): readonly Candle[]
  /** The running one, whether anything was traded in it or not, and those before it; empty before the first trade. */
  rows(at: Instant, interval: Interval): readonly Candle[]
  /** The whole minutes of the last 24 hours, as one candle; undefined when nothing was traded in them. */
  lastDay(at: Instant): Candle | undefined
  /** Since midnight UTC. */
  today(at: Instant): Candle | undefined
}

export const beginOf = (at: Instant, interval: Interval): Instant => instant(at - (at % (interval * MICROS_PER_MINUTE)))
export const endOf = ({ begin }: Candle, interval: Interval): Instant =>
  instant(begin + micros(interval * MICROS_PER_MINUTE))

export function createCandles(): Candles {
  const series = new Map(INTERVALS.map((interval): [Interval, Candle[]] => [interval, []]))
  const of = (interval: Interval): Candle[] => present(series.get(interval), 'every interval has a series')

  return {
    add(print) {
      for (const [interval, candles] of series) {
        const begin = beginOf(print.at, interval)
        const last = candles.at(-1)
        if (last?.begin === begin) candles[candles.length - 1] = grown(last, print)
        else candles.push(candleOf(begin, print))
        if (candles.length > (interval === 1 ? MINUTES_KEPT : ROWS_TOLD + 1)) candles.shift()
      }
    },
    traded: of,
    rows(at, interval) {
      const span = interval * MICROS_PER_MINUTE
      const running = beginOf(at, interval)
      const earliest = running - ROWS_TOLD * span
      const rows: Candle[] = []
      for (const candle of of(interval)) {
        fillUpTo(rows, candle.begin, { span, earliest })
        rows.push(candle)
      }
      fillUpTo(rows, instant(running + span), { span, earliest })
      return rows.filter(({ begin }) => begin >= earliest)
    },
    lastDay: (at) => joined(of(1).filter(({ begin }) => begin > at - MINUTES_KEPT * MICROS_PER_MINUTE)),
    today: (at) => of(1440).findLast(({ begin }) => begin === beginOf(at, 1440)),
  }
}

/** Spans in which nothing was traded stand at the last price. Those before `earliest` are not made. */
function fillUpTo(
  rows: Candle[],
  end: Instant,
  { span, earliest }: { readonly span: number; readonly earliest: number },
) {
  const last = rows.at(-1)
  if (last === undefined) return
  const { close } = last
  for (let begin = Math.max(last.begin + span, earliest); begin < end; begin += span) {
    const still = { open: close, high: close, low: close, close, volume: 0n, turnover: 0n, count: 0 }
    rows.push({ begin: instant(begin), at: instant(begin), ...still })
  }
}

const candleOf = (begin: Instant, { at, price, volume }: Print): Candle => ({
  begin,
  at,
  open: price,
  high: price,
  low: price,
  close: price,
  volume,
  turnover: price * volume,
  count: 1,
})

const grown = (candle: Candle, print: Print): Candle => merged(candle, candleOf(candle.begin, print))

const merged = (one: Candle, later: Candle): Candle => ({
  begin: one.begin,
  at: later.at,
  open: one.open,
  high: one.high > later.high ? one.high : later.high,
  low: one.low < later.low ? one.low : later.low,
  close: later.close,
  volume: one.volume + later.volume,
  turnover: one.turnover + later.turnover,
  count: one.count + later.count,
})

const joined = ([first, ...others]: readonly Candle[]): Candle | undefined =>
  first === undefined ? undefined : others.reduce(merged, first)
