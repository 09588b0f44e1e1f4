/** Whose an order is: the answer to a request of ours, or one that somebody else made. */
import { assert } from '../assert.ts'
import { oid, reqid } from '../ids.ts'
import type { OrderTerms, OrderUpdate } from '../kraken/order.ts'
import type { Volume } from '../money.ts'
import { volume } from '../money.ts'
import type { Instant } from '../time.ts'
import { seconds, since } from '../time.ts'
import { advance } from './control.ts'
import type { Desk } from './desk.ts'
import type { Dialog, Flight, KnownOrder, Terms } from './dialogs.ts'
import {
  currentOrder,
  filledBefore,
  flightsOf,
  isOver,
  makesOrder,
  sameTerms,
  wasReplaced,
  wholeTerms,
} from './dialogs.ts'
import { PLAIN_MANNER } from './manner.ts'
import { endIfComplete, tellFills, tellFound, tellStatus } from './tell.ts'

/** As far as we know Kraken's clock; an order opened longer before its dialog is an older one's. */
const CLOCK_SLACK = seconds(5)

/** The dialog that carries this userref and waits for an order's id, if the order can be its answer. */
export function claimantOf(desk: Desk, update: OrderUpdate): Dialog | undefined {
  if (update.userref === undefined) return undefined
  const dialog = desk.dialogs.byReqid(reqid(update.userref))
  if (dialog === undefined) return undefined
  const isWaiting = ['submitting', 'replacing', 'resubmitting'].includes(dialog.phase.kind)
  if (!isWaiting || awaitedFlight(desk, dialog) === undefined) return undefined
  // Of several tries at one request, any may have made it.
  const isOlder = update.openedAt !== undefined && since({ from: update.openedAt, to: dialog.begunAt }) > CLOCK_SLACK
  return isOlder || desk.dialogs.nobodys.has(update.txid) || isSomebodyElses(update, dialog) ? undefined : dialog
}

/** A number is no proof: an earlier life whose numbers ran ahead of the clock may have given the same a moment ago. */
function isSomebodyElses({ terms, isMarkedAmended }: OrderUpdate, dialog: Dialog): boolean {
  if (terms === undefined) return false
  if (terms.pair !== dialog.pair || terms.side !== dialog.side) return true
  // An edit's order is smaller by the fills on the way, and only Kraken's mark tells of a change by hand.
  const isAsAsked = dialog.phase.kind === 'submitting' && isMarkedAmended === false
  return isAsAsked && isLimitOtherThan(dialog.terms, terms)
}

/** The dialog's request that would make a new order. */
export function awaitedFlight(desk: Desk, dialog: Dialog): Flight | undefined {
  return flightsOf(desk.dialogs, dialog).find(makesOrder)
}

/** The order is the answer to the dialog's request: the dialog goes on under its txid. */
export function claim(desk: Desk, order: KnownOrder, dialog: Dialog, by: 'feed' | 'acknowledgement'): void {
  const flight = awaitedFlight(desk, dialog)
  assert(flight !== undefined, 'only a dialog that asked for an order claims one')
  desk.dialogs.flights.delete(flight.wire)
  if (by === 'feed') desk.out.note('update before the acknowledgement', order.txid)
  if (flight.lostAt !== undefined) desk.out.note('outcome found', `${flight.request} #${flight.wire}`)
  if (dialog.phase.kind === 'submitting' && isLimitOtherThan(dialog.terms, order.terms)) order.isAmended = true
  if (dialog.phase.kind === 'replacing') {
    const old = currentOrder(dialog)
    const isOldGone = old !== undefined && wasReplaced(old)
    desk.out.note(isOldGone ? 'old half of an edit ended first' : 'new half of an edit opened first', order.txid)
    desk.out.note('edit replaced the order', `${dialog.phase.from} by ${order.txid}`)
    dialog.terms = dialog.phase.terms
  }
  if (dialog.phase.kind === 'resubmitting') {
    desk.out.note('edit replaced the order', `${currentOrder(dialog)?.txid ?? ''} by ${order.txid}`)
    dialog.terms = dialog.phase.terms
  }
  dialog.phase = { kind: 'standing' }
  join(order, dialog)
}

/** Kraken takes an order as it is or not at all: with other terms it has been amended by hand, or is another. */
const isLimitOtherThan = (asked: Terms, terms: OrderTerms): boolean =>
  terms.orderType === 'limit' && !sameTerms(wholeTerms(terms), asked)

function join(order: KnownOrder, dialog: Dialog): void {
  order.dialog = dialog
  dialog.orders.push(order)
}

/** Once no request is under way that could claim them, orders without a dialog are somebody else's: each gets one. */
export function adoptUnclaimed(desk: Desk): void {
  const mayBeClaimed = [...desk.dialogs.flights.values()].some(makesOrder)
  if (mayBeClaimed || !desk.isReady()) return
  for (const order of desk.dialogs.orders()) if (order.dialog === undefined) adopt(desk, order)
  tellFills(desk)
}

function adopt(desk: Desk, order: KnownOrder): void {
  const dialog = foundDialog(desk, order)
  desk.dialogs.add(dialog)
  for (const one of [...order.before, order]) join(one, dialog)
  dialog.terms = { price: order.terms.price, size: volume(order.terms.volume.plus(filledBefore(dialog, order))) }
  tellFound(desk, dialog, order)
  tellFills(desk)
  tellStatus(desk, dialog)
  endIfComplete(desk, dialog)
  advance(desk, dialog)
}

function foundDialog(desk: Desk, order: KnownOrder): Dialog {
  const { pair, side, orderType, price, volume: size, postOnly } = order.terms
  const given = order.userref
  const isFree = given !== undefined && given > 0 && desk.dialogs.byReqid(reqid(given)) === undefined
  return {
    oid: oid(order.txid),
    reqid: isFree ? reqid(given) : desk.dialogs.nextReqid(desk.krakenNow()),
    pair,
    side,
    orderType: orderType === 'market' ? 'market' : 'limit',
    postOnly,
    manner: PLAIN_MANNER,
    deadline: undefined,
    isFound: true,
    begunAt: desk.krakenNow(),
    phase: { kind: 'standing' },
    terms: { price, size },
    wish: undefined,
    cancelWanted: false,
    cancelHeldUntil: undefined,
    cancelsAsked: 0,
    orders: [],
    told: undefined,
    endingSince: undefined,
    repeats: 0,
  }
}

/** An order as first heard of. Its trades may have come before. */
export function newOrder(
  desk: Desk,
  update: OrderUpdate,
  {
    terms,
    by,
  }: { readonly terms: KnownOrder['terms']; readonly by: 'feed' | 'rest' | 'acknowledgement' | 'our request' },
): KnownOrder {
  const traded = desk.accounting.executed(update.txid)
  const order: KnownOrder = {
    txid: update.txid,
    terms,
    termsSince: desk.out.now(),
    isDescribed: by === 'feed',
    isAsAsked: by === 'our request',
    isAmended: update.isMarkedAmended ?? false,
    userref: update.userref,
    status: update.status ?? 'pending',
    executed: largerOf(update.executed, traded),
    reason: update.reason,
    openedAt: update.openedAt,
    endedAt: update.endedAt,
    before: [],
    dialog: undefined,
  }
  desk.dialogs.addOrder(order)
  const ending = desk.dialogs.endings.get(update.txid)
  if (ending !== undefined) moveOn(order, ending, { by: 'feed', now: desk.out.now() })
  desk.dialogs.endings.delete(update.txid)
  return order
}

/** Moves the order on by what an update says; a word that is older than what we know changes nothing. */
export function moveOn(
  order: KnownOrder,
  update: OrderUpdate,
  { by, now }: { readonly by: 'feed' | 'rest'; readonly now: Instant },
): void {
  order.executed = largerOf(update.executed, order.executed)
  order.isAmended ||= update.isMarkedAmended ?? false
  if (by === 'feed' || !order.isDescribed) changeTerms(order, termsAfter(order.terms, update), now)
  order.isDescribed ||= by === 'feed' && (update.terms ?? update.amended) !== undefined
  if (update.userref !== undefined && update.userref !== 0) order.userref = update.userref
  if (update.status === undefined || isOver(order)) return
  if (order.status === 'open' && update.status === 'pending') return
  order.status = update.status
  order.reason = update.reason ?? order.reason
  order.endedAt = update.endedAt ?? order.endedAt
}

function changeTerms(order: KnownOrder, terms: KnownOrder['terms'], now: Instant): void {
  if (!sameTerms(wholeTerms(order.terms), wholeTerms(terms))) {
    order.isAmended ||= order.isDescribed || (order.isAsAsked && terms.orderType === 'limit')
    order.termsSince = now
  }
  order.terms = terms
}

const termsAfter = (before: KnownOrder['terms'], { terms = before, amended }: OrderUpdate): KnownOrder['terms'] => ({
  ...terms,
  price: amended?.price ?? terms.price,
  volume: amended?.volume ?? terms.volume,
})

const largerOf = (one: Volume | undefined, other: Volume): Volume => (one !== undefined && one.gt(other) ? one : other)
