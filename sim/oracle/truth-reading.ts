/** Small questions to the truth that several invariants ask. */
import type { Txid } from '../../src/ids.ts'
import type { LedgerType, Truth, TruthEntry, TruthOrder, TruthPair, TruthTrade } from '../truth.ts'
import type { Evidence } from './evidence.ts'
import { type Fraction, fraction, fromExact, zero } from './fraction.ts'

/** `xmreur.kraken` */
export const symbolOf = (pair: TruthPair): string => `${pair.altname.toLowerCase()}.kraken`

/** The pair that goes by any of its names, in whatever case. */
export function pairNamed(truth: Pick<Truth, 'pairs'>, name: string): TruthPair | undefined {
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

/** Every line of the trader's ledger, in order of booking. */
export const entriesOf = (evidence: Evidence): readonly TruthEntry[] =>
  evidence.truth.entries.filter((entry) => entry.account === evidence.trader.krakenAccount)

/**
 * What went into or out of the trader's account and was no trade, in order of booking. Rows of a trade that only the
 * ledger knows count among it; moves between an asset and its staked forms do not.
 */
export function transfersOf(evidence: Evidence): readonly TruthEntry[] {
  const trades = new Set<string>(tradesOf(evidence).map(({ id }) => id))
  return entriesOf(evidence).filter(({ type, subtype, refid }) =>
    type === 'trade' ? !trades.has(refid) : !(WALLET_MOVES.get(type) ?? []).includes(subtype),
  )
}

/** Within one account, by the ledger's types: out of one form of an asset and into another. */
const WALLET_MOVES: ReadonlyMap<LedgerType, readonly string[]> = new Map([
  ['transfer', ['spottostaking', 'stakingfromspot', 'stakingtospot', 'spotfromstaking']],
  ['earn', ['allocation', 'deallocation', 'autoallocation', 'migration']],
])

/**
 * The asset that a staked, earning or held form stands for: `DOT28.S` and `DOT.P` for `DOT`, `XBT.F` for `XXBT`. One
 * that trades by itself stands for itself, and so does a tokenized one (`.T`).
 */
export function wholeAsset(truth: Truth, id: string): string {
  const pairs = [...truth.pairs.values()]
  if (pairs.some(({ base, quote }) => base === id || quote === id)) return id
  const [name = '', form, ...more] = id.split('.')
  if (form === undefined || more.length > 0 || !'S M F B P HOLD'.split(' ').includes(form)) return id
  const assets = [...truth.assets.values()]
  const called = (wanted: string) => assets.find((asset) => asset.altname === wanted)?.id
  return called(name) ?? called(name.replace(/[0-9]+$/, '')) ?? id
}
