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

/** Invariant: `prices` holds exactly the prices that have a level, worst first, and no level is empty. */
export function createBook<Entry extends Resting>(): Book<Entry> {
  const sides = { buy: createSide<Entry>('buy'), sell: createSide<Entry>('sell') }
  return {
    add: (entry) => sides[entry.side].add(entry),
    remove: (entry) => sides[entry.side].remove(entry),
    best: (side) => sides[side].inPriority().next().value,
    inPriority: (side) => sides[side].inPriority(),
  }
}

function createSide<Entry extends Resting>(side: Entry['side']) {
  /** Insertion order is time order. */
  const levels = new Map<bigint, Map<Txid, Entry>>()
  const prices: bigint[] = []
  const isWorse = (one: bigint, other: bigint): boolean => (side === 'buy' ? one < other : one > other)

  /** Where the price is or belongs. The list is worst first, since most is added and removed near the best. */
  function placeOf(price: bigint): number {
    let low = 0
    let high = prices.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const there = prices[middle]
      if (there !== undefined && isWorse(there, price)) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    add(entry: Entry): void {
      const level = levels.get(entry.price)
      if (level === undefined) {
        levels.set(entry.price, new Map([[entry.txid, entry]]))
        prices.splice(placeOf(entry.price), 0, entry.price)
        return
      }
      assert(!level.has(entry.txid), `${entry.txid} rests once`)
      level.set(entry.txid, entry)
    },
    remove(entry: Entry): void {
      const level = levels.get(entry.price)
      if (level === undefined || !level.delete(entry.txid) || level.size > 0) return
      levels.delete(entry.price)
      prices.splice(placeOf(entry.price), 1)
    },
    *inPriority(): IterableIterator<Entry, undefined> {
      for (let at = prices.length - 1; at >= 0; at -= 1) {
        const price = prices[at]
        const level = price === undefined ? undefined : levels.get(price)
        if (level !== undefined) yield* level.values()
      }
    },
  }
}
