/** What earns: assets that have a form of their own for it (`.F`, `.B`, `.M`, `.S`). Source: captures of `Earn`. */
import { type Result, fail, ok } from '../../../../src/result.ts'
import { decimalText } from '../../amount.ts'
import * as errors from '../../errors.ts'
import { moveWallets } from '../../funding.ts'
import { strategyIds } from '../../ids.ts'
import { worthIn } from '../../prices.ts'
import { type AssetRow, assetNamed } from '../../universe/universe.ts'
import type { Venue } from '../../venue.ts'
import type { JsonObject } from '../../wire.ts'
import type { Answer, PrivateCall } from '../registry.ts'

type Strategy = { readonly id: string; readonly asset: AssetRow; readonly form: AssetRow; readonly kind: Kind }
type Kind = { readonly suffix: string; readonly lock: 'flex' | 'bonded' | 'instant'; readonly source: string }

const KINDS: readonly Kind[] = [
  { suffix: '.F', lock: 'flex', source: 'opt_in_rewards' },
  { suffix: '.B', lock: 'bonded', source: 'staking' },
  { suffix: '.M', lock: 'instant', source: 'opt_in_rewards' },
  { suffix: '.S', lock: 'instant', source: 'staking' },
]
const WEEK_SECONDS = 604_800

function strategiesOf({ universe }: Venue): readonly Strategy[] {
  return [...universe.assets.values()].flatMap((form, place) => {
    const kind = KINDS.find(({ suffix }) => form.altname.endsWith(suffix))
    const asset = kind && assetNamed(universe, form.altname.slice(0, -kind.suffix.length))
    return kind === undefined || asset === undefined ? [] : [{ id: strategyIds.encode(place), asset, form, kind }]
  })
}

/** Rates of interest are not modelled: nothing is ever paid. */
export function strategies(call: PrivateCall): Answer {
  const { venue, params } = call
  const name = params.get('asset')
  const asset = name === undefined ? undefined : assetNamed(venue.universe, name)
  if (name !== undefined && asset === undefined) return fail(errors.UNKNOWN_FUNDING_ASSET)
  const items = strategiesOf(venue).filter((one) => asset === undefined || one.asset.id === asset.id)
  return ok({ next_cursor: null, items: items.map(strategyRow) })
}

const strategyRow = ({ id, asset, kind }: Strategy): JsonObject => ({
  id,
  asset: asset.altname,
  lock_type: lockOf(kind),
  apr_estimate: { low: '0.0000', high: '0.0000' },
  user_min_allocation: '0.01',
  allocation_fee: '0.0000',
  deallocation_fee: '0.0000',
  auto_compound: { type: 'enabled' },
  yield_source: { type: kind.source },
  can_allocate: true,
  can_deallocate: true,
  allocation_restriction_info: [],
})

/** Here what is bonded is free again at once. */
function lockOf({ lock }: Kind): JsonObject {
  if (lock === 'flex') return { type: 'flex' }
  const paid = { type: lock, payout_frequency: WEEK_SECONDS }
  if (lock === 'instant') return paid
  return {
    ...paid,
    bonding_period: 0,
    bonding_period_variable: false,
    bonding_rewards: false,
    unbonding_period: 0,
    unbonding_period_variable: false,
    unbonding_rewards: false,
    exit_queue_period: 0,
  }
}

export const allocate = (call: PrivateCall): Answer => move(call, 'in')
export const deallocate = (call: PrivateCall): Answer => move(call, 'out')

function move(call: PrivateCall, direction: 'in' | 'out'): Answer {
  const { at, venue, account, params } = call
  const strategy = strategyNamed(call)
  if (!strategy.ok) return strategy
  const { asset, form } = strategy.value
  const [from, into] = direction === 'in' ? [asset, form] : [form, asset]
  const moved = moveWallets(at, venue, { account, asset: from.id, into: into.id, amount: params.get('amount') ?? '' })
  return moved.ok ? ok(true) : fail(errors.EARN_INSUFFICIENT_FUNDS)
}

/** All is done when it is asked for. */
export function moveStatus(call: PrivateCall): Answer {
  const strategy = strategyNamed(call)
  return strategy.ok ? ok({ pending: false }) : strategy
}

function strategyNamed({ venue, params }: PrivateCall): Result<Strategy, string> {
  const strategy = strategiesOf(venue).find(({ id }) => id === params.get('strategy_id'))
  return strategy === undefined ? fail(errors.invalidArguments('strategy_id')) : ok(strategy)
}

const CONVERTED_SCALE = 4

/** What is allocated, each with its worth; what nobody has a price for is worth nothing. */
export function allocations(call: PrivateCall): Answer {
  const { venue, account, params } = call
  const target = assetNamed(venue.universe, params.get('converted_asset') ?? 'USD')
  if (target === undefined) return fail(errors.UNKNOWN_FUNDING_ASSET)
  const balances = venue.accounts.all.get(account)?.balances
  const items = strategiesOf(venue).flatMap((strategy) => {
    const units = balances?.get(strategy.form.id)
    if (units === undefined) return []
    const { asset } = strategy
    const worth = worthIn(venue, { units, asset, target, scale: CONVERTED_SCALE }) ?? 0n
    return [{ strategy, units, worth }]
  })
  const converted = (worth: bigint): string => decimalText(worth, CONVERTED_SCALE)
  return ok({
    converted_asset: target.altname,
    total_allocated: converted(items.reduce((sum, { worth }) => sum + worth, 0n)),
    total_rewarded: converted(0n),
    next_cursor: null,
    items: items.map(({ strategy: { id, asset, form }, units, worth }) => ({
      strategy_id: id,
      native_asset: asset.altname,
      amount_allocated: { total: { native: decimalText(units, form.decimals), converted: converted(worth) } },
      total_rewarded: { native: decimalText(0n, asset.decimals), converted: converted(0n) },
    })),
  })
}
