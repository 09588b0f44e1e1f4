/** One row of Kraken's ledger: what one balance moved by, and what kind of deed moved it. */
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

export type Entry = {
  readonly id: LedgerId
  /** Of the deed; every row of a trade has the trade's id here. */
  readonly refid: string
  readonly kind: EntryKind
  /** The whole asset: of `XBT.F` it is `XXBT`. */
  readonly asset: Asset
  /** Signed, without the fee: the balance moved by `amount − fee`. */
  readonly amount: Decimal
  readonly fee: Decimal
  readonly at: Instant
  readonly fields: RecordFields
}

export type EntryKind =
  /** One row of a trade; a trade has at least two, with its fee on the row of the asset that it was taken in. */
  | 'leg'
  /** From one wallet of the asset into another: the account has as much as before. */
  | 'move'
  /** Into or out of the account: deposits, withdrawals, rewards, conversions, Kraken's own corrections. */
  | 'transfer'

const entryFields = z.looseObject({
  refid: z.string().nullish(),
  time: timeField,
  type: z.string(),
  subtype: z.string().nullish(),
  asset: z.string(),
  amount: decimalField,
  fee: decimalField,
})

/** Fails on an entry without its figures, or of an asset that Kraken did not list in any form. */
export function readEntry(id: string, record: Json, wholeAssetNamed: AssetNamed): Result<Entry, string> {
  const read = entryFields.safeParse(record)
  if (!read.success) return fail(`ledger entry ${id}: ${complaint(read.error)}`)
  const { type, subtype } = read.data
  const asset = wholeAssetNamed(read.data.asset)
  if (asset === undefined) return fail(`ledger entry ${id}: unknown asset ${read.data.asset}`)
  return ok({
    id: ledgerId(id),
    refid: read.data.refid ?? '',
    kind: type === 'trade' ? 'leg' : isMove(type, subtype ?? '') ? 'move' : 'transfer',
    asset,
    amount: read.data.amount,
    fee: read.data.fee,
    at: read.data.time,
    fields: textFields(record),
  })
}

/** By type and subtype. Source: the ledger rows of 2021 and 2024 that protocol 8.1 speaks of; Kraken has no list. */
const isMove = (type: string, subtype: string): boolean =>
  (type === 'transfer' && /^(spottostaking|stakingfromspot|stakingtospot|spotfromstaking)$/.test(subtype)) ||
  (type === 'earn' && /^(allocation|deallocation|autoallocation|migration)$/.test(subtype))
