/** Whether the balances Kraken states are what the ledger's records add up to, asset by asset. */
import type { Reference } from '../kraken/reference.ts'
import type { Trade } from '../kraken/trade.ts'
import type { Transfer } from '../kraken/transfer.ts'
import type { Decimal } from '../money.ts'
import { plain, roundHalfUp, zero } from '../money.ts'

/** One sentence per asset that differs; empty when all agree. Amounts are in units of the asset. */
export function auditBalances(
  balances: ReadonlyMap<string, Decimal>,
  records: { readonly trades: readonly Trade[]; readonly transfers: readonly Transfer[] },
  reference: Reference,
): readonly string[] {
  const expected = new Map<string, Decimal>()
  const move = (assetId: string, amount: Decimal): void => {
    // Kraken books each leg and each fee in the asset's own decimals, rounded one by one.
    const decimals = reference.assetNamed(assetId)?.decimals
    const booked = decimals === undefined ? amount : roundHalfUp(amount, decimals)
    expected.set(assetId, booked.plus(expected.get(assetId) ?? zero))
  }
  for (const trade of records.trades) {
    const received = trade.side === 'buy'
    move(trade.pair.base, received ? trade.volume : trade.volume.negated())
    move(trade.pair.quote, received ? trade.cost.negated() : trade.cost)
    move(trade.pair.quote, trade.fee.negated())
  }
  for (const transfer of records.transfers) move(transfer.asset.id, transfer.amount)

  const assets = [...new Set([...balances.keys(), ...expected.keys()])].toSorted()
  return assets.flatMap((asset) => {
    const stated = balances.get(asset) ?? zero
    const reckoned = expected.get(asset) ?? zero
    if (stated.eq(reckoned)) return []
    return [`${asset}: Kraken states ${plain(stated)}, the records add up to ${plain(reckoned)}`]
  })
}
