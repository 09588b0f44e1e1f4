/** Sends what a dialog wants next: its order, its latest edit, its cancel. One request of a dialog at a time. */
import { assert } from '../assert.ts'
import type { Reqid, Txid } from '../ids.ts'
import { volume } from '../money.ts'
import { seconds } from '../time.ts'
import type { Desk } from './desk.ts'
import type { Dialog, Flight, KnownOrder, Terms } from './dialogs.ts'
import { currentOrder, filledBefore, flightsOf, isOver } from './dialogs.ts'

/** How long an answer may take before its absence says something. Kraken's own default deadline for sockets. */
const ANSWER_DEADLINE = seconds(5)

/** Sends a new order. Its acknowledgement to the EMS has gone before. */
export function submit(desk: Desk, dialog: Dialog): void {
  const { terms } = dialog
  launch(desk, { request: 'addOrder', ...newFlight(desk, dialog, dialog.reqid) }, (token) =>
    desk.dialect.addOrder({
      token,
      reqid: dialog.reqid,
      userref: dialog.reqid,
      pair: dialog.pair,
      side: dialog.side,
      orderType: dialog.orderType,
      price: terms.price,
      volume: terms.size,
      postOnly: dialog.postOnly,
    }),
  )
}

/** Sends the next thing the dialog wants, if it can be sent now. Asked after everything that happens to a dialog. */
export function advance(desk: Desk, dialog: Dialog): void {
  if (!desk.isReady() || dialog.phase.kind !== 'standing') return
  const order = currentOrder(dialog)
  assert(order !== undefined, 'a standing dialog has an order')
  if (isOver(order) || flightsOf(desk.dialogs, dialog).length > 0) return
  if (dialog.cancelWanted) sendCancel(desk, dialog, order.txid)
  else if (dialog.wish !== undefined) sendEdit(desk, dialog, order, dialog.wish)
  else if (isTooLarge(dialog, order)) sendEdit(desk, dialog, order, dialog.terms)
}

/**
 * Documents disagree on whether an edit's new order is net of what the old one executed. Where it is not, the new
 * order could buy more than was asked for, and is cut down at once.
 */
function isTooLarge(dialog: Dialog, order: KnownOrder): boolean {
  return order.terms.volume.plus(filledBefore(dialog, order)).gt(dialog.terms.size)
}

function sendEdit(desk: Desk, dialog: Dialog, order: KnownOrder, terms: Terms): void {
  const wire = desk.dialogs.nextReqid(desk.out.now())
  dialog.wish = undefined
  dialog.phase = { kind: 'replacing', from: order.txid, terms }
  // Kraken subtracts what the edited order itself has executed; what its predecessors executed, we do.
  const size = volume(terms.size.minus(filledBefore(dialog, order)))
  launch(desk, { request: 'editOrder', target: order.txid, terms, ...newFlight(desk, dialog, wire) }, (token) =>
    desk.dialect.editOrder({
      token,
      reqid: wire,
      userref: dialog.reqid,
      txid: order.txid,
      pair: dialog.pair,
      price: terms.price,
      volume: size,
      postOnly: dialog.postOnly,
    }),
  )
}

function sendCancel(desk: Desk, dialog: Dialog, target: Txid): void {
  const wire = desk.dialogs.nextReqid(desk.out.now())
  launch(desk, { request: 'cancelOrder', target, ...newFlight(desk, dialog, wire) }, (token) =>
    desk.dialect.cancelOrder({ token, reqid: wire, txid: target }),
  )
}

const newFlight = (
  desk: Desk,
  dialog: Dialog,
  wire: Reqid,
): Pick<Flight, 'wire' | 'dialog' | 'sentAt' | 'lostAt' | 'refusal'> => ({
  wire,
  dialog,
  sentAt: desk.out.now(),
  lostAt: undefined,
  refusal: undefined,
})

function launch(desk: Desk, flight: Flight, frame: (token: string) => string): void {
  desk.dialogs.flights.set(flight.wire, flight)
  desk.send(frame)
  desk.later(ANSWER_DEADLINE, () => {
    if (desk.dialogs.flights.get(flight.wire) === flight) giveUpWaiting(desk, flight)
  })
}

/** From here on the request's outcome is unknown, and found out by asking; it is not sent again meanwhile. */
export function giveUpWaiting(desk: Desk, flight: Flight): void {
  if (flight.lostAt !== undefined) return
  flight.lostAt = desk.out.now()
  desk.out.note('outcome unknown', `${flight.request} #${flight.wire}`)
  desk.investigate(flight.dialog)
}
