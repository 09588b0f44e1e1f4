/** What an account has traded in a month, and what it pays for it. Source: protocol 3.5; captures of 2019 to 2024. */
import { fail, ok } from '../../../../src/result.ts'
import type { Exact } from '../../../truth.ts'
import { decimalText, unitsAt } from '../../amount.ts'
import * as errors from '../../errors.ts'
import type { FeeTier, Market } from '../../market.ts'
import { VOLUME_SCALE, tierAt } from '../../volumes.ts'
import type { Json, JsonObject } from '../../wire.ts'
import { somePairs } from '../public/names.ts'
import type { Answer, PrivateCall } from '../registry.ts'

export function tradeVolume(call: PrivateCall): Answer {
  const { at, venue, account, params } = call
  const volume = venue.volumes.of(at, account)
  const answer = { currency: 'ZUSD', volume: decimalText(volume, VOLUME_SCALE) }
  if (!params.has('pair')) return ok({ ...answer, fees: null, fees_maker: null })
  const { known, isAnyUnknown } = somePairs(call)
  if (isAnyUnknown) return fail(errors.UNKNOWN_PAIR)
  const counted = venue.quirks.feesByVolume === 'counted' ? volume : 0n
  const told = (tiersOf: (market: Market) => readonly FeeTier[]): JsonObject =>
    Object.fromEntries(known.map(({ name, market }) => [name, feeOf(tiersOf(market), counted)]))
  return ok({
    ...answer,
    fees: told(({ tiers }) => tiers.taker),
    fees_maker: told(({ tiers }) => tiers.maker),
  })
}

function feeOf(tiers: readonly FeeTier[], volume: bigint): Json {
  const tier = tierAt(tiers, volume)
  const next = tiers[tiers.findIndex((one) => one === tier) + 1]
  return {
    fee: percentText(tier),
    minfee: percentText(tiers.at(-1)),
    maxfee: percentText(tiers[0]),
    nextfee: next === undefined ? null : percentText(next),
    nextvolume: next === undefined ? null : text(next.from),
    tiervolume: text(tier?.from),
  }
}

const text = (amount: Exact | undefined): string =>
  decimalText((amount && unitsAt(VOLUME_SCALE, amount)) ?? 0n, VOLUME_SCALE)
const percentText = (tier: FeeTier | undefined): string =>
  text(tier && { units: tier.rate.units * 100n, scale: tier.rate.scale })
