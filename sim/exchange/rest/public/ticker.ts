/** `Ticker`. Source: protocol 2.4; captures of 2017 to 2026. */
import { fail, ok } from '../../../../src/result.ts'
import type { Instant } from '../../../../src/time.ts'
import { decimalText } from '../../amount.ts'
import * as errors from '../../errors.ts'
import { longPriceText, volumeText } from '../../market.ts'
import type { Candle } from '../../tape/candles.ts'
import { summaryOf, vwapOf, wholeLots } from '../../tape/summary.ts'
import type { Offer } from '../../tape/levels.ts'
import type { PairTape } from '../../tape/tape.ts'
import type { Json, JsonObject } from '../../wire.ts'
import type { Answer, Call } from '../registry.ts'
import { somePairs } from './names.ts'

/** All pairs unless some are named. What is known of a list is told beside the error for the rest. */
export function ticker(call: Call): Answer {
  const { known, isAnyUnknown } = somePairs(call)
  if (known.length === 0) return fail(errors.UNKNOWN_PAIR)
  const value = Object.fromEntries(
    known.map(({ name, market }) => [name, tickerOf(call.venue.tape.of(market), call.at)]),
  )
  return isAnyUnknown ? { ok: true, value, error: errors.UNKNOWN_PAIR } : ok(value)
}

function tickerOf(tape: PairTape, at: Instant): JsonObject {
  const { market } = tape
  const { best, last, today, day } = summaryOf(tape, at)
  const { priceScale } = market.row
  const price = (units = 0n): string => longPriceText(market, units)
  const both = (figure: (candle: Candle | undefined) => Json): Json => [figure(today), figure(day)]
  const offer = (side: Offer | undefined): Json => {
    const lots = lotsTold(tape, side)
    return [price(side?.price), lots, `${lots}.000`]
  }
  return {
    a: offer(best.ask),
    b: offer(best.bid),
    c: [price(last?.price), volumeText(market, last?.volume ?? 0n)],
    v: both((candle) => volumeText(market, candle?.volume ?? 0n)),
    p: both((candle) => decimalText(vwapOf(market, candle, priceScale), priceScale)),
    t: both((candle) => candle?.count ?? 0),
    l: both((candle) => price(candle?.low)),
    h: both((candle) => price(candle?.high)),
    o: price(today?.open),
  }
}

/** Whole units, one for less than one: so in all 3,092 offers of a capture of July 2026. */
function lotsTold({ market }: PairTape, side: Offer | undefined): string {
  if (side === undefined) return '0'
  const lots = wholeLots(market, side.volume)
  return String(lots === 0n ? 1n : lots)
}
