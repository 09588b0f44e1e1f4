/** What a trade's fee was really taken in: its record states every fee in quote, and only the ledger's rows show it. */
import type { Entry } from '../kraken/entry.ts'
import type { Trade } from '../kraken/trade.ts'
import type { Decimal } from '../money.ts'
import { zero } from '../money.ts'

export type FeeTaken = {
  /** Comes out of what is bought, or goes out on top of what is sold. */
  readonly inBase: Decimal
  readonly inQuote: Decimal
  /** In neither, such as fee credits, by asset id; amounts in units of the asset. */
  readonly elsewhere: ReadonlyMap<string, Decimal>
}

/**
 * `legs` are the ledger's rows of the trade, as far as they are known. A fee wholly in quote is taken as the record
 * states it, since the ledger rounds it to fewer decimals.
 */
export function feeTaken({ pair, fee }: Trade, legs: readonly Entry[]): FeeTaken {
  const fees = new Map<string, Decimal>()
  for (const leg of legs) {
    if (!leg.fee.isZero()) fees.set(leg.asset.id, leg.fee.plus(fees.get(leg.asset.id) ?? zero))
  }
  const isInQuote = [...fees.keys()].every((asset) => asset === pair.quote)
  if (isInQuote) return { inBase: zero, inQuote: fee, elsewhere: new Map() }
  const [inBase, inQuote] = [fees.get(pair.base) ?? zero, fees.get(pair.quote) ?? zero]
  fees.delete(pair.base)
  fees.delete(pair.quote)
  return { inBase, inQuote, elsewhere: fees }
}
