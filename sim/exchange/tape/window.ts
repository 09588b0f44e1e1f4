/** The best levels of a book, as many as a client subscribed to, and what it has to be told to keep its copy of them right. */
import type { Instant } from '../../../src/time.ts'
import type { LevelSide, Levels } from './levels.ts'

/** A level as it is now; with no volume when it is gone. */
export type LevelChange = {
  readonly price: bigint
  readonly volume: bigint
  readonly at: Instant
  /** It did not change: it came into view. */
  readonly isRepublished: boolean
}

export interface Window {
  /** To be called once for every change of the book, before the changes are forgotten. What left the window is not told. */
  advance(at: Instant): { readonly asks: readonly LevelChange[]; readonly bids: readonly LevelChange[] }
}

export function createWindow(levels: Levels, depth: number): Window {
  const asks = createEdge(levels.sell, depth)
  const bids = createEdge(levels.buy, depth)
  return { advance: (at) => ({ asks: asks(at), bids: bids(at) }) }
}

/** The worst price in view between calls; undefined while there is none. */
function createEdge(side: LevelSide, depth: number): (at: Instant) => readonly LevelChange[] {
  const edgeNow = (): bigint | undefined => side.nth(Math.min(depth, side.count) - 1)?.price
  let edge = edgeNow()
  return (at) => {
    const before = edge
    edge = edgeNow()
    const gone: LevelChange[] = []
    const there: LevelChange[] = []
    for (const [price, hadLevel] of side.changed) {
      const level = side.level(price)
      if (level !== undefined) {
        if (edge !== undefined && !side.isWorse(price, edge)) there.push({ ...told(level), isRepublished: false })
      } else if (hadLevel && before !== undefined && !side.isWorse(price, before)) {
        gone.push({ price, volume: 0n, at, isRepublished: false })
      }
    }
    return [...gone, ...there, ...enteredSince(before)]
  }

  /** From the worst in view upwards, until a level that was in view before. */
  function enteredSince(before: bigint | undefined): readonly LevelChange[] {
    const entered: LevelChange[] = []
    for (let place = Math.min(depth, side.count) - 1; place >= 0; place -= 1) {
      const level = side.nth(place)
      if (level === undefined || (before !== undefined && !side.isWorse(level.price, before))) break
      if (!side.changed.has(level.price)) entered.unshift({ ...told(level), isRepublished: true })
    }
    return entered
  }
}

const told = ({
  price,
  volume,
  at,
}: LevelChange | { readonly price: bigint; readonly volume: bigint; readonly at: Instant }) => ({
  price,
  volume,
  at,
})
