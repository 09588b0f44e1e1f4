/** `Level3`: single orders of the best levels. Source: protocol 2.6. */
import { fail, ok } from '../../../../src/result.ts'
import * as errors from '../../errors.ts'
import { longPriceText, volumeText } from '../../market.ts'
import type { LevelSide } from '../../tape/levels.ts'
import { type Json, jsonText } from '../../wire.ts'
import { onePair } from '../public/names.ts'
import type { Answer, PrivateCall } from '../registry.ts'

/** 0 is all of them. */
const DEPTHS = ['0', '10', '25', '100', '250', '1000']

export function level3(call: PrivateCall): Answer {
  const named = onePair(call)
  if (!named.ok) return named
  const text = call.params.get('depth') ?? '100'
  if (!DEPTHS.includes(text)) return fail(errors.invalidArguments('depth'))
  const { market } = named.value
  const { levels } = call.venue.tape.of(market)
  const rows = (side: LevelSide): Json =>
    side
      .top(text === '0' ? side.count : Number(text))
      .flatMap(({ orders }) => [...orders.values()])
      .map(({ txid, price, volume, at }) => ({
        price: longPriceText(market, price),
        qty: volumeText(market, volume),
        order_id: txid,
        timestamp: jsonText(`${at}000`),
      }))
  return ok({ pair: market.symbol, bids: rows(levels.buy), asks: rows(levels.sell) })
}
