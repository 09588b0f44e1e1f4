/** The resting orders of one pair in price-time priority. */
import { assert } from '../../src/assert.ts'
import type { Txid } from '../../src/ids.ts'

export type Resting = { readonly txid: Txid; readonly side: 'buy' | 'sell'; readonly price: bigint }

export interface Book<Entry extends Resting> {
  /** Behind all others at its price. */
  add(entry: Entry): void
  /** Does nothing when it is not there. */
  remove(entry: Entry): void
  /** The oldest order at the best price of a side. */
  best(side: Entry['side']): Entry | undefined
  /** A side's orders, best price first, oldest first in each price. Not to be changed meanwhile. */
  inPriority(side: Entry['side']): IterableIterator<Entry>
}

/** Invariant: levels are worst first, each at a price of its own, and none is empty. */
export function createBook<Entry extends Resting>(): Book<Entry> {
  const sides = { buy: createSide<Entry>('buy'), sell: createSide<Entry>('sell') }
  return {
    add: (entry) => sides[entry.side].add(entry),
    remove: (entry) => sides[entry.side].remove(entry),
    best: (side) => sides[side].best(),
    inPriority: (side) => sides[side].inPriority(),
  }
}

type Level<Entry> = { readonly price: bigint; readonly orders: Map<Txid, Entry> }

function createSide<Entry extends Resting>(side: Entry['side']) {
  const levels: Level<Entry>[] = []
  const isWorse = (one: bigint, other: bigint): boolean => (side === 'buy' ? one < other : one > other)

  /** Where the price is or belongs. The list is worst first, since most is added and removed near the best. */
  function placeOf(price: bigint): number {
    let low = 0
    let high = levels.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const there = levels[middle]
      if (there !== undefined && isWorse(there.price, price)) low = middle + 1
      else high = middle
    }
    return low
  }

  function levelAt(price: bigint): Level<Entry> {
    const place = placeOf(price)
    const known = levels[place]
    if (known?.price === price) return known
    const level = { price, orders: new Map<Txid, Entry>() }
    levels.splice(place, 0, level)
    return level
  }

  return {
    add(entry: Entry): void {
      const { orders } = levelAt(entry.price)
      const before = orders.size
      orders.set(entry.txid, entry)
      assert(orders.size > before, 'an order rests once')
    },
    remove(entry: Entry): void {
      const place = placeOf(entry.price)
      const level = levels[place]
      if (level?.price !== entry.price || !level.orders.delete(entry.txid) || level.orders.size > 0) return
      levels.splice(place, 1)
    },
    /** What comes first in priority, without a walk: it is asked for at every step of a match. */
    best: (): Entry | undefined => levels.at(-1)?.orders.values().next().value,
    *inPriority(): IterableIterator<Entry, undefined> {
      for (let at = levels.length - 1; at >= 0; at -= 1) {
        const level = levels[at]
        if (level !== undefined) yield* level.orders.values()
      }
    },
  }
}
