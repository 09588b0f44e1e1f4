/** `Trades` and `Spread`. Source: protocol 2.7, 2.8. */
import { fail, ok } from '../../../../src/result.ts'
import { MICROS_PER_SECOND, instantFromUnixText } from '../../../../src/time.ts'
import * as errors from '../../errors.ts'
import { type Market, longPriceText, volumeText } from '../../market.ts'
import type { Print } from '../../tape/prints.ts'
import type { Best } from '../../tape/tape.ts'
import type { Json } from '../../wire.ts'
import { unixNumber } from '../orders.ts'
import type { Answer, Call } from '../registry.ts'
import { numberIn, onePair } from './names.ts'

const MOST_TRADES = 1000

/** The first ones later than `since`, else the last ones; `last` asks on from there. */
export function trades(call: Call): Answer {
  const named = onePair(call)
  if (!named.ok) return named
  const { venue, params } = call
  const count = numberIn(params, 'count', { least: 1, most: MOST_TRADES, standard: MOST_TRADES })
  if (!count.ok) return count
  const text = params.get('since') ?? ''
  const since = text === '' ? undefined : nanosOf(text)
  if (text !== '' && since === undefined) return fail(errors.invalidArguments('since'))
  const { name, market } = named.value
  const all = venue.tape.of(market).prints()
  const wanted =
    since === undefined ? all.slice(-count.value) : all.filter(({ id }) => id > since).slice(0, count.value)
  const last = wanted.at(-1)?.id ?? since ?? 0n
  return ok({ [name]: wanted.map((print) => tradeRow(market, print)), last: String(last) })
}

/** Ten digits and less are seconds, more are nanoseconds. */
function nanosOf(text: string): bigint | undefined {
  if (/^\d{11,20}$/.test(text)) return BigInt(text)
  const at = instantFromUnixText(text)
  return at === undefined ? undefined : BigInt(at) * 1000n
}

const tradeRow = (market: Market, { price, volume, at, side, isMarket, number }: Print): Json => [
  longPriceText(market, price),
  volumeText(market, volume),
  unixNumber(at),
  side === 'buy' ? 'b' : 's',
  isMarket ? 'm' : 'l',
  '',
  number,
]

/** Changes of the best prices from `since` on: those of the same second again, since more of them may have come. */
export function spread(call: Call): Answer {
  const named = onePair(call)
  if (!named.ok) return named
  const { venue, params } = call
  const since = instantFromUnixText(params.get('since') ?? '0')
  if (since === undefined) return fail(errors.invalidArguments('since'))
  const { name, market } = named.value
  const rows = venue.tape
    .of(market)
    .spreads()
    .filter(({ at }) => at >= since)
  const last = rows.at(-1)?.at ?? since
  return ok({ [name]: rows.map((best) => spreadRow(market, best)), last: Math.floor(last / MICROS_PER_SECOND) })
}

const spreadRow = (market: Market, { at, bid, ask }: Best): Json => [
  Math.floor(at / MICROS_PER_SECOND),
  longPriceText(market, bid?.price ?? 0n),
  longPriceText(market, ask?.price ?? 0n),
]
