/** What the adapter says and hears over the private WebSocket, whichever of Kraken's dialects carries it. */
import type { Side, TimeInForce } from '../ems.ts'
import type { Reqid, Txid } from '../ids.ts'
import type { Price, Volume } from '../money.ts'
import type { Pair } from '../pair.ts'
import type { Instant } from '../time.ts'
import type { OrderUpdate } from './order.ts'
import type { Trade } from './trade.ts'

export type Dialect = {
  readonly url: string
  /** All of them must be subscribed and have told how things stand before a session is complete. */
  readonly channels: readonly string[]
  /** Whether an edit puts a new order in the old one's place, or changes the order itself. */
  readonly edits: 'by replacing' | 'in place'
  readonly subscribe: (token: string) => readonly string[]
  readonly ping: () => string
  readonly addOrder: (order: NewOrder) => string
  readonly editOrder: (edit: OrderEdit) => string
  readonly cancelOrder: (cancel: OrderCancel) => string
  /** The dead man's switch: all orders are canceled in so many seconds, unless it is set anew; 0 takes it back. */
  readonly cancelAllAfter: (wish: { readonly token: string; readonly reqid: Reqid; readonly seconds: number }) => string
  /** Never fails: a frame that means nothing to us is a frame of that kind. */
  readonly readFrame: (text: string) => Frame
}

// ---- what leaves

export type NewOrder = {
  /** Kraken is to refuse it when it comes later. */
  readonly deadline: Instant | undefined
  readonly token: string
  readonly reqid: Reqid
  readonly userref: Reqid
  readonly pair: Pair
  readonly side: Side
  readonly orderType: 'limit' | 'market'
  readonly price: Price | undefined
  readonly volume: Volume
  readonly postOnly: boolean
  readonly manner: Manner
}

/** How and how long an order may work. Times are Kraken's. */
export type Manner = {
  readonly timeInForce: TimeInForce
  /** Of an order that is good till a date. */
  readonly expiresAt: Instant | undefined
  readonly reduceOnly: boolean
}

export type OrderEdit = {
  readonly token: string
  readonly reqid: Reqid
  readonly userref: Reqid
  readonly txid: Txid
  readonly pair: Pair
  readonly price: Price | undefined
  readonly volume: Volume
  readonly postOnly: boolean
}

/** Each of the orders is answered on its own, under the one reqid. */
export type OrderCancel = { readonly token: string; readonly reqid: Reqid; readonly txids: readonly Txid[] }

// ---- what arrives

export type Acknowledgement = { readonly reqid: Reqid | undefined } & (
  { readonly ok: true; readonly txid: Txid | undefined } | { readonly ok: false; readonly error: string }
)

/** One thing a channel tells. */
export type News =
  { readonly kind: 'order'; readonly update: OrderUpdate } | { readonly kind: 'trade'; readonly trade: Trade }

export type ChannelFrame = {
  readonly kind: 'channel'
  readonly channel: string
  /** Undefined where Kraken did not say: then a missing frame cannot be noticed by it. */
  readonly sequence: number | undefined
  /** It says how things stood when the subscription began. Undefined where only its being the first can tell. */
  readonly isSnapshot: boolean | undefined
  /** As Kraken sent it: oldest first, but for the trades of a snapshot, of which the newest comes first. */
  readonly news: readonly News[]
  /** What is wrong with each row that could not be read; it never takes the others with it. */
  readonly unreadable: readonly string[]
}

export type Frame =
  | { readonly kind: 'system-status'; readonly status: string }
  | { readonly kind: 'idle' }
  | { readonly kind: 'subscribed'; readonly channel: string }
  | { readonly kind: 'subscription-refused'; readonly error: string }
  | {
      readonly kind: 'order-acknowledged'
      readonly to: 'addOrder' | 'editOrder' | 'amendOrder' | 'cancelOrder'
      readonly ack: Acknowledgement
    }
  /** What came of a wish for the dead man's switch; the error undefined when it is set. */
  | { readonly kind: 'switch-set'; readonly error: string | undefined }
  | ChannelFrame
  | { readonly kind: 'not-understood'; readonly why: string }
