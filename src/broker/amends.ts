/** Changes of an order in place: it keeps its txid, and what Kraken's feed says of it is what is in force. */
import { volume } from '../money.ts'
import type { Desk } from './desk.ts'
import type { Dialog, Flight } from './dialogs.ts'
import { currentOrder, filledBefore, flightsOf, isOver, sameTerms } from './dialogs.ts'

/** The dialog's terms are those of its order, whoever changed them; an edit that asked for them has been carried out. */
export function followTerms(desk: Desk, dialog: Dialog): void {
  const order = currentOrder(dialog)
  if (order === undefined || isOver(order) || !(order.isDescribed || order.isAmended)) return
  // An order that v1's edit made may be larger than its terms; but not one that somebody has amended since.
  if (desk.dialect.edits !== 'in place' && !order.isAmended) return
  const { phase, terms: before } = dialog
  dialog.terms = { price: order.terms.price, size: volume(order.terms.volume.plus(filledBefore(dialog, order))) }
  if (phase.kind !== 'amending' && !sameTerms(before, dialog.terms))
    desk.out.note('order amended elsewhere', order.txid)
  if (phase.kind !== 'amending' || !sameTerms(phase.terms, dialog.terms)) return
  dialog.phase = { kind: 'standing' }
  desk.out.note('edit amended the order', order.txid)
  for (const flight of flightsOf(desk.dialogs, dialog)) {
    if (flight.request !== 'amendOrder') continue
    if (flight.lostAt !== undefined) desk.out.note('outcome found', `${flight.request} #${flight.wire}`)
    desk.dialogs.flights.delete(flight.wire)
  }
}

/**
 * The answer said yes and the feed has kept silent for long enough: what was accepted is in force, as the number of a
 * new order would be. Whatever the feed may yet say of the order outweighs it. False when there is no such word to take.
 */
export function takeAtItsWord(desk: Desk, flight: Flight): boolean {
  if (flight.request !== 'amendOrder' || !flight.isAccepted) return false
  const { dialog, terms } = flight
  const order = currentOrder(dialog)
  if (order?.txid !== flight.target || isOver(order)) return false
  const { price, size } = terms
  order.terms = { ...order.terms, price, volume: volume(size.minus(filledBefore(dialog, order))) }
  order.isDescribed = true
  order.termsSince = desk.out.now()
  desk.out.note('amend taken at its word', order.txid)
  followTerms(desk, dialog)
  return true
}
