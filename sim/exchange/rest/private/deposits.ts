/** Money on its way in. Source: protocol 3.7; captures of `DepositMethods`. */
import { type Result, fail, ok } from '../../../../src/result.ts'
import { MICROS_PER_SECOND } from '../../../../src/time.ts'
import { decimalText } from '../../amount.ts'
import { addressOf, chainOf } from '../../chains.ts'
import * as errors from '../../errors.ts'
import type { Transfer } from '../../history.ts'
import { chainHash } from '../../ids.ts'
import { type AssetRow, assetNamed } from '../../universe/universe.ts'
import type { Json, JsonObject } from '../../wire.ts'
import { isSet, isWithin, windowOf } from '../params.ts'
import type { Answer, PrivateCall } from '../registry.ts'
import { assetFilter } from './records.ts'

/** The asset that a funding call must name. */
export function fundedAsset({ venue, params }: PrivateCall): Result<AssetRow, string> {
  const name = params.get('asset')
  if (name === undefined || name === '') return fail(errors.invalidArguments('asset'))
  const asset = assetNamed(venue.universe, name)
  return asset === undefined ? fail(errors.UNKNOWN_FUNDING_ASSET) : ok(asset)
}

export function depositMethods(call: PrivateCall): Answer {
  const asset = fundedAsset(call)
  if (!asset.ok) return asset
  const { name, hasAddresses, minimum } = chainOf(asset.value)
  return ok([
    {
      method: name,
      limit: false,
      'gen-address': hasAddresses ? true : undefined,
      minimum: decimalText(minimum, asset.value.decimals),
    },
  ])
}

/** How many an account may have for an asset; the real number is not documented. */
const MOST_ADDRESSES = 5

/** Those there are; `new` makes another. */
export function depositAddresses(call: PrivateCall): Answer {
  const asset = fundedAsset(call)
  if (!asset.ok) return asset
  const { venue, account, params } = call
  const chain = chainOf(asset.value)
  if (!chain.hasAddresses || params.get('method') !== chain.name) return fail(errors.invalidArguments('method'))
  const key = `${account} ${asset.value.id}`
  const known = venue.depositAddresses.get(key) ?? 0
  const told = (number: number): JsonObject => ({ address: addressOf(asset.value, account, number), expiretm: '0' })
  if (!isSet(params, 'new')) return ok(Array.from({ length: known }, (_, number) => told(number)))
  if (known >= MOST_ADDRESSES) return fail(errors.TOO_MANY_ADDRESSES)
  venue.depositAddresses.set(key, known + 1)
  return ok([{ ...told(known), new: true }])
}

export const depositStatus = (call: PrivateCall): Answer => transferStatus(call, 'deposit')

/** Newest first; a page at a time when `cursor` is asked for. */
export function transferStatus(call: PrivateCall, kind: Transfer['kind']): Answer {
  const { venue, account, params } = call
  const wanted = assetFilter(call)
  if (!wanted.ok) return wanted
  const window = windowOf(params, () => undefined)
  if (!window.ok) return window
  const method = params.get('method')
  const rows = venue.history
    .of(account)
    .transfers.toReversed()
    .filter((one) => one.kind === kind && wanted.value(one.asset.id) && isWithin(window.value, one.at))
    .filter(({ asset }) => method === undefined || chainOf(asset).name === method)
    .map(transferRow)
  const cursor = params.get('cursor')
  return cursor === undefined || cursor === 'false' ? ok(rows) : pageAt(call, { kind, rows, cursor })
}

const STANDARD_PAGE = 25
const MOST_IN_A_PAGE = 500

/** A cursor says how many rows came before. The shape of such an answer is not recorded. */
function pageAt(
  { params }: PrivateCall,
  { kind, rows, cursor }: { readonly kind: Transfer['kind']; readonly rows: readonly Json[]; readonly cursor: string },
): Answer {
  const limit = params.get('limit') ?? String(STANDARD_PAGE)
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > MOST_IN_A_PAGE) {
    return fail(errors.invalidArguments('limit'))
  }
  const from = cursor === 'true' ? 0 : /^\d{1,9}$/.test(cursor) ? Number(cursor) : undefined
  if (from === undefined) return fail(errors.invalidArguments('cursor'))
  const end = from + Number(limit)
  return ok({ [kind]: rows.slice(from, end), next_cursor: end < rows.length ? String(end) : null })
}

const transferRow = ({ kind, refid, asset, amount, fee, at, status, twist, key }: Transfer): JsonObject => ({
  method: chainOf(asset).name,
  network: kind === 'withdrawal' ? chainOf(asset).network : undefined,
  aclass: 'currency',
  asset: asset.id,
  refid,
  txid: status === 'Success' ? chainHash(refid) : null,
  info: chainHash(`address ${asset.id}`).slice(0, 34),
  amount: decimalText(amount, asset.decimals),
  fee: decimalText(fee, asset.decimals),
  time: Math.floor(at / MICROS_PER_SECOND),
  status,
  'status-prop': twist,
  key,
})
