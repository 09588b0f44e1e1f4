/** Makes what we believe agree with Kraken: after every (re)connection, and for a request whose outcome is unknown. */
import type { Txid } from '../ids.ts'
import type { Entry } from '../kraken/entry.ts'
import type { Json } from '../kraken/json.ts'
import { readOrder } from '../kraken/order.ts'
import type { RestCall } from '../kraken/rest.ts'
import { QUERY_ORDERS_MAX, balanceCall, closedOrdersCall, openOrdersCall, queryOrdersCall } from '../kraken/rest.ts'
import type { Trade } from '../kraken/trade.ts'
import type { Instant } from '../time.ts'
import { seconds, since } from '../time.ts'
import type { Accounting } from './accounting.ts'
import { auditBalances } from './audit.ts'
import { adoptUnclaimed } from './claims.ts'
import { REPEATS_MAX, advance, editedTerms, wantAgain } from './control.ts'
import type { Desk } from './desk.ts'
import type { Dialog, Flight, KnownOrder } from './dialogs.ts'
import { currentOrder, flightsOf, isOver, wasReplaced } from './dialogs.ts'
import { missingEntries, missingTrades } from './history.ts'
import type { RestClient } from './rest-client.ts'
import { cancelFailed, editFailed, submissionFailed } from './failures.ts'
import { findPredecessors } from './predecessors.ts'
import { end, endIfComplete, tellError } from './tell.ts'
import { applyOrder, applyTrades, move } from './updates.ts'

/** REST has been seen up to a minute behind the feeds; only after that is an absence a proof. */
const ABSENCE_PROOF = seconds(65)
/** Before each further look; the last one repeats. */
const LOOK_AGAIN_SECONDS = [2, 4, 8, 15]

export type Reconciler = {
  /** After a (re)connection: `openTxids` are the orders that Kraken lists as open, `waiting` trades not yet booked. */
  readonly reconcile: (openTxids: ReadonlySet<Txid>, waiting: () => readonly Trade[], then: () => void) => void
  readonly investigate: (dialog: Dialog) => void
  readonly lookUp: (order: Txid) => void
  /** Asks how these orders stand. */
  readonly queryOrders: (txids: readonly Txid[], then: () => void) => void
  /** Books the trades that are not booked yet, and hands them over. */
  readonly backfillTrades: (then: (trades: readonly Trade[]) => void) => void
  /** Books the ledger's rows since the last look and audits the balances. */
  readonly pollAccount: (then: () => void) => void
}

export function createReconciler(desk: Desk, rest: RestClient, isHistory: (trade: Trade) => boolean): Reconciler {
  const underInvestigation = new Set<Dialog>()
  /** Orders that were gone from Kraken's list of open ones and whose end REST has not shown yet. */
  const missing = new Set<Txid>()
  /** What the last audit of the balances found; nothing when they agreed. */
  let lastAudit: string | undefined

  function applyRows(
    rows: { readonly [id: string]: Json },
    concerns: (order: { txid: Txid; userref?: number | undefined }) => boolean,
  ): void {
    for (const [id, row] of Object.entries(rows)) {
      const update = readOrder(id, row, desk.reference.pairNamed)
      if (!update.ok) desk.out.note('frame not understood', update.error)
      else if (concerns(update.value)) applyOrder(desk, update.value, 'rest')
    }
  }

  function askOrders(
    call: RestCall<{ readonly [id: string]: Json }>,
    concerns: Parameters<typeof applyRows>[1],
    then: () => void,
  ): void {
    rest.ask(call, (reply) => {
      if (reply.ok) applyRows(reply.value, concerns)
      then()
    })
  }

  function queryOrders(txids: readonly Txid[], then: () => void): void {
    const [first, rest] = [txids.slice(0, QUERY_ORDERS_MAX), txids.slice(QUERY_ORDERS_MAX)]
    if (first.length === 0) then()
    else
      askOrders(
        queryOrdersCall(first),
        () => true,
        () => queryOrders(rest, then),
      )
  }

  function backfillTrades(then: (trades: readonly Trade[]) => void): void {
    missingTrades({ desk, rest }, (trades) => {
      if (trades.length > 0) desk.out.note('trade found by backfill', `${trades.length} of them`)
      applyTrades(desk, trades, isHistory)
      then(trades)
    })
  }

  function pollAccount(then: () => void): void {
    const { accounting, out } = desk
    missingEntries({ desk, rest }, (entries) => {
      tellBooked(accounting.bookEntries(entries))
      if (strays().length === 0) {
        audit(then)
        return
      }
      const askedAt = desk.krakenNow()
      backfillTrades(() => {
        const certain = strays().filter(({ at }) => isProofAt(askedAt, at))
        if (certain.length > 0) out.note('trade in the ledger alone', certain.map(({ refid }) => refid).join(' '))
        tellBooked(accounting.bookStrays(certain))
        audit(then)
      })
    })
  }

  /** Rows of trades that should have been heard of by now. */
  const strays = (): readonly Entry[] => desk.accounting.strays().filter(({ at }) => isProofAt(desk.krakenNow(), at))

  function tellBooked({ transfers, markets }: ReturnType<Accounting['bookEntries']>): void {
    if (transfers.length > 0) desk.out.note('transfer booked', transfers.map(({ id }) => id).join(' '))
    for (const pair of markets) desk.accounting.tellPosition(pair)
  }

  function audit(then: () => void): void {
    rest.ask(balanceCall, (reply) => {
      if (reply.ok) {
        const records = { trades: desk.accounting.trades(), entries: desk.accounting.entries() }
        const found = auditBalances(reply.value, records, desk.reference).join('; ')
        // Said once, and again when it changes; nobody reads what is said every minute.
        if (found === '' && found !== lastAudit) desk.out.note('balances agree')
        else if (found !== lastAudit) desk.out.note('balances differ', found)
        lastAudit = found
      }
      then()
    })
  }

  function investigate(dialog: Dialog): void {
    if (!desk.isReady() || underInvestigation.has(dialog)) return
    underInvestigation.add(dialog)
    look(dialog, 0)
  }

  function look(dialog: Dialog, attempt: number): void {
    const begunAt = desk.out.now()
    const isOurs = (order: { txid: Txid; userref?: number | undefined }): boolean =>
      order.userref === dialog.reqid || desk.dialogs.order(order.txid) !== undefined
    askOrders(openOrdersCall, isOurs, () =>
      askOrders(closedOrdersCall(dialog.reqid), isOurs, () =>
        queryOrders(
          dialog.orders.filter((order) => !isOver(order)).map((order) => order.txid),
          () => backfillTrades(() => conclude(dialog, { attempt, begunAt })),
        ),
      ),
    )
  }

  /** What was not there is absent only if the look began late enough: its answers may have taken their time. */
  function conclude(dialog: Dialog, { attempt, begunAt }: { attempt: number; begunAt: Instant }): void {
    move(desk, dialog)
    for (const flight of flightsOf(desk.dialogs, dialog)) judge(flight, begunAt)
    // What is proven absent made none of the orders that nobody owns.
    adoptUnclaimed(desk)
    giveUpOnFills(dialog, begunAt)
    if (isClear(dialog)) {
      underInvestigation.delete(dialog)
      advance(desk, dialog)
      return
    }
    const wait = LOOK_AGAIN_SECONDS[Math.min(attempt, LOOK_AGAIN_SECONDS.length - 1)] ?? 0
    desk.later(seconds(wait), () => look(dialog, attempt + 1))
  }

  /** Whether nothing about the dialog is left to be found out. */
  function isClear(dialog: Dialog): boolean {
    const order = currentOrder(dialog)
    if (order !== undefined && isOver(order)) missing.delete(order.txid)
    const isMissing = order !== undefined && missing.has(order.txid)
    const isWaiting = dialog.endingSince !== undefined && dialog.phase.kind !== 'ended'
    return !isMissing && !isWaiting && flightsOf(desk.dialogs, dialog).every((flight) => flight.lostAt === undefined)
  }

  function judge(flight: Flight, lookedAt: Instant): void {
    if (flight.lostAt === undefined) return
    const { dialog } = flight
    const isProof = isProofAt(lookedAt, flight.lostAt)
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

  function giveUpOnFills(dialog: Dialog, lookedAt: Instant): void {
    const order = currentOrder(dialog)
    if (dialog.endingSince === undefined || dialog.phase.kind === 'ended' || order === undefined) return
    if (isProofAt(lookedAt, dialog.endingSince)) end(desk, dialog, order)
  }

  return {
    reconcile(openTxids, waiting, then) {
      const gone = desk.dialogs.orders().filter((order) => !isOver(order) && !openTxids.has(order.txid))
      for (const order of gone) missing.add(order.txid)
      for (const txid of openTxids) missing.delete(txid)
      queryOrders([...missing], () =>
        backfillTrades(() =>
          pollAccount(() =>
            findPredecessors({ desk, rest }, waiting(), () => {
              then()
              for (const order of gone) if (isOver(order)) desk.out.note('order ended while away', order.txid)
              for (const dialog of desk.dialogs.all()) {
                move(desk, dialog)
                if (!isClear(dialog)) investigate(dialog)
              }
            }),
          ),
        ),
      )
    },
    investigate,
    queryOrders,
    backfillTrades,
    lookUp: (order) => queryOrders([order], () => undefined),
    pollAccount,
  }
}

/** REST, asked then, would have shown what happened by `from`. */
export const isProofAt = (lookedAt: Instant, from: Instant): boolean => since({ from, to: lookedAt }) > ABSENCE_PROOF
