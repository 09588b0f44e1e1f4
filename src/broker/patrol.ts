/** Looks now and then at REST for what the feeds should have told and did not. */
import type { Txid } from '../ids.ts'
import type { Json } from '../kraken/json.ts'
import type { OrderUpdate } from '../kraken/order.ts'
import { readOrder } from '../kraken/order.ts'
import { openOrdersCall } from '../kraken/rest.ts'
import type { Instant } from '../time.ts'
import { seconds, since } from '../time.ts'
import type { Desk } from './desk.ts'
import type { KnownOrder } from './dialogs.ts'
import { isOver, sameTerms, wholeTerms } from './dialogs.ts'
import { isProofAt } from './proof.ts'
import type { Reconciler } from './reconcile.ts'
import type { RestClient } from './rest-client.ts'
import type { Session } from './session.ts'
import { applyOrder } from './updates.ts'

/** One call of one point and one of up to four; an Intermediate key regains fifteen in this time. */
const PATROL_EVERY = seconds(30)
/** What is younger may still be on its way by the feed. */
const ON_ITS_WAY = seconds(10)

/** When the session went live, and when REST was asked. */
type Times = { readonly liveSince: Instant | undefined; readonly askedAt: Instant }

/**
 * Begins to patrol, for as long as the broker runs. A feed that kept something to itself may have lost one message or
 * have fallen silent; nobody can tell, so the session is made anew.
 */
export function beginPatrol(
  desk: Desk,
  { rest, session, reconciler }: { rest: RestClient; session: Session; reconciler: Reconciler },
): void {
  const isOld = (at: Instant | undefined): boolean =>
    at !== undefined && since({ from: at, to: desk.krakenNow() }) > ON_ITS_WAY

  let isUnderWay = false

  function round(): void {
    desk.later(PATROL_EVERY, round)
    // While REST takes its time, one round is enough.
    if (!desk.isReady() || isUnderWay) return
    isUnderWay = true
    look(() => {
      isUnderWay = false
    })
  }

  function look(then: () => void): void {
    const liveSince = session.liveSince()
    const askedAt = desk.out.now()
    rest.ask(openOrdersCall, (reply) => {
      if (!reply.ok || !isSameSession(liveSince)) {
        then()
        return
      }
      const missed = lookAtOpen(reply.value, { liveSince, askedAt })
      const gone = goneFrom(reply.value)
      reconciler.queryOrders(gone, () =>
        reconciler.backfillTrades((trades) => {
          const ended = gone.filter((id) => hasEndedUnheard(id))
          const late = trades.filter((trade) => isOld(trade.at)).map((trade) => trade.id)
          then()
          report([...missed, ...ended, ...late], liveSince)
        }),
      )
    })
  }

  /** What REST lists as open; returns what of it the feed should have told. */
  function lookAtOpen(rows: { readonly [id: string]: Json }, times: Times): readonly string[] {
    return Object.entries(rows).flatMap(([id, row]) => {
      const update = readOrder(id, row, desk.reference.pairNamed)
      if (!update.ok) {
        desk.out.note('frame not understood', update.error)
        return []
      }
      return wasMissed(update.value, times) ? [id] : []
    })
  }

  function wasMissed(update: OrderUpdate, { liveSince, askedAt }: Times): boolean {
    const known = desk.dialogs.order(update.txid)
    if (known !== undefined) {
      const isBehind = known.status === 'pending' && update.status === 'open' && isOld(update.openedAt)
      const isOtherwise = hasOtherTerms(known, update, askedAt)
      applyOrder(desk, update, 'rest')
      return isBehind || isOtherwise
    }
    // The list with which the session began is newer than REST's: what it did not show is not open any more, unless a
    // row of it did not read and REST has had the time to become the newer one.
    const isBefore =
      update.openedAt !== undefined && liveSince !== undefined && update.openedAt < desk.krakenTimeOf(liveSince)
    const isOlder = isBefore && !isProofAt(askedAt, liveSince)
    if (isOlder || !isOld(update.openedAt)) return false
    applyOrder(desk, update, 'rest')
    // One that even REST does not describe is no better known in another session.
    return desk.dialogs.order(update.txid) !== undefined
  }

  /**
   * REST's list is young enough to know the terms that we know, and has others: somebody has amended the order since.
   * Of other kinds of orders the limit may be an offset still, which the dialects do not write alike.
   */
  const hasOtherTerms = (known: KnownOrder, { terms }: OrderUpdate, askedAt: Instant): boolean =>
    terms?.orderType === 'limit' &&
    isProofAt(askedAt, known.termsSince) &&
    !sameTerms(wholeTerms(known.terms), wholeTerms(terms))

  /** What we take for open and REST does not list: ended, or too new for REST. */
  const goneFrom = (rows: { readonly [id: string]: Json }): readonly Txid[] =>
    desk.dialogs
      .orders()
      .filter((order) => !isOver(order) && rows[order.txid] === undefined)
      .map((order) => order.txid)

  function hasEndedUnheard(id: Txid): boolean {
    const order = desk.dialogs.order(id)
    return order !== undefined && isOver(order) && isOld(order.endedAt)
  }

  function report(missed: readonly string[], liveSince: Instant | undefined): void {
    if (missed.length === 0) return
    desk.out.note('missed by the feed', missed.join(' '))
    if (isSameSession(liveSince)) session.renew('a feed did not tell everything')
  }

  const isSameSession = (liveSince: Instant | undefined): boolean => desk.isReady() && session.liveSince() === liveSince

  desk.later(PATROL_EVERY, round)
}
