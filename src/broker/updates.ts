/**
 * The one path by which everything that Kraken says of orders and trades comes in: acknowledgements, feeds,
 * snapshots and REST answers alike.
 */
import { unreachable } from '../assert.ts'
import type { Txid } from '../ids.ts'
import type { Acknowledgement } from '../kraken/dialect.ts'
import { isInvalidSession, isTradingLimit, isUnknownOrder, krakenError } from '../kraken/errors.ts'
import type { OrderUpdate } from '../kraken/order.ts'
import type { Trade } from '../kraken/trade.ts'
import type { Volume } from '../money.ts'
import { volume, zero } from '../money.ts'
import type { Pair } from '../pair.ts'
import { adoptUnclaimed, claim, claimantOf, moveOn, newOrder } from './claims.ts'
import { cancelAccepted, cancelHeldBack, cancelsMeant, cancelsRefused } from './cancels.ts'
import { advance, endTooLarge, giveUpWaiting, wantAgain } from './control.ts'
import type { Desk } from './desk.ts'
import type { Dialog, Flight, KnownOrder } from './dialogs.ts'
import { followTerms } from './amends.ts'
import { flightsOf, isOver, wasReplaced } from './dialogs.ts'
import { cancelFailed, editFailed, submissionFailed } from './failures.ts'
import type { Why } from './failures.ts'
import { endIfComplete, tellFills, tellStatus } from './tell.ts'

// ---- orders

/** `by` a feed or by REST, whose view is older. */
export function applyOrder(desk: Desk, update: OrderUpdate, by: 'feed' | 'rest'): void {
  for (const doubt of update.doubts) desk.out.note('frame not understood', doubt)
  // What a feed says in a way we do not understand, REST may say in another.
  if (update.doubts.length > 0 && by === 'feed') desk.lookUp(update.txid)
  const known = desk.dialogs.order(update.txid)
  const pair = update.terms?.pair ?? known?.terms.pair
  if (update.rateCount !== undefined && pair !== undefined) desk.pace.heard(pair, update.rateCount)
  if (known !== undefined) {
    moveOn(known, update, { by, now: desk.out.now() })
    const described = { ...update, userref: known.userref, terms: known.terms }
    const owner = known.dialog === undefined ? claimantOf(desk, described) : undefined
    if (owner !== undefined) claim(desk, known, owner, 'feed')
    react(desk, known)
    return
  }
  if (update.terms === undefined) {
    if (update.status !== undefined && isOver({ status: update.status })) desk.dialogs.endings.set(update.txid, update)
    desk.lookUp(update.txid)
    return
  }
  const claimant = claimantOf(desk, update)
  const isHistory = by === 'rest' && update.status !== 'open' && update.status !== 'pending'
  if (claimant === undefined && isHistory) return
  const order = newOrder(desk, update, { terms: update.terms, by })
  if (claimant !== undefined) claim(desk, order, claimant, 'feed')
  react(desk, order)
}

function react(desk: Desk, order: KnownOrder): void {
  if (order.dialog === undefined) adoptUnclaimed(desk)
  else move(desk, order.dialog)
}

/** After anything that happened to a dialog: what it means for its requests, what the EMS hears, what is sent next. */
export function move(desk: Desk, dialog: Dialog): void {
  followTerms(desk, dialog)
  settleFlights(desk, dialog)
  tellFills(desk)
  tellStatus(desk, dialog)
  endIfComplete(desk, dialog)
  advance(desk, dialog)
  adoptUnclaimed(desk)
}

// ---- trades

/** In the order executed. `silent` trades are history: they make positions and are not told as fills. */
export function applyTrades(desk: Desk, trades: readonly Trade[], silent: (trade: Trade) => boolean): void {
  const fresh = desk.accounting.bookTrades(trades)
  if (fresh.length < trades.length) desk.out.note('fill already told')
  if (fresh.length === 0) return
  desk.untold.push(...fresh.filter((trade) => !silent(trade)))
  const orders = new Set(fresh.map((trade) => trade.txid))
  for (const id of orders) coverByTrades(desk, id)
  tellFills(desk)
  const moved = new Set<Pair>(fresh.filter((trade) => !silent(trade)).map((trade) => trade.pair))
  for (const pair of moved) desk.accounting.tellPosition(pair)
  for (const id of orders) {
    const dialog = desk.dialogs.order(id)?.dialog
    if (dialog !== undefined) move(desk, dialog)
  }
}

/** Trades can be ahead of the order's own totals. */
function coverByTrades(desk: Desk, id: Txid): void {
  const order = desk.dialogs.order(id)
  const traded = desk.accounting.executed(id)
  if (order === undefined || order.executed.gte(traded)) return
  desk.out.note('fill before its order update', id)
  order.executed = traded
}

// ---- acknowledgements

export function acknowledged(desk: Desk, request: Flight['request'], ack: Acknowledgement): void {
  if (request === 'cancelOrder') {
    cancelAnswered(desk, ack)
    return
  }
  const flight = flightFor(desk, request, ack)
  if (flight === undefined) return
  if (ack.ok) accepted(desk, flight, ack.txid)
  else refused(desk, flight, ack.error)
  move(desk, flight.dialog)
}

type Change = Exclude<Flight, { request: 'cancelOrder' }>

/** An answer without a reqid is meant for the one request of its kind; where there are several, it is anybody's. */
function flightFor(desk: Desk, request: Change['request'], ack: Acknowledgement): Change | undefined {
  const flights = [...desk.dialogs.flights.values()]
    .filter((flight) => flight.request !== 'cancelOrder')
    .filter((flight) => flight.request === request)
  if (ack.reqid === undefined) return flights.length === 1 ? flights[0] : undefined
  return flights.find((flight) => flight.wire === ack.reqid)
}

function cancelAnswered(desk: Desk, ack: Acknowledgement): void {
  const meant = cancelsMeant(desk, ack)
  if (ack.ok) cancelAccepted(meant, ack.txid)
  else {
    // What is wrong with the session, or with Kraken, is so for the whole request.
    const isWhole = isInvalidSession(ack.error) || !krakenError(ack.error).isDefinite
    for (const flight of isWhole ? meant : cancelsRefused(meant, ack.error)) refused(desk, flight, ack.error)
  }
  for (const { dialog } of meant) move(desk, dialog)
}

function accepted(desk: Desk, flight: Change, id: Txid | undefined): void {
  switch (flight.request) {
    case 'amendOrder':
      // Accepted is not in force: the order's own update says how it stands.
      flight.isAccepted = true
      return
    case 'addOrder':
    case 'editOrder': {
      if (id === undefined) return
      const { pair, side, orderType, postOnly } = flight.dialog
      const { terms } = flight
      const unsaid = { terms: undefined, status: undefined, executed: undefined, reason: undefined, doubts: [] }
      const order =
        desk.dialogs.order(id) ??
        newOrder(
          desk,
          { ...unsaid, txid: id, userref: flight.dialog.reqid, openedAt: undefined, endedAt: undefined },
          {
            terms: {
              pair,
              side,
              orderType,
              price: terms.price,
              volume: remainingOf(flight.dialog, terms.size),
              postOnly,
              isInQuote: false,
            },
            by:
              flight.request === 'addOrder' && flight.dialog.phase.kind === 'submitting'
                ? 'our request'
                : 'acknowledgement',
          },
        )
      if (order.dialog === undefined) claim(desk, order, flight.dialog, 'acknowledgement')
      return
    }
    default:
      unreachable(flight)
  }
}

/** What an accepted order works for, until its own description says so: the size less what is already filled. */
function remainingOf(dialog: Dialog, size: Volume): Volume {
  const filled = dialog.orders.reduce((sum, order) => sum.plus(order.executed), zero)
  return filled.gte(size) ? volume(zero) : volume(size.minus(filled))
}

function refused(desk: Desk, flight: Flight, reason: string): void {
  const error = krakenError(reason)
  if (!error.isDefinite) {
    giveUpWaiting(desk, flight)
    return
  }
  if (isInvalidSession(reason) && sessionRefused(desk, flight)) return
  if (isUnknownOrder(reason) && flight.request !== 'addOrder') {
    flight.refusal = reason
    return
  }
  desk.dialogs.flights.delete(flight.wire)
  const { dialog } = flight
  switch (flight.request) {
    case 'addOrder':
      submissionFailed(desk, dialog, { by: 'kraken', reason })
      return
    case 'editOrder':
    case 'amendOrder':
      if (flight.isCutDown) {
        dialog.phase = { kind: 'standing' }
        endTooLarge(desk, dialog, reason)
      } else editFailed(desk, dialog, { by: 'kraken', reason })
      return
    case 'cancelOrder':
      if (!flight.clearing && isTradingLimit(reason) && cancelHeldBack(desk, flight)) return
      if (flight.clearing) editFailed(desk, dialog, { by: 'kraken', reason })
      else cancelFailed(desk, dialog, { by: 'kraken', reason })
      return
    default:
      unreachable(flight)
  }
}

/**
 * The session is void, so the request was certainly not carried out. What it was for is wanted still and is said again
 * in the next session, unless it has been said too often; a new order may not be wanted later, and is refused.
 */
function sessionRefused(desk: Desk, flight: Flight): boolean {
  desk.out.note('session refused', `${flight.request} #${flight.wire}`)
  desk.renewSession('the session is void')
  return flight.request !== 'addOrder' && wantAgain(desk, flight)
}

/** Requests whose target has ended are answered by how it ended. */
function settleFlights(desk: Desk, dialog: Dialog): void {
  for (const flight of flightsOf(desk.dialogs, dialog)) {
    if (flight.request === 'addOrder') continue
    const target = desk.dialogs.order(flight.target)
    if (target === undefined || !isOver(target)) continue
    if (flight.request === 'editOrder') settleEdit(desk, flight, target)
    else if (flight.request === 'amendOrder') settleAmend(desk, flight, target)
    else if (flight.clearing) settleClearing(desk, flight, target)
    else settleCancel(desk, flight, target)
  }
}

/** Nothing Kraken may yet say about it can teach us more. */
const isAnswered = (flight: Flight): boolean => refusalOf(flight) !== undefined || flight.lostAt !== undefined

/** Of cancels that left together, those whose orders were filled are the ones that Kraken did not know. */
const refusalOf = (flight: Flight): string | undefined =>
  flight.refusal ?? (flight.request === 'cancelOrder' ? flight.batch.refusal : undefined)

function settleEdit(desk: Desk, flight: Flight, target: KnownOrder): void {
  if (wasReplaced(target) || !isAnswered(flight)) return
  loseEdit(desk, flight, target)
}

/** Accepted and never told in force: it ended the order, which had executed as much, or it was filled so. */
function settleAmend(desk: Desk, flight: Extract<Flight, { request: 'amendOrder' }>, target: KnownOrder): void {
  if (flight.isAccepted) {
    desk.dialogs.flights.delete(flight.wire)
    if (target.status === 'canceled') desk.out.note('amend ended the order', target.txid)
    else flight.dialog.terms = flight.terms
  } else if (isAnswered(flight)) loseEdit(desk, flight, target)
}

function loseEdit(desk: Desk, flight: Flight, target: KnownOrder): void {
  desk.dialogs.flights.delete(flight.wire)
  if (target.status === 'closed') desk.out.note('edit lost to a fill', target.txid)
  editFailed(desk, flight.dialog, why(flight, 'the order ended before the edit reached it'))
}

/** Room is made by our own cancel alone: whoever else ended the order did not mean another to follow. */
function settleClearing(desk: Desk, flight: Extract<Flight, { request: 'cancelOrder' }>, target: KnownOrder): void {
  if (!flight.isAccepted && !isAnswered(flight)) return
  const { dialog } = flight
  if (target.status !== 'canceled' || flight.refusal !== undefined || dialog.phase.kind !== 'clearing') {
    loseEdit(desk, flight, target)
    return
  }
  desk.dialogs.flights.delete(flight.wire)
  dialog.phase = { kind: 'resubmitting', terms: dialog.phase.terms }
}

function settleCancel(desk: Desk, flight: Flight, target: KnownOrder): void {
  if (target.status === 'closed') {
    if (!isAnswered(flight)) return
    desk.out.note('cancel lost to a fill', target.txid)
    cancelFailed(desk, flight.dialog, why(flight, 'the order was filled before the cancel reached it'))
  }
  desk.dialogs.flights.delete(flight.wire)
}

function why(flight: Flight, ours: string): Why {
  const refusal = refusalOf(flight)
  return refusal === undefined ? { by: 'us', reason: ours } : { by: 'kraken', reason: refusal }
}
