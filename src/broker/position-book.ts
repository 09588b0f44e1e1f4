/** Every market's trades and transfers in time order, and the position after each. */
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

  return {
    add(pair, movement) {
      const book = books.get(pair.symbol) ?? { pair, clears: [] }
      books.set(pair.symbol, book)
      const later = countLater(book.clears, movement.at)
      const displaced = book.clears.splice(book.clears.length - later, later)
      for (const next of [movement, ...displaced.map((clear) => clear.movement)]) {
        const before = book.clears.at(-1)?.after ?? nothing
        book.clears.push({ movement: next, after: afterMovement(before, next) })
      }
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

function countLater(clears: readonly Clear[], at: Instant): number {
  const place = clears.findLastIndex((clear) => clear.movement.at <= at)
  return clears.length - (place + 1)
}

function afterMovement(before: Holding, movement: Movement): Holding {
  return movement.kind === 'trade' ? afterTrade(before, movement) : afterTransfer(before, movement.size)
}
