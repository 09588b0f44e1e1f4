/** Makes what we believe agree with Kraken, after every (re)connection and whenever something is in doubt. */
import type { Txid } from '../ids.ts'
import type { Trade } from '../kraken/trade.ts'
import type { Instant } from '../time.ts'
import { accountPoll } from './account-poll.ts'
import type { Desk } from './desk.ts'
import type { Dialog } from './dialogs.ts'
import { isOver } from './dialogs.ts'
import { createInvestigation } from './investigation.ts'
import { findPredecessors } from './predecessors.ts'
import type { Questions } from './questions.ts'
import { createQuestions } from './questions.ts'
import type { RestClient } from './rest-client.ts'
import { move } from './updates.ts'

export type Reconciler = Pick<Questions, 'queryOrders' | 'backfillTrades'> & {
  /** After a (re)connection: `openTxids` are the orders that Kraken lists as open, `waiting` trades not yet booked. */
  readonly reconcile: (openTxids: ReadonlySet<Txid>, waiting: () => readonly Trade[], then: () => void) => void
  readonly investigate: (dialog: Dialog) => void
  readonly lookUp: (order: Txid) => void
  /** Books the ledger's rows since the last look and audits the balances. */
  readonly pollAccount: (then: () => void) => void
}

export function createReconciler(desk: Desk, rest: RestClient, isHistory: (trade: Trade) => boolean): Reconciler {
  const missing = new Map<Txid, Instant>()
  const questions = createQuestions(desk, rest, isHistory)
  const { queryOrders, backfillTrades } = questions
  const pollAccount = accountPoll(desk, { rest, questions })
  const { investigate, isClear } = createInvestigation(desk, { questions, missing })

  return {
    reconcile(openTxids, waiting, then) {
      const gone = desk.dialogs.orders().filter((order) => !isOver(order) && !openTxids.has(order.txid))
      for (const order of gone) if (!missing.has(order.txid)) missing.set(order.txid, desk.out.now())
      for (const txid of openTxids) missing.delete(txid)
      queryOrders([...missing.keys()], () =>
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
