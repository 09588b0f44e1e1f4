/** The orders we speak of: with the EMS by oid and reqid, with Kraken by txid. One table for all three. */
import { assert } from '../assert.ts'
import type { OrderStatus, Side } from '../ems.ts'
import type { Oid, Reqid, Txid } from '../ids.ts'
import { reqid } from '../ids.ts'
import type { Manner } from '../kraken/dialect.ts'
import type { KrakenOrderStatus, OrderTerms, OrderUpdate } from '../kraken/order.ts'
import type { Price, Volume } from '../money.ts'
import { volume, zero } from '../money.ts'
import type { Pair } from '../pair.ts'
import type { Instant } from '../time.ts'
import { MICROS_PER_SECOND } from '../time.ts'

/** What the trader wants of an order: `size` is the whole of it, what has been filled included. */
export type Terms = { readonly price: Price | undefined; readonly size: Volume }

/** An order at Kraken, as far as we have been told. It only ever moves on: a late word never undoes a later one. */
export type KnownOrder = {
  readonly txid: Txid
  /** 0 is what Kraken says of an order without one, and has been seen to say of orders that have one. */
  userref: number | undefined
  terms: OrderTerms
  /** Since when we have taken them for its terms. */
  termsSince: Instant
  /** A feed has described it, which REST, being older, never overrules. */
  isDescribed: boolean
  /** Its terms are those of our request for a new order: Kraken takes it as it is or not at all. */
  readonly isAsAsked: boolean
  /** Described otherwise since, or with Kraken's mark: it was changed in place, by us or by somebody else. */
  isAmended: boolean
  status: KrakenOrderStatus
  executed: Volume
  reason: string | undefined
  /** Where Kraken said so, as when it ended. */
  readonly openedAt: Instant | undefined
  endedAt: Instant | undefined
  /** In whose place edits of an earlier life of ours put it, oldest first. */
  before: readonly KnownOrder[]
  /** Undefined while it is nobody's: it may yet turn out to be the answer to a request under way. */
  dialog: Dialog | undefined
}

export type Phase =
  /** Sent; Kraken's id for it is not known. */
  | { readonly kind: 'submitting' }
  /** Its current order is known; nothing is under way but, perhaps, a cancel. */
  | { readonly kind: 'standing' }
  /** An edit of `from` is under way; the new order's id is not known. */
  | { readonly kind: 'replacing'; readonly from: Txid; readonly terms: Terms }
  /** Its order is being canceled to make room for one on these terms. */
  | { readonly kind: 'clearing'; readonly terms: Terms }
  /** Room has been made; the order on these terms is yet to be sent, or Kraken's id for it is not known. */
  | { readonly kind: 'resubmitting'; readonly terms: Terms }
  /** A change of its order in place is under way; the txid stays. */
  | { readonly kind: 'amending'; readonly terms: Terms }
  | { readonly kind: 'ended' }

/** One order as the EMS sees it: one oid and one reqid, through however many txids. */
export type Dialog = {
  readonly oid: Oid
  readonly reqid: Reqid
  readonly pair: Pair
  readonly side: Side
  readonly orderType: 'limit' | 'market'
  readonly postOnly: boolean
  readonly manner: Manner
  /** When Kraken is to refuse its first order, by Kraken's clock. */
  readonly deadline: Instant | undefined
  /** Found live rather than asked for; the EMS learns of it by a `Status`. */
  readonly isFound: boolean
  /** When the first request of it, or the order found, became ours, by Kraken's clock: no order made for it is older. */
  readonly begunAt: Instant
  phase: Phase
  /** In force. */
  terms: Terms
  /** What a later edit asked for and no request has carried yet. */
  wish: Terms | undefined
  cancelWanted: boolean
  /** Kraken had no room for its cancel, which is sent again then. */
  cancelHeldUntil: Instant | undefined
  /** The EMS's cancels that nothing has answered yet. */
  cancelsAsked: number
  /** Oldest first; the last one is current. */
  readonly orders: KnownOrder[]
  /** The last status told, to tell changes only. */
  told: { readonly status: OrderStatus; readonly filled: Volume; readonly terms: Terms } | undefined
  /** Since when its end is known and its fills are not all; undefined when it is not so. */
  endingSince: Instant | undefined
  /** Requests repeated because they had provably not arrived. */
  repeats: number
}

/** A request on the wire that Kraken has not answered, or not so that we know what came of it. */
export type Flight = {
  readonly wire: Reqid
  readonly dialog: Dialog
  /** Since when its outcome is anybody's guess; undefined while an answer may still come. */
  lostAt: Instant | undefined
  /** Kraken said the order is not open; the truth about that order decides what it means. */
  refusal: string | undefined
} & (
  | { readonly request: 'addOrder'; readonly terms: Terms }
  | ({ readonly request: 'editOrder' } & Edit)
  | ({ readonly request: 'amendOrder'; isAccepted: boolean } & Edit)
  /** `clearing` makes room for an edit's order. */
  | {
      readonly request: 'cancelOrder'
      readonly target: Txid
      readonly clearing: boolean
      readonly batch: CancelBatch
      isAccepted: boolean
    }
)

/** `isCutDown`: nobody asked for it; Kraken made the order too large. */
type Edit = { readonly target: Txid; readonly terms: Terms; readonly isCutDown: boolean }

/** Cancels that left in one request: Kraken answers each under the one reqid, and v1 does not say which it means. */
export type CancelBatch = {
  readonly reqid: Reqid
  readonly size: number
  accepted: number
  refused: number
  /** In Kraken's words, the last of them. */
  refusal: string | undefined
}

export type Dialogs = {
  readonly byOid: (oid: Oid) => Dialog | undefined
  readonly byReqid: (id: Reqid) => Dialog | undefined
  readonly all: () => readonly Dialog[]
  readonly add: (dialog: Dialog) => void
  /** A number never used before, by us or by an order we know. */
  readonly nextReqid: (krakenNow: Instant) => Reqid
  readonly order: (id: Txid) => KnownOrder | undefined
  readonly orders: () => readonly KnownOrder[]
  readonly addOrder: (order: KnownOrder) => void
  readonly flights: Map<Reqid, Flight>
  /** What a feed said of the end of orders that nobody has described yet: final, whosever they turn out to be. */
  readonly endings: Map<Txid, OrderUpdate>
  /** Orders whose fills were told when no request under way could have made them: no later request has either. */
  readonly nobodys: Set<Txid>
}

export function createDialogs(): Dialogs {
  const dialogs = new Map<Oid, Dialog>()
  const reqids = new Map<Reqid, Dialog>()
  const orders = new Map<Txid, KnownOrder>()
  const userrefs = new Set<number>()
  let last = 0
  return {
    byOid: (id) => dialogs.get(id),
    byReqid: (id) => reqids.get(id),
    all: () => [...dialogs.values()],
    add(dialog) {
      assert(!reqids.has(dialog.reqid), `reqid ${dialog.reqid} names one dialog`)
      dialogs.set(dialog.oid, dialog)
      reqids.set(dialog.reqid, dialog)
    },
    nextReqid(krakenNow) {
      // Counting from the clock keeps ids of an earlier life, whose orders may be long closed, out of the way.
      last = Math.max(last + 1, Math.floor(krakenNow / MICROS_PER_SECOND))
      while (userrefs.has(last) || reqids.has(reqid(last))) last += 1
      return reqid(last)
    },
    order: (id) => orders.get(id),
    orders: () => [...orders.values()],
    addOrder(order) {
      orders.set(order.txid, order)
      if (order.userref !== undefined) userrefs.add(order.userref)
    },
    flights: new Map(),
    endings: new Map(),
    nobodys: new Set(),
  }
}

/** Whether an order that nobody knows yet could be what this request made. */
export const makesOrder = (flight: Flight): boolean => flight.request === 'addOrder' || flight.request === 'editOrder'

export const isOver = (order: Pick<KnownOrder, 'status'>): boolean =>
  order.status !== 'pending' && order.status !== 'open'

/** Kraken canceled it to put an edit's new order in its place. */
export const wasReplaced = (order: KnownOrder): boolean =>
  order.status === 'canceled' && order.reason === 'Order replaced'

export const currentOrder = (dialog: Dialog): KnownOrder | undefined => dialog.orders.at(-1)

/** Over all the orders that edits made of it. */
export const filledOf = (dialog: Dialog): Volume =>
  volume(dialog.orders.reduce((sum, order) => sum.plus(order.executed), zero))

/** What was executed before the current order came. */
export const filledBefore = (dialog: Dialog, order: KnownOrder): Volume =>
  volume(filledOf(dialog).minus(order.executed))

/** The order's own, whatever was executed before it. */
export const wholeTerms = ({ price, volume: size }: OrderTerms): Terms => ({ price, size })

export const sameTerms = (one: Terms, other: Terms): boolean =>
  one.size.eq(other.size) &&
  (one.price === undefined ? other.price === undefined : other.price !== undefined && one.price.eq(other.price))

export const flightsOf = (dialogs: Dialogs, dialog: Dialog): readonly Flight[] =>
  [...dialogs.flights.values()].filter((flight) => flight.dialog === dialog)
