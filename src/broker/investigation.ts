/** Finds out what became of requests that nobody answered, and of orders that Kraken stopped telling of. */
import type { Txid } from '../ids.ts'
import { closedOrdersCall, openOrdersCall } from '../kraken/rest.ts'
import type { Instant } from '../time.ts'
import { seconds } from '../time.ts'
import { adoptUnclaimed } from './claims.ts'
import { REPEATS_MAX, advance, editedTerms, wantAgain } from './control.ts'
import type { Desk } from './desk.ts'
import type { Dialog, Flight, KnownOrder } from './dialogs.ts'
import { currentOrder, flightsOf, isOver, makesOrder, wasReplaced } from './dialogs.ts'
import { cancelFailed, editFailed, submissionFailed } from './failures.ts'
import { isProofAt } from './proof.ts'
import type { Questions } from './questions.ts'
import { end, endIfComplete, tellError } from './tell.ts'
import { move } from './updates.ts'

/** Before each further look; the last one repeats. */
const LOOK_AGAIN_SECONDS = [2, 4, 8, 15]

export type Investigation = {
  readonly investigate: (dialog: Dialog) => void
  /** Everything of the dialog is known. */
  readonly isClear: (dialog: Dialog) => boolean
}

/** `missing`: orders gone from Kraken's list of open ones whose end REST has not shown yet, and since when they are. */
export function createInvestigation(
  desk: Desk,
  { questions, missing }: { readonly questions: Questions; readonly missing: Map<Txid, Instant> },
): Investigation {
  const { askOrders, queryOrders, backfillTrades } = questions
  /** Something about them is to be found out. */
  const inDoubt = new Set<Dialog>()
  let isLooking = false
  /** Since the last doubt was added. */
  let looks = 0
  let lookNumber = 0

  /** Whatever is in doubt is asked after together: REST counts questions, and not what they are about. */
  function investigate(dialog: Dialog): void {
    if (!desk.isReady() || inDoubt.has(dialog)) return
    inDoubt.add(dialog)
    looks = 0
    if (!isLooking) look()
  }

  function look(): void {
    isLooking = true
    lookNumber += 1
    const doubted = [...inDoubt]
    const begunAt = desk.out.now()
    let isWhole = true
    const told = (isAnswered: boolean): void => void (isWhole &&= isAnswered)
    findNewOrders(doubted, told, () =>
      queryOrders(
        doubted.flatMap(({ orders }) => orders.filter((order) => !isOver(order)).map(({ txid }) => txid)),
        (isAnswered) => {
          told(isAnswered)
          backfillTrades(() => conclude(doubted, isWhole ? begunAt : undefined))
        },
      ),
    )
  }

  /** Orders that requests of theirs have made and nobody has heard of. */
  function findNewOrders(doubted: readonly Dialog[], told: (isAnswered: boolean) => void, then: () => void): void {
    const makers = doubted.filter((dialog) => flightsOf(desk.dialogs, dialog).some(makesOrder))
    if (makers.length === 0) {
      then()
      return
    }
    const userrefs = new Set<number>(makers.map(({ reqid }) => reqid))
    const isOurs = (order: { txid: Txid; userref?: number | undefined }): boolean =>
      (order.userref !== undefined && userrefs.has(order.userref)) || desk.dialogs.order(order.txid) !== undefined
    const askClosed = ([maker, ...others]: readonly Dialog[]): void => {
      if (maker === undefined) then()
      else
        askOrders(closedOrdersCall(maker.reqid), isOurs, (isAnswered) => {
          told(isAnswered)
          askClosed(others)
        })
    }
    askOrders(openOrdersCall, isOurs, (isAnswered) => {
      told(isAnswered)
      askClosed(makers)
    })
  }

  /**
   * What was not there is absent only if the look began late enough, since its answers may have taken their time, and
   * if all of it was answered; else `lookedAt` is undefined.
   */
  function conclude(doubted: readonly Dialog[], lookedAt: Instant | undefined): void {
    for (const dialog of doubted) {
      believeOpen(dialog, lookedAt)
      move(desk, dialog)
      for (const flight of flightsOf(desk.dialogs, dialog)) judge(flight, lookedAt)
      // What is proven absent made none of the orders that nobody owns.
      adoptUnclaimed(desk)
      giveUpOnFills(dialog, lookedAt)
      if (!isClear(dialog)) continue
      inDoubt.delete(dialog)
      advance(desk, dialog)
    }
    isLooking = false
    if (inDoubt.size === 0) return
    const wait = LOOK_AGAIN_SECONDS[Math.min(looks, LOOK_AGAIN_SECONDS.length - 1)] ?? 0
    looks += 1
    const planned = lookNumber
    desk.later(seconds(wait), () => {
      // Another doubt may have made somebody look before.
      if (planned === lookNumber && !isLooking) look()
    })
  }

  /** An order that REST shows open for longer than REST is ever behind has not ended: the list was not whole. */
  function believeOpen({ orders }: Dialog, lookedAt: Instant | undefined): void {
    for (const order of orders) {
      const since = missing.get(order.txid)
      if (since === undefined || lookedAt === undefined || isOver(order) || !isProofAt(lookedAt, since)) continue
      missing.delete(order.txid)
      desk.out.note('order open after all', order.txid)
    }
  }

  /** Whether nothing about the dialog is left to be found out. */
  function isClear(dialog: Dialog): boolean {
    const order = currentOrder(dialog)
    if (order !== undefined && isOver(order)) missing.delete(order.txid)
    const isMissing = order !== undefined && missing.has(order.txid)
    const isWaiting = dialog.endingSince !== undefined && dialog.phase.kind !== 'ended'
    return !isMissing && !isWaiting && flightsOf(desk.dialogs, dialog).every((flight) => flight.lostAt === undefined)
  }

  function judge(flight: Flight, lookedAt: Instant | undefined): void {
    if (flight.lostAt === undefined) return
    const { dialog } = flight
    const isProof = lookedAt !== undefined && isProofAt(lookedAt, flight.lostAt)
    if (flight.request === 'addOrder') {
      if (!isProof) return
      drop(flight)
      submissionFailed(desk, dialog, { by: 'us', reason: 'it never reached Kraken' })
      endIfComplete(desk, dialog)
      return
    }
    const target = desk.dialogs.order(flight.target)
    if (target === undefined || missing.has(target.txid)) return
    // Kraken's engine does not know the order any more, whatever REST still shows: it will show the end in its time.
    if (!isOver(target) && flight.refusal !== undefined && !isProof) return
    if (!isOver(target)) sendAgain(flight)
    else if (wasReplaced(target) && isProof) loseReplacement(flight, target)
  }

  /**
   * Its target is open, so the request was not carried out, unless it was to change that very order; and were it still
   * to be, twice does what once does.
   */
  function sendAgain(flight: Exclude<Flight, { request: 'addOrder' }>): void {
    const { dialog } = flight
    if (flight.request !== 'amendOrder') drop(flight)
    const isWanted = wantAgain(desk, flight)
    if (isWanted && flight.request === 'amendOrder') desk.out.note('amend sent again', flight.target)
    if (isWanted) return
    desk.dialogs.flights.delete(flight.wire)
    const why = { by: 'us', reason: `Kraken did not answer it ${REPEATS_MAX} times over` } as const
    if (editedTerms(dialog) === undefined) cancelFailed(desk, dialog, why)
    else editFailed(desk, dialog, why)
  }

  /** The old order was replaced and no trace of a new one is found. */
  function loseReplacement(flight: Flight, target: KnownOrder): void {
    drop(flight)
    tellError(desk, flight.dialog, {
      request: 'edit',
      by: 'us',
      reason: 'Kraken shows no order in place of the old one',
    })
    flight.dialog.phase = { kind: 'standing' }
    end(desk, flight.dialog, target)
  }

  function drop(flight: Flight): void {
    desk.dialogs.flights.delete(flight.wire)
    desk.out.note('outcome proven absent', `${flight.request} #${flight.wire}`)
  }

  function giveUpOnFills(dialog: Dialog, lookedAt: Instant | undefined): void {
    const order = currentOrder(dialog)
    if (dialog.endingSince === undefined || dialog.phase.kind === 'ended' || order === undefined) return
    if (lookedAt !== undefined && isProofAt(lookedAt, dialog.endingSince)) end(desk, dialog, order)
  }

  return { investigate, isClear }
}
