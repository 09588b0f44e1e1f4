/** The ticker channel of WebSocket v1: told at every trade. Source: protocol 5.2; a capture of April 2021. */
import type { Instant } from '../../../../src/time.ts'
import { longPriceText, volumeText } from '../../market.ts'
import { summaryOf, vwapOf, wholeLots } from '../../tape/summary.ts'
import type { Candle } from '../../tape/candles.ts'
import type { Offer } from '../../tape/levels.ts'
import type { PairTape } from '../../tape/tape.ts'
import { decimalText } from '../../amount.ts'
import { type Json, jsonText } from '../../wire.ts'
import type { Channel1 } from './channel.ts'

export const TICKER: Channel1 = {
  name: 'ticker',
  what: 'Best offers, last trade, and figures of today and of 24 hours: at once, then at every trade.',
  offset: 4,
  open: (tape) => ({
    snapshot: (at) => [tickerOf(tape, at)],
    update: ({ prints }, at) => (prints.length === 0 ? undefined : [tickerOf(tape, at)]),
  }),
}

function tickerOf(tape: PairTape, at: Instant): Json {
  const { market } = tape
  const { best, last, today, day } = summaryOf(tape, at)
  const price = (units: bigint | undefined): string => longPriceText(market, units ?? 0n)
  const volume = (units: bigint | undefined): string => volumeText(market, units ?? 0n)
  const offer = (side: Offer | undefined): Json => [
    price(side?.price),
    jsonText(String(wholeLots(market, side?.volume ?? 0n))),
    volume(side?.volume),
  ]
  const both = (figure: (candle: Candle | undefined) => Json): Json => [figure(today), figure(day)]
  const { priceScale } = market.row
  return {
    a: offer(best.ask),
    b: offer(best.bid),
    c: [price(last?.price), volume(last?.volume)],
    v: both((candle) => volume(candle?.volume)),
    p: both((candle) => decimalText(vwapOf(market, candle, priceScale), priceScale)),
    t: both((candle) => candle?.count ?? 0),
    l: both((candle) => price(candle?.low)),
    h: both((candle) => price(candle?.high)),
    o: both((candle) => price(candle?.open)),
  }
}
