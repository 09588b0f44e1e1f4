/**
 * What a live order of an earlier life of ours has been before: edits put it in the place of orders that had bought or
 * sold already, and the trader's size is the size of all of them.
 */
import type { Txid } from '../ids.ts'
import { type KrakenError, isUnknownOrder } from '../kraken/errors.ts'
import type { Json } from '../kraken/json.ts'
import type { OrderUpdate } from '../kraken/order.ts'
import { readOrder } from '../kraken/order.ts'
import { QUERY_ORDERS_MAX, queryOrdersCall } from '../kraken/rest.ts'
import type { Trade } from '../kraken/trade.ts'
import type { Result } from '../result.ts'
import type { Instant } from '../time.ts'
import { MICROS_PER_SECOND, after, instant, seconds } from '../time.ts'
import { newOrder } from './claims.ts'
import type { Desk } from './desk.ts'
import type { KnownOrder } from './dialogs.ts'
import { isOver } from './dialogs.ts'
import { isProofAt } from './proof.ts'
import type { RestClient } from './rest-client.ts'

/** Our userrefs are the second in which the order was asked for, and no order of ours is older: September 2020. */
const FIRST_OF_OURS = 1_600_000_000
/** Userrefs run ahead of the clock while several are taken in a second, and Kraken's clock is not known to the second. */
const SLACK = seconds(60)
/** REST can be behind, and then does not know an order whose trade the feed has told. */
const LOOK_AGAIN = seconds(3)

/**
 * Looks for the predecessors of the live orders that are nobody's yet. `heard` are trades that are not booked.
 * What is looked up are the orders that traded in the same market, on the same side, between the second that the
 * userref names and the birth of the live one; of those the ones with its userref are what it was.
 */
export function findPredecessors(
  { desk, rest }: { readonly desk: Desk; readonly rest: RestClient },
  heard: readonly Trade[],
  then: () => void,
): void {
  const live = desk.dialogs.orders().filter((order) => order.dialog === undefined && !isOver(order))
  const trades = [...desk.accounting.trades(), ...heard].filter(
    ({ txid }) => desk.dialogs.order(txid) === undefined && live.length > 0,
  )
  const wanted = new Set<Txid>()
  for (const order of live) for (const trade of trades) if (mayBeOf(order, trade)) wanted.add(trade.txid)
  if (wanted.size === 0) {
    then()
    return
  }
  // More than one call's worth is no history of edits.
  const asked = [...wanted].slice(-QUERY_ORDERS_MAX)
  const lastTraded = Math.max(...trades.filter(({ txid }) => asked.includes(txid)).map(({ at }) => at))
  const look = (): void => rest.ask(queryOrdersCall(asked), heardOf)
  const heardOf = (reply: Result<Readonly<Record<string, Json>>, KrakenError>): void => {
    const isUnknown = !reply.ok && isUnknownOrder(reply.error.text)
    if (isUnknown && !isProofAt(desk.krakenNow(), instant(lastTraded))) {
      desk.out.note('question asked again', 'QueryOrders does not know yet an order that has traded')
      desk.later(LOOK_AGAIN, look)
      return
    }
    for (const [id, row] of Object.entries(reply.ok ? reply.value : {})) {
      const update = readOrder(id, row, desk.reference.pairNamed)
      if (update.ok) attach(desk, update.value, live)
      else desk.out.note('frame not understood', update.error)
    }
    then()
  }
  look()
}

const isOfOurs = (userref: number | undefined): userref is number => userref !== undefined && userref >= FIRST_OF_OURS

function mayBeOf(order: KnownOrder, { pair, side, at }: Trade): boolean {
  const { userref, openedAt, terms } = order
  if (!isOfOurs(userref) || openedAt === undefined) return false
  const begunAt = instant(userref * MICROS_PER_SECOND)
  const isBetween = after(at, SLACK) >= begunAt && at <= after(openedAt, SLACK)
  return isBetween && pair.key === terms.pair.key && side === terms.side
}

function attach(desk: Desk, update: OrderUpdate, live: readonly KnownOrder[]): void {
  const { terms, userref } = update
  if (!isOfOurs(userref) || terms === undefined) return
  // What bears its number in another market, or on the other side, was given it by another life.
  const successor = live.find(
    (order) => order.userref === userref && order.terms.pair.key === terms.pair.key && order.terms.side === terms.side,
  )
  if (successor === undefined || desk.dialogs.order(update.txid) !== undefined) return
  // REST may be behind and show it open; the session's own list, which is newer, did not have it.
  const status = update.status === 'closed' || update.status === 'expired' ? update.status : 'canceled'
  successor.before = [...successor.before, newOrder(desk, { ...update, status }, { terms, by: 'rest' })].toSorted(
    byBirth,
  )
  desk.out.note('predecessors found', `${update.txid} of ${successor.txid}`)
}

const byBirth = (one: KnownOrder, other: KnownOrder): number => bornAt(one) - bornAt(other)
const bornAt = ({ openedAt }: KnownOrder): Instant | 0 => openedAt ?? 0
