/** Small questions to the truth that several invariants ask. */
import type { Txid } from '../../src/ids.ts'
import type { Truth, TruthEntry, TruthOrder, TruthPair, TruthTrade } from '../truth.ts'
import type { Evidence } from './evidence.ts'
import { type Fraction, fraction, fromExact, zero } from './fraction.ts'

/** `xmreur.kraken` */
export const symbolOf = (pair: TruthPair): string => `${pair.altname.toLowerCase()}.kraken`

/** The pair that goes by any of its names, in whatever case. */
export function pairNamed(truth: Truth, name: string): TruthPair | undefined {
  const wanted = name.toLowerCase()
  const names = (pair: TruthPair): readonly string[] => [
    pair.key,
    pair.altname,
    pair.wsname,
    newNameOf(pair),
    symbolOf(pair),
  ]
  return [...truth.pairs.values()].find((pair) => names(pair).some((other) => other.toLowerCase() === wanted))
}

/** `BTC/USD`: WebSocket v2 has new names for two assets. Source: protocol section 8.1. */
const newNameOf = ({ wsname }: TruthPair): string => wsname.replace(/\bXBT\b/, 'BTC').replace(/\bXDG\b/, 'DOGE')

export const lotTickOf = (pair: TruthPair): Fraction => fraction(1n, 10n ** BigInt(pair.lotDecimals))

export const isLive = (order: TruthOrder): boolean => order.status === 'open' || order.status === 'pending'

export function volumeExecuted(truth: Truth, id: Txid): Fraction {
  const order = truth.orders.get(id)
  return order === undefined ? zero : fromExact(order.executed)
}

/** The trades of the trader's account, in order of execution. */
export const tradesOf = (evidence: Evidence): readonly TruthTrade[] =>
  evidence.truth.trades.filter((trade) => trade.account === evidence.trader.krakenAccount)

/** What went into or out of the trader's account and was no trade, in order of booking. */
export const transfersOf = (evidence: Evidence): readonly TruthEntry[] =>
  evidence.truth.entries.filter((entry) => entry.account === evidence.trader.krakenAccount && entry.type !== 'trade')
