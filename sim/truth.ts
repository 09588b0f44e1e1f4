/**
 * What is true on the fake Kraken, as plain data: written by the exchange, read by the oracle and the report.
 * Types alone, so that the two share words and no arithmetic.
 */
import type { LedgerId, TradeId, Txid } from '../src/ids.ts'
import type { Instant } from '../src/time.ts'

/** `units × 10^-scale`, exactly. */
export type Exact = { readonly units: bigint; readonly scale: number }

/** One party's side of an execution; each match makes two of these, one a party. */
export type TruthTrade = {
  readonly id: TradeId
  readonly at: Instant
  readonly account: string
  readonly txid: Txid
  /** The pair's key. */
  readonly pair: string
  readonly side: 'buy' | 'sell'
  readonly price: Exact
  readonly volume: Exact
  readonly cost: Exact
  /** What was charged, in units of `feeAsset`. */
  readonly fee: Exact
  /** The asset id the fee was taken in. */
  readonly feeAsset: string
  /** The fee as records of the trade print it: in the quote asset, whatever it was taken in. */
  readonly statedFee: Exact
  readonly maker: boolean
}

export type TruthOrder = {
  readonly txid: Txid
  readonly account: string
  readonly pair: string
  readonly side: 'buy' | 'sell'
  /** `limit`, `market`, `stop-loss-limit`, as Kraken writes it. */
  readonly orderType: string
  /** Its limit; absent for one that trades at market. */
  readonly price?: Exact
  /** The last price at which it begins to work, where it waits for one. */
  readonly trigger?: Exact
  readonly volume: Exact
  readonly executed: Exact
  readonly status: 'pending' | 'open' | 'closed' | 'canceled' | 'expired'
  readonly reason?: string
  /** 0 when none was given. */
  readonly userref: number
  readonly openedAt: Instant
  /** Pending until then, when it is scheduled. */
  readonly startsAt?: Instant
  readonly closedAt?: Instant
  /** The order this one took the place of, when an edit made it. */
  readonly replaces?: Txid
  /** When somebody last set its terms on the web page. */
  readonly amendedByHandAt?: Instant
}

export type LedgerType =
  'trade' | 'deposit' | 'withdrawal' | 'transfer' | 'earn' | 'staking' | 'reward' | 'spend' | 'receive' | 'adjustment'

/** One line of a client's ledger: `balance after = balance before + amount − fee`. */
export type TruthEntry = {
  readonly id: LedgerId
  /** The trade's or transfer's id that moved the money. */
  readonly refid: string
  readonly at: Instant
  readonly account: string
  readonly asset: string
  readonly type: LedgerType
  /** `stakingfromspot`, `allocation`; mostly empty. */
  readonly subtype: string
  readonly amount: Exact
  readonly fee: Exact
  readonly balance: Exact
}

/**
 * Balances by asset id, in units of the asset's ledger decimals. Fees taken, rounding residue and the outside
 * world have accounts too, so that every asset sums to zero over all of them.
 */
export type TruthAccount = {
  readonly name: string
  readonly kind: 'client' | 'fees' | 'rounding' | 'outside'
  readonly balances: ReadonlyMap<string, bigint>
  /** What open orders hold of the balance; empty but for clients. */
  readonly holds: ReadonlyMap<string, bigint>
}

export type TruthAsset = { readonly id: string; readonly altname: string; readonly decimals: number }

export type TruthPair = {
  readonly key: string
  readonly altname: string
  readonly wsname: string
  readonly base: string
  readonly quote: string
  readonly pairDecimals: number
  readonly lotDecimals: number
  readonly costDecimals: number
  readonly tickSize: Exact
  /** The smallest size that an order may have. */
  readonly orderMin: Exact
}

/** A counter that limits how fast an account may act, as it stood after it was last charged. In points. */
export type TruthRate = {
  readonly account: string
  readonly level: Exact
  readonly max: Exact
  /** Others than the account's own program have charged it too. */
  readonly isShared: boolean
}

/** Live views: the exchange goes on writing behind them, the reader never does. */
export interface Truth {
  /** In order of execution; only ever appended to, where the exchange forgets nothing. */
  readonly trades: readonly TruthTrade[]
  /** Every order there ever was, by txid, in order of creation; an entry is replaced when its order changes. */
  readonly orders: ReadonlyMap<Txid, TruthOrder>
  /** In order of booking; only ever appended to, where the exchange forgets nothing. */
  readonly entries: readonly TruthEntry[]
  readonly accounts: ReadonlyMap<string, TruthAccount>
  readonly assets: ReadonlyMap<string, TruthAsset>
  readonly pairs: ReadonlyMap<string, TruthPair>
  /** By what they count: `calls of trader`, `trader in XXMRZEUR`. */
  readonly rates: ReadonlyMap<string, TruthRate>
  /** The best open prices of a pair, by its key; absent on an empty side. */
  best(pair: string): { readonly bid?: Exact; readonly ask?: Exact }
}
