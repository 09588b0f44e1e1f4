/** The public book of one pair: what every price shows, and the orders there in the order in which they are to be had. */
import { present } from '../../../src/assert.ts'
import type { Txid } from '../../../src/ids.ts'
import type { Instant } from '../../../src/time.ts'

export type SideName = 'buy' | 'sell'
export const SIDES: readonly SideName[] = ['buy', 'sell']

export type Offer = { readonly price: bigint; readonly volume: bigint }

/** What an order shows of itself. Price in `10^-pairDecimals`, volume in lots. */
export type ShownOrder = {
  readonly txid: Txid
  readonly price: bigint
  readonly volume: bigint
  /** When it came to its place. */
  readonly at: Instant
  /** How often it was put behind all others by then. */
  readonly turn: number
}

export type Level = {
  readonly price: bigint
  readonly volume: bigint
  /** When it last changed. */
  readonly at: Instant
  /** Oldest first. */
  readonly orders: ReadonlyMap<Txid, ShownOrder>
}

/** A deed to one order, as level3 tells it. One that was deleted is as it was. */
export type OrderDeed = {
  readonly deed: 'add' | 'modify' | 'delete'
  readonly side: SideName
  readonly order: ShownOrder
}

export interface LevelSide {
  readonly count: number
  level(price: bigint): Level | undefined
  /** The best is number 0. */
  nth(place: number): Level | undefined
  /** Best first. */
  top(count: number): readonly Level[]
  isWorse(price: bigint, than: bigint): boolean
  /** The prices at which something changed since they were last forgotten, and whether each had a level before. */
  readonly changed: ReadonlyMap<bigint, boolean>
}

export interface Levels {
  readonly buy: LevelSide
  readonly sell: LevelSide
  readonly deeds: readonly OrderDeed[]
  /** Takes over what an order shows now: all that it did since it was last seen, as one change. */
  see(at: Instant, order: Seen): void
  /** Everybody has been told of what changed. */
  forgetChanges(): void
}

type Seen = {
  readonly txid: Txid
  readonly side: SideName
  readonly shown: Offer | undefined
  readonly turn: number
}

/** Invariant: a level shows the sum of its orders and is never empty; each order is on one level. */
export function createLevels(): Levels {
  const sides = { buy: createLevelSide('buy'), sell: createLevelSide('sell') }
  const shown = new Map<Txid, ShownOrder>()
  let deeds: OrderDeed[] = []

  return {
    ...sides,
    get deeds() {
      return deeds
    },
    see(at, { txid, side, shown: now, turn }) {
      const known = shown.get(txid)
      const isThere = known !== undefined && now !== undefined
      const keepsItsPlace = isThere && known.price === now.price && known.turn === turn
      if (keepsItsPlace ? known.volume === now.volume : known === now) return
      if (keepsItsPlace) {
        const changed = { ...known, volume: now.volume }
        shown.set(txid, changed)
        sides[side].put(at, changed)
        deeds.push({ deed: 'modify', side, order: changed })
        return
      }
      if (known !== undefined) {
        shown.delete(txid)
        sides[side].remove(at, known)
        deeds.push({ deed: 'delete', side, order: known })
      }
      if (now === undefined) return
      const added = { txid, ...now, at, turn }
      shown.set(txid, added)
      sides[side].put(at, added)
      deeds.push({ deed: 'add', side, order: added })
    },
    forgetChanges() {
      for (const side of SIDES) sides[side].changed.clear()
      deeds = []
    },
  }
}

type KeptLevel = { readonly price: bigint; volume: bigint; at: Instant; readonly orders: Map<Txid, ShownOrder> }

/** Invariant: `prices` holds exactly the prices that have a level, worst first, since most changes are near the best. */
function createLevelSide(side: SideName) {
  const levels = new Map<bigint, KeptLevel>()
  const prices: bigint[] = []
  const changed = new Map<bigint, boolean>()
  const isWorse = (price: bigint, than: bigint): boolean => (side === 'buy' ? price < than : price > than)

  function placeOf(price: bigint): number {
    let low = 0
    let high = prices.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isWorse(present(prices[middle], 'the middle is inside'), price)) low = middle + 1
      else high = middle
    }
    return low
  }

  function touch(price: bigint): void {
    if (!changed.has(price)) changed.set(price, levels.has(price))
  }

  const nth = (place: number): KeptLevel | undefined => {
    const price = prices[prices.length - 1 - place]
    return price === undefined ? undefined : levels.get(price)
  }

  return {
    changed,
    isWorse,
    nth,
    get count() {
      return prices.length
    },
    level: (price: bigint): Level | undefined => levels.get(price),
    top(count: number): readonly Level[] {
      const best: Level[] = []
      for (let place = 0; place < count; place += 1) {
        const level = nth(place)
        if (level === undefined) break
        best.push(level)
      }
      return best
    },
    /** The order is new at its price, or shows another volume there. */
    put(at: Instant, order: ShownOrder): void {
      touch(order.price)
      const known = levels.get(order.price)
      const level = known ?? { price: order.price, volume: 0n, at, orders: new Map<Txid, ShownOrder>() }
      if (known === undefined) {
        levels.set(order.price, level)
        prices.splice(placeOf(order.price), 0, order.price)
      }
      level.volume += order.volume - (level.orders.get(order.txid)?.volume ?? 0n)
      level.at = at
      level.orders.set(order.txid, order)
    },
    remove(at: Instant, order: ShownOrder): void {
      touch(order.price)
      const level = present(levels.get(order.price), 'an order that is shown has a level')
      level.orders.delete(order.txid)
      level.volume -= order.volume
      level.at = at
      if (level.orders.size > 0) return
      levels.delete(order.price)
      prices.splice(placeOf(order.price), 1)
    },
  }
}
