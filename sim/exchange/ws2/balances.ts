/** The balances channel: what an account has, then every line of its ledger. Source: protocol 6.4. */
import { present } from '../../../src/assert.ts'
import type { Exact, TruthEntry } from '../../truth.ts'
import { decimalText, rescale } from '../amount.ts'
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

/** Everything the account ever had some of, by name, with all its wallets. What open orders hold does not show. */
export function balancesSnapshot(venue: Venue, subscription: Subscription): string {
  const assets = new Map<string, Holding[]>()
  for (const [id, units] of venue.accounts.all.get(subscription.account)?.balances ?? []) {
    const row = assetOf(venue, id)
    const place = placeOf(row)
    const holdings = assets.get(place.asset) ?? []
    holdings.push({ row, units, place })
    assets.set(place.asset, holdings)
  }
  const rows = [...assets].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, holdings]) => balanceRow(holdings))
  return channelFrame(subscription, 'snapshot', printJson(rows))
}

type Holding = { readonly row: AssetRow; readonly units: bigint; readonly place: Place }

/** In the decimals of the finest of its wallets. */
function balanceRow(holdings: readonly Holding[]): JsonObject {
  const scale = Math.max(...holdings.map(({ row }) => row.decimals))
  const sum = holdings.reduce((total, { row, units }) => total + rescale(units, { from: row.decimals, to: scale }), 0n)
  const wallets = holdings.map(({ row, units, place }) => ({
    type: place.walletType,
    id: place.walletId,
    balance: amount({ units, scale: row.decimals }),
  }))
  const asset = holdings[0]?.place.asset
  return { asset, asset_class: 'currency', balance: amount({ units: sum, scale }), wallets }
}

/** Of a line, the balance is its own wallet's. */
function entryRow(venue: Venue, entry: TruthEntry): JsonObject {
  const { asset, walletType, walletId } = placeOf(assetOf(venue, entry.asset))
  return {
    ledger_id: entry.id,
    ref_id: entry.refid,
    timestamp: rfcText(entry.at),
    type: entry.type,
    subtype: entry.subtype === '' ? undefined : entry.subtype,
    asset,
    asset_class: 'currency',
    category: entry.type,
    wallet_type: walletType,
    wallet_id: walletId,
    amount: amount(entry.amount),
    fee: amount(entry.fee),
    balance: amount(entry.balance),
  }
}

type Place = { readonly asset: string; readonly walletType: 'spot' | 'earn'; readonly walletId: string }

/** The suffixes of what earns, which v2 tells as wallets of the plain asset. Source: protocol 6.4, 8.1. */
const EARN_WALLETS: ReadonlyMap<string, string> = new Map([
  ['F', 'flex'],
  ['B', 'bonded'],
])

/** Other suffixes, of staking as it was and of holds, stay part of the name: what v2 makes of them is not recorded. */
function placeOf({ altname }: AssetRow): Place {
  const [plain = altname, suffix = ''] = altname.split('.')
  const walletId = EARN_WALLETS.get(suffix)
  return walletId === undefined
    ? { asset: newName(altname), walletType: 'spot', walletId: 'main' }
    : { asset: newName(plain), walletType: 'earn', walletId }
}

const amount = ({ units, scale }: Exact) => jsonText(decimalText(units, scale))
const assetOf = ({ universe }: Venue, id: string): AssetRow => present(universe.assets.get(id), `${id} is an asset`)
