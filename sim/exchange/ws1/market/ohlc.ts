/** The ohlc channel of WebSocket v1: the running candle at every trade. Source: protocol 5.2. */
import { unixText } from '../../../../src/time.ts'
import { decimalText } from '../../amount.ts'
import * as errors from '../../errors.ts'
import { longPriceText, volumeText } from '../../market.ts'
import { INTERVALS, type Candle, type Interval, endOf } from '../../tape/candles.ts'
import { vwapOf } from '../../tape/summary.ts'
import type { PairTape } from '../../tape/tape.ts'
import type { Json } from '../../wire.ts'
import type { Channel1 } from './channel.ts'

export const OHLC: Channel1 = {
  name: 'ohlc',
  what: 'The candle of the last trade, however old: at once, then at every trade.',
  offset: 7,
  option: {
    name: 'interval',
    taken: INTERVALS,
    standard: 1,
    notWhole: errors.INTERVAL_NOT_WHOLE,
    notTaken: errors.INTERVAL_NOT_SUPPORTED,
  },
  open(tape, setting) {
    const interval = INTERVALS.find((one) => one === setting) ?? 1
    const last = (): readonly Json[] | undefined => {
      const candle = tape.candles.traded(interval).at(-1)
      return candle === undefined ? undefined : [rowOf(tape, { candle, interval })]
    }
    return { snapshot: last, update: ({ prints }) => (prints.length === 0 ? undefined : last()) }
  },
}

function rowOf(
  { market }: PairTape,
  { candle, interval }: { readonly candle: Candle; readonly interval: Interval },
): Json {
  const { priceScale } = market.row
  return [
    unixText(candle.at),
    unixText(endOf(candle, interval)),
    longPriceText(market, candle.open),
    longPriceText(market, candle.high),
    longPriceText(market, candle.low),
    longPriceText(market, candle.close),
    decimalText(vwapOf(market, candle, priceScale), priceScale),
    volumeText(market, candle.volume),
    candle.count,
  ]
}
