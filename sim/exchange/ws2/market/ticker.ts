/** The ticker channel of WebSocket v2: told at every trade, or whenever a best offer changes. Source: protocol 6.5. */
import type { Instant } from '../../../../src/time.ts'
import { decimalText } from '../../amount.ts'
import * as errors from '../../errors.ts'
import { priceText, volumeText } from '../../market.ts'
import { changeOf, dollarsOf, summaryOf, vwapOf } from '../../tape/summary.ts'
import type { PairTape } from '../../tape/tape.ts'
import { type JsonObject, jsonText } from '../../wire.ts'
import { rfcText } from '../rows.ts'
import { type Channel2, frameOf } from './channel.ts'

export const TICKER: Channel2 = {
  name: 'ticker',
  what: 'Best offers, last trade and figures of 24 hours: at once, then at every trade (`trades`) or every change of a best offer (`bbo`).',
  option: {
    name: 'event_trigger',
    taken: ['trades', 'bbo'],
    standard: 'trades',
    notTaken: errors.invalidArguments('event_trigger'),
  },
  open: (tape, trigger) => ({
    snapshot: (at) => [frameOf('ticker', 'snapshot', [rowOf(tape, at)])],
    update: (at, { prints, isBestChanged }) =>
      prints.length > 0 || (trigger === 'bbo' && isBestChanged) ? [frameOf('ticker', 'update', [rowOf(tape, at)])] : [],
  }),
}

function rowOf(tape: PairTape, at: Instant): JsonObject {
  const { market } = tape
  const { best, last, day } = summaryOf(tape, at)
  const price = (units = 0n) => jsonText(priceText(market, units))
  const volume = (units = 0n) => jsonText(volumeText(market, units))
  const change = changeOf(day)
  const dollars = dollarsOf(market, day)
  return {
    symbol: market.symbol,
    bid: price(best.bid?.price),
    bid_qty: volume(best.bid?.volume),
    ask: price(best.ask?.price),
    ask_qty: volume(best.ask?.volume),
    last: price(last?.price),
    volume: volume(day?.volume),
    vwap: price(vwapOf(market, day, market.row.pairDecimals)),
    low: price(day?.low),
    high: price(day?.high),
    change: price(change.price),
    change_pct: jsonText(decimalText(change.percent, 2)),
    volume_usd: dollars === undefined ? undefined : jsonText(decimalText(dollars, 2)),
    timestamp: rfcText(at),
  }
}
