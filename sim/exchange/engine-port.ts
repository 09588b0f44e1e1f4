/** What the matching engine is asked to do, and what it tells while it does it. */
import type { Result } from '../../src/result.ts'
import type { Instant } from '../../src/time.ts'
import type { Exact } from '../truth.ts'
import type { Market } from './market.ts'
import type { Fill, Order, OrderTerms, TradeRow } from './orders.ts'

/** Told while the engine works; an order is to be read at once, since it goes on changing. */
export type EngineEvent =
  | { readonly kind: 'order-pending'; readonly order: Order }
  | { readonly kind: 'order-opened'; readonly order: Order }
  | { readonly kind: 'order-filled'; readonly order: Order }
  | { readonly kind: 'trade-executed'; readonly fill: Fill }
  /** All fills of one taker in one pass, or a maker's fill: what `consolidate_taker` tells. */
  | { readonly kind: 'trades-consolidated'; readonly row: TradeRow }
  /** Its price, its volume or both are others than before. */
  | { readonly kind: 'order-amended'; readonly order: Order }
  /** The last price has come to its trigger. */
  | { readonly kind: 'order-triggered'; readonly order: Order }
  /** An iceberg shows its next part, behind all others at its price. */
  | { readonly kind: 'order-refilled'; readonly order: Order }
  | { readonly kind: 'order-ended'; readonly order: Order }

export interface Engine {
  /** Accepts an order and carries it out as far as the book allows. Refused only for want of funds. */
  place(at: Instant, terms: OrderTerms): Result<Order, string>
  /** Ends an open order as replaced and places another; refused, and nothing changed, for want of funds. */
  replace(at: Instant, change: { readonly order: Order; readonly terms: OrderTerms }): Result<Order, string>
  /**
   * Changes an open order in place and gives the amend's id; refused, and nothing changed, for want of funds or since
   * it was not to take. A smaller volume keeps its place in the queue, a larger one or another price goes behind all
   * others there. Not above what was executed, the volume cancels what is left. Source: protocol 7.6, gap 11.
   */
  amend(
    at: Instant,
    change: { readonly order: Order; readonly to: AmendedTerms; readonly byHand?: true },
  ): Result<string, string>
  /** Ends a live order at the user's request. */
  cancel(at: Instant, order: Order): void
  /** When an order begins or expires next, if none of that was canceled meanwhile. */
  nextDue(): Instant | undefined
  /** Lets orders begin and expire whose time has come. */
  runDue(at: Instant): void
  /** The price of the last trade of a pair. */
  last(market: Market): bigint | undefined
  best(pair: string): { readonly bid?: Exact; readonly ask?: Exact }
}

/** What an order is from now on. */
export type AmendedTerms = Pick<OrderTerms, 'price' | 'trigger' | 'trail' | 'display'> & {
  readonly volume: bigint
  /** Of this amend: the order is not to take at its new price. */
  readonly postOnly: boolean
}
