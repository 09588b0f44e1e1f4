/** Money on its way out. Source: protocol 3.7. */
import { type Result, fail, ok } from '../../../../src/result.ts'
import { decimalText } from '../../amount.ts'
import { addressOf, chainOf, chainText } from '../../chains.ts'
import * as errors from '../../errors.ts'
import { askWithdrawal, cancelWithdrawal, readAmount, toFutures } from '../../funding.ts'
import { type AssetRow, assetNamed } from '../../universe/universe.ts'
import type { JsonObject } from '../../wire.ts'
import type { Answer, PrivateCall } from '../registry.ts'
import { fundedAsset, transferStatus } from './deposits.ts'
import { assetFilter } from './records.ts'

/** Ways out for the assets that the account has. */
export function withdrawMethods(call: PrivateCall): Answer {
  const wanted = assetFilter(call)
  if (!wanted.ok) return wanted
  const { venue, account } = call
  const assets = [...(venue.accounts.all.get(account)?.balances.keys() ?? [])]
    .filter(wanted.value)
    .map((id) => venue.universe.assets.get(id))
    .filter((asset) => asset !== undefined)
  return ok(assets.map(methodRow))
}

function methodRow(asset: AssetRow): JsonObject {
  const { name, network, minimum } = chainOf(asset)
  return { asset: asset.id, method: name, network, minimum: decimalText(minimum, asset.decimals) }
}

export function withdrawAddresses(call: PrivateCall): Answer {
  const wanted = assetFilter(call)
  if (!wanted.ok) return wanted
  const { params, account } = call
  const rows = keysOf(call).filter(
    ({ key, asset }) => wanted.value(asset.id) && [undefined, key].includes(params.get('key')),
  )
  return ok(
    rows.map(({ key, asset }, number) => ({
      address: addressOf(asset, `${account} outside`, number),
      asset: asset.altname,
      method: chainOf(asset).name,
      key,
      verified: true,
    })),
  )
}

type WithdrawKey = { readonly key: string; readonly asset: AssetRow }

const keysOf = ({ venue, account }: PrivateCall): readonly WithdrawKey[] =>
  Object.entries(venue.withdrawKeys.get(account) ?? {}).flatMap(([key, name]) => {
    const asset = assetNamed(venue.universe, name)
    return asset === undefined ? [] : [{ key, asset }]
  })

type Wish = { readonly asset: AssetRow; readonly key: string; readonly amount: bigint; readonly fee: bigint }

/** What may leave at once is what no order holds. */
export function withdrawInfo(call: PrivateCall): Answer {
  const wish = readWish(call)
  if (!wish.ok) return wish
  const { asset, amount, fee } = wish.value
  const limit = call.venue.accounts.available(call.account, asset)
  return ok({
    method: chainOf(asset).name,
    limit: chainText(limit, asset),
    amount: chainText(amount - fee, asset),
    fee: chainText(fee, asset),
  })
}

/** The fee is taken off the amount. It stays pending until somebody says what became of it. */
export function withdraw(call: PrivateCall): Answer {
  const { at, venue, account, params } = call
  const wish = readWish(call)
  if (!wish.ok) return wish
  const { asset, key, amount, fee } = wish.value
  const maxFee = params.get('max_fee')
  if (maxFee !== undefined) {
    const most = readAmount(asset, maxFee)
    if (most === undefined) return fail(errors.invalidArguments('max_fee'))
    if (most < fee) return fail(errors.MAX_FEE_EXCEEDED)
  }
  const text = (units: bigint): string => decimalText(units, asset.decimals)
  const asked = askWithdrawal(at, venue, { account, key, asset: asset.id, amount: text(amount - fee), fee: text(fee) })
  return asked.ok ? ok({ refid: asked.value.refid }) : asked
}

function readWish(call: PrivateCall): Result<Wish, string> {
  const asset = fundedAsset(call)
  if (!asset.ok) return asset
  const { params } = call
  const known = keysOf(call).find((one) => one.key === params.get('key') && one.asset.id === asset.value.id)
  if (known === undefined) return fail(errors.UNKNOWN_WITHDRAW_KEY)
  const { fee, minimum } = chainOf(asset.value)
  const amount = readAmount(asset.value, params.get('amount') ?? '')
  if (amount === undefined || amount < minimum || amount <= fee) return fail(errors.INVALID_AMOUNT)
  return ok({ ...known, amount, fee })
}

export const withdrawStatus = (call: PrivateCall): Answer => transferStatus(call, 'withdrawal')

export function withdrawCancel(call: PrivateCall): Answer {
  const { at, venue, account, params } = call
  const asset = fundedAsset(call)
  if (!asset.ok) return asset
  const canceled = cancelWithdrawal(at, venue, { account, refid: params.get('refid') ?? '' })
  return canceled.ok ? ok(true) : canceled
}

/** Only this one way is known. */
export function walletTransfer(call: PrivateCall): Answer {
  const { at, venue, account, params } = call
  const asset = fundedAsset(call)
  if (!asset.ok) return asset
  if (params.get('from') !== 'Spot Wallet') return fail(errors.invalidArguments('from'))
  if (params.get('to') !== 'Futures Wallet') return fail(errors.invalidArguments('to'))
  const moved = toFutures(at, venue, { account, asset: asset.value, amount: params.get('amount') ?? '' })
  return moved.ok ? ok({ refid: moved.value }) : moved
}
