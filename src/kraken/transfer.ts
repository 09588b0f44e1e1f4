/** One movement of money in or out of the account, as Kraken's ledger books it. */
import { z } from 'zod'
import type { LedgerId } from '../ids.ts'
import { ledgerId } from '../ids.ts'
import type { Decimal } from '../money.ts'
import type { Asset } from '../pair.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import type { Instant } from '../time.ts'
import { complaint, decimalField, timeField } from './fields.ts'
import type { Json } from './json.ts'
import type { AssetNamed } from './reference.ts'
import type { RecordFields } from './trade.ts'
import { textFields } from './trade.ts'

export const TRANSFER_TYPES = ['deposit', 'withdrawal'] as const

export type Transfer = {
  readonly id: LedgerId
  readonly asset: Asset
  /** Signed and with its fee already taken: what the balance moved by. */
  readonly amount: Decimal
  readonly at: Instant
  readonly fields: RecordFields
}

const entryFields = z.looseObject({
  time: timeField,
  type: z.enum(TRANSFER_TYPES),
  asset: z.string(),
  amount: decimalField,
  fee: decimalField,
})

/** Fails on an entry that is no transfer, or of an asset that Kraken did not list. */
export function readTransfer(id: string, record: Json, assetNamed: AssetNamed): Result<Transfer, string> {
  const read = entryFields.safeParse(record)
  if (!read.success) return fail(`ledger entry ${id}: ${complaint(read.error)}`)
  const asset = assetNamed(read.data.asset)
  if (asset === undefined) return fail(`ledger entry ${id}: unknown asset ${read.data.asset}`)
  return ok({
    id: ledgerId(id),
    asset,
    amount: read.data.amount.minus(read.data.fee),
    at: read.data.time,
    fields: textFields(record),
  })
}
