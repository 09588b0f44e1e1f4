/** `OHLC`. Source: protocol 2.5; a capture of November 2025. */
import { fail, ok } from '../../../../src/result.ts'
import { MICROS_PER_SECOND, instantFromUnixText } from '../../../../src/time.ts'
import * as errors from '../../errors.ts'
import { priceText, volumeText } from '../../market.ts'
import { type Candle, INTERVALS, beginOf } from '../../tape/candles.ts'
import { vwapOf } from '../../tape/summary.ts'
import type { PairTape } from '../../tape/tape.ts'
import type { Json } from '../../wire.ts'
import type { Answer, Call } from '../registry.ts'
import { onePair } from './names.ts'

/** Rows later than `since`; `last` is the newest that will not change any more. */
export function ohlc(call: Call): Answer {
  const named = onePair(call)
  if (!named.ok) return named
  const { at, venue, params } = call
  const text = params.get('interval') ?? '1'
  const interval = INTERVALS.find((minutes) => String(minutes) === text)
  if (interval === undefined) return fail(errors.invalidArguments('interval'))
  const since = instantFromUnixText(params.get('since') ?? '0')
  if (since === undefined) return fail(errors.invalidArguments('since'))
  const { name, market } = named.value
  const tape = venue.tape.of(market)
  const rows = tape.candles.rows(at, interval).filter(({ begin }) => begin > since)
  const committed = beginOf(at, interval) / MICROS_PER_SECOND - interval * SECONDS_PER_MINUTE
  return ok({ [name]: rows.map((candle) => rowOf(tape, candle)), last: committed })
}

const SECONDS_PER_MINUTE = 60

const rowOf = ({ market }: PairTape, candle: Candle): Json => [
  candle.begin / MICROS_PER_SECOND,
  priceText(market, candle.open),
  priceText(market, candle.high),
  priceText(market, candle.low),
  priceText(market, candle.close),
  priceText(market, vwapOf(market, candle, market.row.pairDecimals)),
  volumeText(market, candle.volume),
  candle.count,
]
