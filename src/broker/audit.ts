/** Whether the balances Kraken states are what the ledger's records add up to, asset by asset. */
import type { Entry } from '../kraken/entry.ts'
import type { Reference } from '../kraken/reference.ts'
import type { Trade } from '../kraken/trade.ts'
import type { Decimal } from '../money.ts'
import { plain, roundHalfUp, zero } from '../money.ts'

/**
 * One sentence for each asset that differs; empty when all agree. Amounts are in units of the asset, all forms of it
 * together, what open orders hold included. A trade whose ledger rows are not known yet is reckoned from its record.
 */
export function auditBalances(
  balances: ReadonlyMap<string, Decimal>,
  records: { readonly trades: readonly Trade[]; readonly entries: readonly Entry[] },
  reference: Pick<Reference, 'assetNamed' | 'wholeAssetNamed'>,
): readonly string[] {
  const stated = new Map<string, Decimal>()
  for (const [name, amount] of balances) addTo(stated, reference.wholeAssetNamed(name)?.id ?? name, amount)

  const expected = new Map<string, Decimal>()
  for (const entry of records.entries) addTo(expected, entry.asset.id, entry.amount.minus(entry.fee))
  const inLedger = new Set(records.entries.map((entry) => entry.refid))
  for (const trade of records.trades) {
    if (inLedger.has(trade.id)) continue
    for (const [asset, amount] of legsOf(trade)) {
      // Kraken books each leg and each fee in the asset's own decimals, rounded one by one.
      const decimals = reference.assetNamed(asset)?.decimals
      addTo(expected, asset, decimals === undefined ? amount : roundHalfUp(amount, decimals))
    }
  }

  const assets = [...new Set([...stated.keys(), ...expected.keys()])].toSorted()
  return assets.flatMap((asset) => {
    const [is, reckoned] = [stated.get(asset) ?? zero, expected.get(asset) ?? zero]
    if (is.eq(reckoned)) return []
    return [`${asset}: Kraken states ${plain(is)}, the records add up to ${plain(reckoned)}`]
  })
}

function legsOf({ pair, side, volume, cost, fee }: Trade): readonly (readonly [assetId: string, amount: Decimal])[] {
  const received = side === 'buy'
  return [
    [pair.base, received ? volume : volume.negated()],
    [pair.quote, received ? cost.negated() : cost],
    [pair.quote, fee.negated()],
  ]
}

const addTo = (sums: Map<string, Decimal>, asset: string, amount: Decimal): void => {
  sums.set(asset, amount.plus(sums.get(asset) ?? zero))
}
