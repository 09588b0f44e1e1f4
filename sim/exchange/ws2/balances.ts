/** The balances channel: what an account has, then every line of its ledger. Source: protocol 6.4. */
import { present } from '../../../src/assert.ts'
import type { Exact, TruthEntry } from '../../truth.ts'
import { decimalText } from '../amount.ts'
import type { Outbox } from '../outbox.ts'
import type { Sessions, Subscription } from '../sessions.ts'
import { type AssetRow, newName } from '../universe/universe.ts'
import type { Venue } from '../venue.ts'
import { type JsonObject, jsonText, printJson } from '../wire.ts'
import { channelFrame } from './frame.ts'
import { rfcText } from './rows.ts'

type Parts = { readonly sessions: Sessions; readonly outbox: Outbox; readonly venue: Venue }

/** To be called with all that was booked since the last time. One frame holds one line. */
export function tellBalances({ sessions, outbox, venue }: Parts, entries: readonly TruthEntry[]): void {
  for (const entry of entries) {
    for (const subscription of sessions.subscribers(entry.account, 'balances')) {
      const rows = printJson([entryRow(venue, entry)])
      outbox.feed(subscription.socket, 'balances', channelFrame(subscription, 'update', rows))
    }
  }
}

/** Everything the account ever had some of, by name. What open orders hold does not show. */
export function balancesSnapshot(venue: Venue, subscription: Subscription): string {
  const balances = venue.accounts.all.get(subscription.account)?.balances ?? new Map<string, bigint>()
  const rows = [...balances]
    .map(([id, units]) => ({ row: assetOf(venue, id), units }))
    .sort(({ row: one }, { row: other }) => (newName(one.altname) < newName(other.altname) ? -1 : 1))
    .map(({ row, units }) => balanceRow(row, units))
  return channelFrame(subscription, 'snapshot', printJson(rows))
}

function balanceRow({ altname, decimals }: AssetRow, units: bigint): JsonObject {
  const balance = jsonText(decimalText(units, decimals))
  const wallets = [{ type: 'spot', id: 'main', balance }]
  return { asset: newName(altname), asset_class: 'currency', balance, wallets }
}

const entryRow = (venue: Venue, entry: TruthEntry): JsonObject => ({
  ledger_id: entry.id,
  ref_id: entry.refid,
  timestamp: rfcText(entry.at),
  type: entry.type,
  asset: newName(assetOf(venue, entry.asset).altname),
  asset_class: 'currency',
  category: entry.type,
  wallet_type: 'spot',
  wallet_id: 'main',
  amount: amount(entry.amount),
  fee: amount(entry.fee),
  balance: amount(entry.balance),
})

const amount = ({ units, scale }: Exact) => jsonText(decimalText(units, scale))
const assetOf = ({ universe }: Venue, id: string): AssetRow => present(universe.assets.get(id), `${id} is an asset`)
