/** What an account has. Source: protocol 3.1. */
import { fail, ok } from '../../../../src/result.ts'
import { decimalText, rescale } from '../../amount.ts'
import * as errors from '../../errors.ts'
import { worthIn } from '../../prices.ts'
import { type AssetRow, assetNamed, newName } from '../../universe/universe.ts'
import type { JsonObject } from '../../wire.ts'
import { wantsNewNames } from '../public/names.ts'
import type { Answer, PrivateCall } from '../registry.ts'

type Holding = { readonly asset: AssetRow; readonly balance: bigint; readonly held: bigint }

/** Not net of what open orders hold; an asset once had stays listed. */
export function balance(call: PrivateCall): Answer {
  return ok(
    Object.fromEntries(
      holdingsOf(call).map(({ asset, balance: units }) => [nameOf(call, asset), decimalText(units, asset.decimals)]),
    ),
  )
}

/** Credit lines are not modelled: their members are absent, as for accounts without one. */
export function balanceEx(call: PrivateCall): Answer {
  const holdings = holdingsOf(call).map(({ asset, balance: units, held }): [string, JsonObject] => [
    nameOf(call, asset),
    { balance: decimalText(units, asset.decimals), hold_trade: decimalText(held, asset.decimals) },
  ])
  return ok(Object.fromEntries(holdings))
}

const nameOf = ({ params }: PrivateCall, { id, altname }: AssetRow): string =>
  wantsNewNames(params) ? newName(altname) : id

function holdingsOf({ venue, account }: PrivateCall): readonly Holding[] {
  const holder = venue.accounts.all.get(account)
  const misstated = venue.misstated.get(account)
  return [...(holder?.balances ?? [])].flatMap(([id, units]) => {
    const asset = venue.universe.assets.get(id)
    if (asset === undefined) return []
    return [{ asset, balance: units + (misstated?.get(id) ?? 0n), held: holder?.holds.get(id) ?? 0n }]
  })
}

// ---- collateral

const SCALE = 4

/**
 * Everything at last prices; what nobody has a price for counts nothing. Without margin nothing is borrowed, so that
 * equity, trade balance and free margin are one: what the account's assets are worth as collateral. Source of the
 * members: an answer of January 2026.
 */
export function tradeBalance(call: PrivateCall): Answer {
  const { venue, params } = call
  const target = assetNamed(venue.universe, params.get('asset') ?? 'ZUSD')
  if (target === undefined) return fail(errors.UNKNOWN_ASSET)
  const worth = (units: bigint, asset: AssetRow): bigint => worthIn(venue, { units, asset, target, scale: SCALE }) ?? 0n
  const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, one) => all + one, 0n)
  const holdings = holdingsOf(call)
  const all = sum(holdings.map(({ asset, balance: units }) => worth(units, asset)))
  const collateral = sum(holdings.map(({ asset, balance: units }) => asCollateral(worth(units, asset), asset)))
  const held = sum(holdings.map(({ asset, held: units }) => worth(units, asset)))
  const text = (units: bigint): string => decimalText(units, SCALE)
  const none = text(0n)
  return ok({
    eb: text(all),
    tb: text(collateral),
    m: none,
    uv: none,
    n: none,
    c: none,
    v: none,
    e: text(collateral),
    mf: text(collateral),
    mfo: text(collateral - held),
  })
}

/** A share of the worth; an asset without one is no collateral. */
function asCollateral(worth: bigint, { collateralValue = '0' }: AssetRow): bigint {
  const [whole = '0', fraction = ''] = collateralValue.split('.')
  return rescale(worth * BigInt(whole + fraction), { from: SCALE + fraction.length, to: SCALE })
}
