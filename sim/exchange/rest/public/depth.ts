/** `Depth` and `GroupedBook`. Source: protocol 2.6. */
import { fail, ok } from '../../../../src/result.ts'
import { MICROS_PER_SECOND } from '../../../../src/time.ts'
import { decimalText, rescale } from '../../amount.ts'
import * as errors from '../../errors.ts'
import { type Market, longPriceText, volumeText } from '../../market.ts'
import type { Level, LevelSide, SideName } from '../../tape/levels.ts'
import type { Json } from '../../wire.ts'
import type { Answer, Call } from '../registry.ts'
import { numberIn, onePair } from './names.ts'

const VOLUME_DECIMALS = 3

export function depth(call: Call): Answer {
  const named = onePair(call)
  if (!named.ok) return named
  const count = numberIn(call.params, 'count', { least: 1, most: 500, standard: 100 })
  if (!count.ok) return count
  const { name, market } = named.value
  const { levels } = call.venue.tape.of(market)
  const rows = (side: LevelSide): Json => side.top(count.value).map((level) => rowOf(market, level))
  return ok({ [name]: { asks: rows(levels.sell), bids: rows(levels.buy) } })
}

const rowOf = (market: Market, { price, volume, at }: Level): Json => [
  longPriceText(market, price),
  decimalText(rescale(volume, { from: market.row.lotDecimals, to: VOLUME_DECIMALS }), VOLUME_DECIMALS),
  Math.floor(at / MICROS_PER_SECOND),
]

// ---- levels joined into wider ones

const GROUPINGS = ['1', '5', '10', '25', '50', '100', '250', '500', '1000']
const GROUPED_DEPTHS = ['10', '25', '100', '250', '1000']

/** So many ticks make one level: bids join downwards, asks upwards. The shape of the answer is not recorded. */
export function groupedBook(call: Call): Answer {
  const named = onePair(call)
  if (!named.ok) return named
  const { params, venue } = call
  const [grouping, count] = [params.get('grouping') ?? '1', params.get('depth') ?? '10']
  if (!GROUPINGS.includes(grouping)) return fail(errors.invalidArguments('grouping'))
  if (!GROUPED_DEPTHS.includes(count)) return fail(errors.invalidArguments('depth'))
  const { market } = named.value
  const { levels } = venue.tape.of(market)
  const step = market.tick * BigInt(grouping)
  const rows = (side: SideName): Json =>
    grouped(levels[side], { side, step, count: Number(count) }).map(([price, volume]) => ({
      price: longPriceText(market, price),
      qty: volumeText(market, volume),
    }))
  return ok({ pair: market.symbol, grouping: Number(grouping), bids: rows('buy'), asks: rows('sell') })
}

function grouped(
  side: LevelSide,
  { side: name, step, count }: { readonly side: SideName; readonly step: bigint; readonly count: number },
): readonly (readonly [bigint, bigint])[] {
  const groups = new Map<bigint, bigint>()
  for (const { price, volume } of side.top(side.count)) {
    const group = name === 'buy' ? (price / step) * step : ((price + step - 1n) / step) * step
    if (!groups.has(group) && groups.size === count) break
    groups.set(group, (groups.get(group) ?? 0n) + volume)
  }
  return [...groups]
}
