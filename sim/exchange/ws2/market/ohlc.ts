/** The ohlc channel of WebSocket v2: candles in which something was traded. Source: protocol 6.5. */
import type { Instant } from '../../../../src/time.ts'
import * as errors from '../../errors.ts'
import { priceText, volumeText } from '../../market.ts'
import { INTERVALS, type Candle, type Interval, endOf } from '../../tape/candles.ts'
import { vwapOf } from '../../tape/summary.ts'
import type { PairTape } from '../../tape/tape.ts'
import { type JsonObject, jsonText } from '../../wire.ts'
import { rfcText } from '../rows.ts'
import { type Channel2, frameOf, nanoText } from './channel.ts'

export const OHLC: Channel2 = {
  name: 'ohlc',
  what: 'The candles that something was traded in, oldest first; then the running one at every trade.',
  option: { name: 'interval', taken: INTERVALS, standard: 1, notTaken: errors.INTERVAL_NOT_SUPPORTED },
  warnings: ['timestamp is deprecated, use interval_begin'],
  open(tape, setting) {
    const interval = INTERVALS.find((one) => one === setting) ?? 1
    const frame = (at: Instant, type: 'snapshot' | 'update', candles: readonly Candle[]): string =>
      frameOf(
        'ohlc',
        type,
        candles.map((candle) => rowOf(tape, { candle, interval })),
        { timestamp: nanoText(rfcText(at)) },
      )
    return {
      snapshot: (at) => [frame(at, 'snapshot', tape.candles.traded(interval))],
      update: (at, { prints }) =>
        prints.length === 0 ? [] : [frame(at, 'update', tape.candles.traded(interval).slice(-1))],
    }
  },
}

function rowOf(
  { market }: PairTape,
  { candle, interval }: { readonly candle: Candle; readonly interval: Interval },
): JsonObject {
  const price = (units: bigint) => jsonText(priceText(market, units))
  return {
    symbol: market.symbol,
    open: price(candle.open),
    high: price(candle.high),
    low: price(candle.low),
    close: price(candle.close),
    trades: candle.count,
    volume: jsonText(volumeText(market, candle.volume)),
    vwap: price(vwapOf(market, candle, market.row.pairDecimals)),
    interval_begin: nanoText(rfcText(candle.begin)),
    interval,
    timestamp: rfcText(endOf(candle, interval)),
  }
}
