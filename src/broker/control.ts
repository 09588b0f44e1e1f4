/** Sends what a dialog wants next: its order, its latest edit, its cancel. One request of a dialog at a time. */
import { assert } from '../assert.ts'
import type { Reqid } from '../ids.ts'
import { volume, zero } from '../money.ts'
import { seconds } from '../time.ts'
import type { Desk } from './desk.ts'
import type { Dialog, Flight, KnownOrder, Terms } from './dialogs.ts'
import { currentOrder, filledBefore, filledOf, flightsOf, isOver } from './dialogs.ts'
import { takeAtItsWord } from './amends.ts'
import { editFailed } from './failures.ts'
import type { Done } from './pace.ts'
import { endIfComplete, tellStatus } from './tell.ts'
import { belowMinimum } from './terms.ts'

/** How long an answer may take before its absence says something. Kraken's own default deadline for sockets. */
const ANSWER_DEADLINE = seconds(5)

/** Sends a new order. Its acknowledgement to the EMS has gone before. */
export function submit(desk: Desk, dialog: Dialog): void {
  sendOrder(desk, dialog, { wire: dialog.reqid, terms: dialog.terms })
}

/** Sends the next thing the dialog wants, if it can be sent now. Asked after everything that happens to a dialog. */
export function advance(desk: Desk, dialog: Dialog): void {
  if (!desk.isReady() || flightsOf(desk.dialogs, dialog).length > 0) return
  if (dialog.phase.kind === 'resubmitting') resubmit(desk, dialog, dialog.wish ?? dialog.phase.terms)
  if (dialog.phase.kind !== 'standing') return
  const order = currentOrder(dialog)
  assert(order !== undefined, 'a standing dialog has an order')
  if (isOver(order)) return
  const isToMakeRoom = dialog.wish !== undefined && desk.config.editPolicy === 'cancel-and-submit'
  if (dialog.cancelWanted || isToMakeRoom) desk.canceling.add(dialog)
  else if (dialog.wish !== undefined) sendEdit(desk, dialog, order, { terms: dialog.wish, isCutDown: false })
  else if (isTooLarge(dialog, order)) cutDown(desk, dialog, order)
}

/** The old order has ended for good, so its total is final and what is left of the wish can be sent for. */
function resubmit(desk: Desk, dialog: Dialog, terms: Terms): void {
  const left = terms.size.minus(filledOf(dialog))
  const refusal = left.lte(zero)
    ? 'as much had been filled when the order was canceled'
    : belowMinimum(dialog.pair, { ...terms, size: volume(left) })
  if (dialog.cancelWanted) dialog.phase = { kind: 'standing' }
  else if (refusal !== undefined) editFailed(desk, dialog, { by: 'us', reason: refusal })
  else {
    dialog.wish = undefined
    dialog.phase = { kind: 'resubmitting', terms }
    sendOrder(desk, dialog, { wire: desk.dialogs.nextReqid(desk.krakenNow()), terms })
    return
  }
  endIfComplete(desk, dialog)
}

function sendOrder(desk: Desk, dialog: Dialog, order: { readonly wire: Reqid; readonly terms: Terms }): void {
  const { wire, terms } = order
  const left = volume(terms.size.minus(filledOf(dialog)))
  launch(desk, { request: 'addOrder', terms, ...newFlight(dialog, wire) }, (token) =>
    desk.dialect.addOrder({
      token,
      reqid: wire,
      userref: dialog.reqid,
      pair: dialog.pair,
      side: dialog.side,
      orderType: dialog.orderType,
      price: terms.price,
      volume: left,
      postOnly: dialog.postOnly,
      manner: dialog.manner,
      deadline: dialog.phase.kind === 'submitting' ? dialog.deadline : undefined,
    }),
  )
}

/**
 * Documents disagree on whether an edit's new order is net of what the old one executed. Where it is not, the new
 * order could buy more than was asked for, and is cut down at once.
 */
function isTooLarge(dialog: Dialog, order: KnownOrder): boolean {
  return order.terms.volume.plus(filledBefore(dialog, order)).gt(dialog.terms.size)
}

/** Less than an order may be cannot be asked for: then it ends. */
function cutDown(desk: Desk, dialog: Dialog, order: KnownOrder): void {
  const { terms, pair } = dialog
  const refusal = belowMinimum(pair, { ...terms, size: volume(terms.size.minus(filledBefore(dialog, order))) })
  if (refusal === undefined) {
    sendEdit(desk, dialog, order, { terms, isCutDown: true })
    return
  }
  endTooLarge(desk, dialog, refusal)
  desk.canceling.add(dialog)
}

/** It would buy more than was asked for, and nothing but its end keeps it from that. */
export function endTooLarge(desk: Desk, dialog: Dialog, why: string): void {
  desk.out.note('order too large ended', why)
  dialog.cancelWanted = true
}

function sendEdit(
  desk: Desk,
  dialog: Dialog,
  order: KnownOrder,
  { terms, isCutDown }: { readonly terms: Terms; readonly isCutDown: boolean },
): void {
  const wire = desk.dialogs.nextReqid(desk.krakenNow())
  const target = order.txid
  const isInPlace = desk.dialect.edits === 'in place'
  dialog.wish = undefined
  dialog.phase = isInPlace ? { kind: 'amending', terms } : { kind: 'replacing', from: target, terms }
  // Kraken counts what the edited order itself has executed; what its predecessors executed, we do.
  const size = volume(terms.size.minus(filledBefore(dialog, order)))
  const flight = { target, terms, isCutDown, ...newFlight(dialog, wire) }
  launch(
    desk,
    isInPlace ? { request: 'amendOrder', isAccepted: false, ...flight } : { request: 'editOrder', ...flight },
    (token) =>
      desk.dialect.editOrder({
        token,
        reqid: wire,
        userref: dialog.reqid,
        txid: target,
        pair: dialog.pair,
        price: terms.price,
        volume: size,
        postOnly: dialog.postOnly,
      }),
  )
}

export const newFlight = (dialog: Dialog, wire: Reqid): Pick<Flight, 'wire' | 'dialog' | 'lostAt' | 'refusal'> => ({
  wire,
  dialog,
  lostAt: undefined,
  refusal: undefined,
})

function launch(desk: Desk, flight: OfOneDialog, frame: (token: string) => string): void {
  desk.send(frame)
  desk.pace.leaves(flight.dialog.pair, doneBy(desk, flight))
  awaitAnswer(desk, flight)
}

/** Cancels leave with those of others (`cancels.ts`). */
type OfOneDialog = Exclude<Flight, { request: 'cancelOrder' }>

function doneBy(desk: Desk, flight: OfOneDialog): Done {
  if (flight.request === 'addOrder') return { deed: 'add' }
  return { deed: flight.request === 'editOrder' ? 'edit' : 'amend', to: desk.dialogs.order(flight.target) }
}

/** It is on the wire: what it came to is found out by asking when no answer comes in time. */
export function awaitAnswer(desk: Desk, flight: Flight): void {
  desk.dialogs.flights.set(flight.wire, flight)
  desk.later(ANSWER_DEADLINE, () => {
    if (desk.dialogs.flights.get(flight.wire) === flight) giveUpWaiting(desk, flight)
  })
}

/** A request that Kraken provably did not carry out is made this often again at most. */
export const REPEATS_MAX = 5

/** What an edit under way asks for; undefined when none is. */
export function editedTerms({ phase }: Dialog): Terms | undefined {
  return phase.kind === 'replacing' || phase.kind === 'amending' || phase.kind === 'clearing' ? phase.terms : undefined
}

/** The request was not carried out: what it asked for becomes a wish again. False when it has been so too often. */
export function wantAgain(desk: Desk, flight: Exclude<Flight, { request: 'addOrder' }>): boolean {
  const { dialog } = flight
  if (dialog.repeats >= REPEATS_MAX) return false
  dialog.repeats += 1
  desk.dialogs.flights.delete(flight.wire)
  const edited = editedTerms(dialog)
  if (edited !== undefined) dialog.phase = { kind: 'standing' }
  if (!dialog.cancelWanted) dialog.wish ??= edited
  return true
}

/** From here on the request's outcome is unknown, and found out by asking; it is not sent again meanwhile. */
export function giveUpWaiting(desk: Desk, flight: Flight): void {
  if (flight.lostAt !== undefined) return
  if (takeAtItsWord(desk, flight)) {
    tellStatus(desk, flight.dialog)
    advance(desk, flight.dialog)
    return
  }
  flight.lostAt = desk.out.now()
  desk.out.note('outcome unknown', `${flight.request} #${flight.wire}`)
  desk.investigate(flight.dialog)
}
