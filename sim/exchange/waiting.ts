/** The orders of all pairs that wait for the last price to come to their trigger. Source: protocol 7.1. */
import type { Txid } from '../../src/ids.ts'
import { present } from '../../src/assert.ts'
import { trailingTrigger } from './asked-prices.ts'
import type { Market } from './market.ts'
import { type Order, isProfitTaking } from './orders.ts'

export interface Waiting {
  add(order: Order): void
  /** Does nothing when it does not wait. */
  remove(order: Order): void
  /** A trade at this price: trailing triggers follow it. Gives those it fires, oldest first, which wait no more. */
  heard(market: Market, price: bigint): readonly Order[]
}

export function createWaiting(): Waiting {
  const pairs = new Map<string, Map<Txid, Order>>()

  function ordersOf({ row }: Market): Map<Txid, Order> {
    const known = pairs.get(row.key)
    if (known !== undefined) return known
    const orders = new Map<Txid, Order>()
    pairs.set(row.key, orders)
    return orders
  }

  return {
    add: (order) => void ordersOf(order.market).set(order.txid, order),
    remove: (order) => void ordersOf(order.market).delete(order.txid),
    heard(market, price) {
      const orders = ordersOf(market)
      const fired: Order[] = []
      for (const order of orders.values()) {
        follow(order, price)
        if (isFired(order, price)) fired.push(order)
      }
      for (const order of fired) orders.delete(order.txid)
      return fired
    },
  }
}

/** Whether the last price has come to the trigger of an order that waits. */
export function isFired({ orderType, side, trigger }: Order, last: bigint): boolean {
  const at = present(trigger, 'an order that waits has a trigger')
  const firesAbove = (side === 'buy') !== isProfitTaking(orderType)
  return firesAbove ? last >= at : last <= at
}

/** The trigger of a trailing order comes nearer as the price runs from it, and never goes back. */
function follow(order: Order, last: bigint): void {
  if (order.trail === undefined) return
  const now = present(order.trigger, 'an order that trails has a trigger')
  const next = trailingTrigger(order.market, order.side, { peak: last, by: order.trail.by })
  if (order.side === 'sell' ? next > now : next < now) order.trigger = next
}
