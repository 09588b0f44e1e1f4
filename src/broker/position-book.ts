/** Every market's trades and transfers in time order, and the position after each. */
import { assert } from '../assert.ts'
import type { Decimal, Price } from '../money.ts'
import type { Pair } from '../pair.ts'
import type { Holding } from '../position.ts'
import { afterTrade, afterTransfer, nothing } from '../position.ts'
import type { Instant } from '../time.ts'

/** What moved a position. `size` is signed: bought or received +, sold or sent −. */
export type Movement = { readonly id: string; readonly at: Instant; readonly size: Decimal } & (
  { readonly kind: 'trade'; readonly price: Price; readonly fee: Decimal } | { readonly kind: 'transfer' }
)

export type Clear = { readonly movement: Movement; readonly after: Holding }

export type PositionBook = {
  /** Movements may come in any order; of equal times the one added first counts as the earlier. */
  readonly add: (pair: Pair, movement: Movement) => void
  /** More became known of a movement that was added: it takes the place of the one with its id. */
  readonly correct: (pair: Pair, movement: Movement) => void
  /** It was none of its own after all. */
  readonly remove: (pair: Pair, id: string) => void
  readonly holding: (pair: Pair) => Holding
  /** Every market that ever moved, by symbol in alphabetical order. */
  readonly markets: () => readonly Pair[]
  /** The movements since the size was last zero, oldest first, each with the position after it. */
  readonly clears: (pair: Pair) => readonly Clear[]
}

export function createPositionBook(): PositionBook {
  /** By symbol. `clears` is in time order and each `after` follows from the one before it. */
  const books = new Map<string, { readonly pair: Pair; readonly clears: Clear[] }>()

  const clearsOf = (pair: Pair): readonly Clear[] => books.get(pair.symbol)?.clears ?? []

  function placeOf(pair: Pair, id: string): readonly [clears: Clear[], place: number] {
    const clears = books.get(pair.symbol)?.clears ?? []
    const place = clears.findLastIndex((clear) => clear.movement.id === id)
    assert(place >= 0, `${id} was added to ${pair.symbol}`)
    return [clears, place]
  }

  return {
    add(pair, movement) {
      const book = books.get(pair.symbol) ?? { pair, clears: [] }
      books.set(pair.symbol, book)
      const displaced = cutOff(book.clears, book.clears.length - countLater(book.clears, movement.at))
      append(book.clears, [movement, ...displaced])
    },
    correct(pair, movement) {
      const [clears, place] = placeOf(pair, movement.id)
      append(clears, [movement, ...cutOff(clears, place).slice(1)])
    },
    remove(pair, id) {
      const [clears, place] = placeOf(pair, id)
      append(clears, cutOff(clears, place).slice(1))
    },
    holding: (pair) => clearsOf(pair).at(-1)?.after ?? nothing,
    markets: () =>
      [...books.values()].map((book) => book.pair).toSorted((one, other) => (one.symbol < other.symbol ? -1 : 1)),
    clears(pair) {
      const all = clearsOf(pair)
      const closed = all.findLastIndex((clear) => clear.after.size.isZero())
      return all.slice(closed + 1)
    },
  }
}

/** Takes off all that comes from the place on. */
const cutOff = (clears: Clear[], place: number): readonly Movement[] =>
  clears.splice(place).map((clear) => clear.movement)

function append(clears: Clear[], movements: readonly Movement[]): void {
  for (const movement of movements) {
    const before = clears.at(-1)?.after ?? nothing
    clears.push({ movement, after: afterMovement(before, movement) })
  }
}

function countLater(clears: readonly Clear[], at: Instant): number {
  const place = clears.findLastIndex((clear) => clear.movement.at <= at)
  return clears.length - (place + 1)
}

function afterMovement(before: Holding, movement: Movement): Holding {
  return movement.kind === 'trade' ? afterTrade(before, movement) : afterTransfer(before, movement.size)
}
