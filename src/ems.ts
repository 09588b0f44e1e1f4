/**
 * The messages between an order-management system (EMS) and the broker, in the shape of piker's `brokerd`.
 * Every amount is a plain decimal string: base units for sizes, quote units per base unit for prices.
 */
import type { Oid, Reqid, TradeId, Txid } from './ids.ts'
import type { Instant } from './time.ts'

export type Side = 'buy' | 'sell'

// ---- EMS → broker

/** Asks for an order; a known `oid` means *change that order* to this price and size. */
export type BrokerdOrder = {
  readonly kind: 'BrokerdOrder'
  readonly oid: Oid
  readonly account: string
  /** Any of the pair's names: `XMR/EUR`, `xmreur.kraken`, `XXMRZEUR`. */
  readonly symbol: string
  readonly action: Side
  readonly orderType: 'limit' | 'market'
  /** The limit price; absent for a market order. */
  readonly price?: string
  /** The whole size, what has been filled already included. */
  readonly size: string
  readonly postOnly?: boolean
  /** How long it may work; `gtc` unless said. The first order says it for all that edits make of it. */
  readonly timeInForce?: TimeInForce
  /** With `gtd`: it ends so many seconds after it was asked for. A whole number. */
  readonly expiresInSeconds?: number
  /** Kraken is to refuse it when it arrives later than so many seconds after it was asked for; 5 to 60, five unless said. */
  readonly deadlineSeconds?: number
  /** It may only make a position smaller, which spot markets take of margin positions alone. */
  readonly reduceOnly?: boolean
}

/**
 * Good till canceled; immediate or cancel: what does not trade at once is canceled; fill or kill: all at once or nothing;
 * good till date.
 */
export const TIMES_IN_FORCE = ['gtc', 'ioc', 'fok', 'gtd'] as const
export type TimeInForce = (typeof TIMES_IN_FORCE)[number]

export type BrokerdCancel = { readonly kind: 'BrokerdCancel'; readonly oid: Oid; readonly account: string }

/** Everything that is open or on its way is to be canceled, orders found live included. `oid` names the request itself. */
export type BrokerdCancelAll = { readonly kind: 'BrokerdCancelAll'; readonly oid: Oid; readonly account: string }

export type EmsRequest = BrokerdOrder | BrokerdCancel | BrokerdCancelAll

// ---- broker → EMS

/** The order is known under `reqid`; sent before any byte of it leaves for Kraken. */
export type BrokerdOrderAck = {
  readonly kind: 'BrokerdOrderAck'
  readonly oid: Oid
  readonly reqid: Reqid
  readonly account: string
  readonly time: Instant
}

export type OrderStatus = 'pending' | 'open' | 'closed' | 'canceled' | 'expired' | 'error'

/** How an order stands. `filled + remaining = size`, exactly, in every one. */
export type BrokerdStatus = {
  readonly kind: 'BrokerdStatus'
  readonly oid: Oid
  readonly reqid: Reqid
  readonly account: string
  readonly status: OrderStatus
  /** The terms in force: the limit price (absent for a market order) and the whole size. */
  readonly price?: string
  readonly size: string
  readonly filled: string
  readonly remaining: string
  /** Kraken's words or ours, for an ending that was not the plain one. */
  readonly reason?: string
  readonly time: Instant
}

/** One execution, told once. `oid` and `reqid` are absent for an order that no dialog knows. */
export type BrokerdFill = {
  readonly kind: 'BrokerdFill'
  readonly oid?: Oid
  readonly reqid?: Reqid
  readonly account: string
  readonly symbol: string
  readonly tradeId: TradeId
  readonly txid: Txid
  readonly action: Side
  readonly size: string
  readonly price: string
  /**
   * As Kraken's record of the trade states it, in the quote asset. Where it was really taken in the base asset or in fee
   * credits, a `BrokerdPosition` follows once the account's ledger shows it.
   */
  readonly fee: string
  /** The quote asset, by altname. */
  readonly feeAsset: string
  /** When it was executed, by Kraken's clock. */
  readonly brokerTime: Instant
  readonly time: Instant
}

/** A refused request: exactly one for each. */
export type BrokerdError = {
  readonly kind: 'BrokerdError'
  readonly oid: Oid
  readonly reqid?: Reqid
  readonly account: string
  readonly request: 'order' | 'edit' | 'cancel'
  /** Who refused. */
  readonly by: 'us' | 'kraken'
  readonly reason: string
  readonly time: Instant
}

/** A position after a fill or a transfer, equal to what a restart would compute. A closed one has size and ppu `0`. */
export type BrokerdPosition = {
  readonly kind: 'BrokerdPosition'
  readonly account: string
  /** `xmreur.kraken` */
  readonly symbol: string
  readonly size: string
  readonly ppu: string
  readonly time: Instant
}

/** An order found live at startup, ours or somebody's; from now on editable and cancellable under this `oid`. */
export type Status = {
  readonly kind: 'Status'
  readonly oid: Oid
  /** Equal to the `reqid` once acknowledged, when the order is ours. */
  readonly reqid: Reqid
  readonly account: string
  readonly txid: Txid
  readonly symbol: string
  readonly action: Side
  readonly price?: string
  readonly size: string
  readonly filled: string
  readonly remaining: string
  readonly time: Instant
}

/**
 * Orders are taken from now on: at the start once everything found live and every open position has been told, and again
 * after each reconnection. In between new ones are refused as `not ready`.
 */
export type BrokerdReady = { readonly kind: 'BrokerdReady'; readonly account: string; readonly time: Instant }

export type EmsEvent =
  BrokerdOrderAck | BrokerdStatus | BrokerdFill | BrokerdError | BrokerdPosition | Status | BrokerdReady
