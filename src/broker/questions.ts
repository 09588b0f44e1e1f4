/** Asks REST about orders; what it says of them goes the way of everything that Kraken says. */
import type { Txid } from '../ids.ts'
import type { Json } from '../kraken/json.ts'
import { readOrder } from '../kraken/order.ts'
import type { RestCall } from '../kraken/rest.ts'
import { QUERY_ORDERS_MAX, queryOrdersCall } from '../kraken/rest.ts'
import type { Trade } from '../kraken/trade.ts'
import type { Desk } from './desk.ts'
import { missingTrades } from './history.ts'
import type { RestClient } from './rest-client.ts'
import { applyOrder, applyTrades } from './updates.ts'

/** `isAnswered`: whether Kraken answered all of it, so that what it did not show was not there. */
type Then = (isAnswered: boolean) => void
type Named = { readonly txid: Txid; readonly userref?: number | undefined }

export type Questions = {
  /** Only the orders that concern us are taken up. */
  readonly askOrders: (
    call: RestCall<{ readonly [id: string]: Json }>,
    concerns: (order: Named) => boolean,
    then: Then,
  ) => void
  /** How these orders stand. */
  readonly queryOrders: (txids: readonly Txid[], then: Then) => void
  /** Books the trades that are not booked yet, and hands them over. */
  readonly backfillTrades: (then: (trades: readonly Trade[]) => void) => void
}

/** `isHistory`: a trade that is booked and not told. */
export function createQuestions(desk: Desk, rest: RestClient, isHistory: (trade: Trade) => boolean): Questions {
  const askOrders: Questions['askOrders'] = (call, concerns, then) => {
    rest.ask(call, (reply) => {
      if (!reply.ok) desk.out.note('question refused', `${call.endpoint}: ${reply.error.text}`)
      for (const [id, row] of Object.entries(reply.ok ? reply.value : {})) {
        const update = readOrder(id, row, desk.reference.pairNamed)
        if (!update.ok) desk.out.note('frame not understood', update.error)
        else if (concerns(update.value)) applyOrder(desk, update.value, 'rest')
      }
      then(reply.ok)
    })
  }

  function queryOrders(txids: readonly Txid[], then: Then, wasAnswered = true): void {
    const [first, others] = [txids.slice(0, QUERY_ORDERS_MAX), txids.slice(QUERY_ORDERS_MAX)]
    if (first.length === 0) then(wasAnswered)
    else
      askOrders(
        queryOrdersCall(first),
        () => true,
        (isAnswered) => queryOrders(others, then, wasAnswered && isAnswered),
      )
  }

  return {
    askOrders,
    queryOrders,
    backfillTrades(then) {
      missingTrades({ desk, rest }, (trades) => {
        if (trades.length > 0) desk.out.note('trade found by backfill', `${trades.length} of them`)
        applyTrades(desk, trades, isHistory)
        then(trades)
      })
    },
  }
}
