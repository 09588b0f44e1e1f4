/** What an account has traded in a month, and what it pays for it. Source: protocol 3.5; captures of 2019 to 2024. */
import { fail, ok } from '../../../../src/result.ts'
import { type Instant, MICROS_PER_SECOND } from '../../../../src/time.ts'
import { decimalText, readDecimal, unitsAt } from '../../amount.ts'
import * as errors from '../../errors.ts'
import type { Market } from '../../market.ts'
import { worthIn } from '../../prices.ts'
import { type FeeSchedule, assetNamed } from '../../universe/universe.ts'
import type { Venue } from '../../venue.ts'
import type { Json, JsonObject } from '../../wire.ts'
import { somePairs } from '../public/names.ts'
import type { Answer, PrivateCall } from '../registry.ts'

const SCALE = 4
const MONTH_SECONDS = 30 * 86_400

export function tradeVolume(call: PrivateCall): Answer {
  const { at, venue, account, params } = call
  const volume = decimalText(monthlyVolume(at, venue, account), SCALE)
  const answer = { currency: 'ZUSD', volume }
  if (!params.has('pair')) return ok({ ...answer, fees: null, fees_maker: null })
  const { known, isAnyUnknown } = somePairs(call)
  if (isAnyUnknown) return fail(errors.UNKNOWN_PAIR)
  const told = (scheduleOf: (market: Market) => FeeSchedule): JsonObject =>
    Object.fromEntries(known.map(({ name, market }) => [name, feeOf(scheduleOf(market))]))
  return ok({
    ...answer,
    fees: told(({ row }) => row.fees),
    fees_maker: told(({ row }) => (row.feesMaker.length === 0 ? row.fees : row.feesMaker)),
  })
}

/** In dollars, by today's prices; what nobody has a price for counts nothing. */
function monthlyVolume(at: Instant, venue: Venue, account: string): bigint {
  const dollar = assetNamed(venue.universe, 'USD')
  if (dollar === undefined) return 0n
  const since = at - MONTH_SECONDS * MICROS_PER_SECOND
  const recent = venue.history.of(account).rows.single.filter(({ first }) => first.trade.at > since)
  return recent.reduce((sum, { first, cost }) => {
    const { quote, row } = first.order.market
    const asset = { ...quote, decimals: row.costDecimals }
    return sum + (worthIn(venue, { units: cost, asset, target: dollar, scale: SCALE }) ?? 0n)
  }, 0n)
}

/** The engine charges everybody by the first tier; a volume leads to no other yet. */
function feeOf(schedule: FeeSchedule): Json {
  const percents = schedule.map(([, percent]) => percent)
  const [first = ['0', '0'], next] = schedule
  return {
    fee: text(first[1]),
    minfee: text(percents.at(-1) ?? '0'),
    maxfee: text(percents[0] ?? '0'),
    nextfee: next === undefined ? null : text(next[1]),
    nextvolume: next === undefined ? null : text(next[0]),
    tiervolume: text(first[0]),
  }
}

function text(decimal: string): string {
  const amount = readDecimal(decimal)
  return decimalText((amount && unitsAt(SCALE, amount)) ?? 0n, SCALE)
}
