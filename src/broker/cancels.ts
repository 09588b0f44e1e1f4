/** Cancels: all that are wanted at one moment leave as one request, and Kraken's answers do not say whose they are. */
import type { Txid } from '../ids.ts'
import type { Acknowledgement } from '../kraken/dialect.ts'
import { isUnknownOrder } from '../kraken/errors.ts'
import { MICROS_PER_SECOND, after } from '../time.ts'
import { advance, awaitAnswer, newFlight, wantAgain } from './control.ts'
import type { Desk } from './desk.ts'
import type { CancelBatch, Dialog, Flight } from './dialogs.ts'
import { currentOrder, flightsOf, isOver } from './dialogs.ts'

export type CancelFlight = Extract<Flight, { request: 'cancelOrder' }>
type Cancel = { readonly dialog: Dialog; readonly target: Txid }

/** As many as Kraken's batch requests take; of this one no limit is documented. Source: protocol 6.2. */
const TARGETS_MAX = 50

/** Sends what was collected, where it is wanted and possible still. Asked at the end of every moment. */
export function sendCancels(desk: Desk): void {
  const wanting = [...desk.canceling]
  desk.canceling.clear()
  if (!desk.isReady()) return
  const plain: Cancel[] = []
  for (const dialog of wanting) {
    const order = currentOrder(dialog)
    const isFree = dialog.phase.kind === 'standing' && flightsOf(desk.dialogs, dialog).length === 0
    if (!isFree || order === undefined || isOver(order)) continue
    const { cancelHeldUntil } = dialog
    if (cancelHeldUntil !== undefined && cancelHeldUntil > desk.out.now()) continue
    if (dialog.cancelWanted) plain.push({ dialog, target: order.txid })
    else makeRoom(desk, { dialog, target: order.txid })
  }
  for (let sent = 0; sent < plain.length; sent += TARGETS_MAX)
    send(desk, plain.slice(sent, sent + TARGETS_MAX), { clearing: false })
}

/** Alone: whether it was this cancel that ended the order decides whether another follows. */
function makeRoom(desk: Desk, cancel: Cancel): void {
  const { dialog, target } = cancel
  if (dialog.wish === undefined) return
  dialog.phase = { kind: 'clearing', terms: dialog.wish }
  dialog.wish = undefined
  desk.out.note('order canceled to be sent anew', target)
  send(desk, [cancel], { clearing: true })
}

function send(desk: Desk, cancels: readonly Cancel[], { clearing }: { readonly clearing: boolean }): void {
  const reqid = desk.dialogs.nextReqid(desk.krakenNow())
  const batch: CancelBatch = { reqid, size: cancels.length, accepted: 0, refused: 0, refusal: undefined }
  const txids = cancels.map(({ target }) => target)
  desk.send((token) => desk.dialect.cancelOrder({ token, reqid, txids }))
  if (txids.length > 1) desk.out.note('cancels sent together', txids.join(' '))
  for (const [place, { dialog, target }] of cancels.entries()) {
    desk.pace.leaves(dialog.pair, { deed: 'cancel', to: desk.dialogs.order(target) })
    const wire = place === 0 ? reqid : desk.dialogs.nextReqid(desk.krakenNow())
    awaitAnswer(desk, {
      request: 'cancelOrder',
      target,
      clearing,
      batch,
      isAccepted: false,
      ...newFlight(dialog, wire),
    })
  }
}

// ---- answers

/** The cancels that this may be the answer to, and that nothing has answered otherwise. */
export function cancelsMeant(desk: Desk, ack: Acknowledgement): readonly CancelFlight[] {
  const flights = [...desk.dialogs.flights.values()].filter((flight) => flight.request === 'cancelOrder')
  const reqid = ack.reqid ?? onlyOne(flights.map(({ batch }) => batch.reqid))
  return flights.filter(({ batch }) => batch.reqid === reqid)
}

const onlyOne = <Value>(values: readonly Value[]): Value | undefined =>
  new Set(values).size === 1 ? values[0] : undefined

/** Accepted is not canceled: the order's own update says how it ended. */
export function cancelAccepted(flights: readonly CancelFlight[], target: Txid | undefined): void {
  const [batch] = flights.map((flight) => flight.batch)
  if (batch === undefined) return
  batch.accepted += 1
  for (const flight of flights) if (flight.target === target || batch.accepted === batch.size) flight.isAccepted = true
}

/**
 * The flights that were certainly refused. As long as others of their request may be meant as well, none is: then the
 * orders themselves tell, those that were filled being the ones that are not known.
 */
export function cancelsRefused(flights: readonly CancelFlight[], reason: string): readonly CancelFlight[] {
  const [batch] = flights.map((flight) => flight.batch)
  if (batch === undefined) return []
  batch.refused += 1
  if (isUnknownOrder(reason)) batch.refusal = reason
  const left = flights.filter((flight) => !flight.isAccepted)
  return left.length <= batch.refused && batch.accepted + batch.refused === batch.size ? left : []
}

/**
 * Kraken's counter had no room for it, and nothing was done. A cancel is never given up for that: it is sent again once
 * there is room. False when that has happened too often.
 */
export function cancelHeldBack(desk: Desk, flight: CancelFlight): boolean {
  const { dialog, target } = flight
  const wait = desk.pace.refused(dialog.pair, { deed: 'cancel', to: desk.dialogs.order(target) })
  if (!wantAgain(desk, flight)) return false
  desk.out.note('cancel waits for the counter', `${target}, ${wait / MICROS_PER_SECOND} s`)
  dialog.cancelHeldUntil = after(desk.out.now(), wait)
  desk.later(wait, () => advance(desk, dialog))
  return true
}
