/** The price-per-unit recurrence in exact fractions: what one trade or transfer does to a position. */
import type { Instant } from '../../src/time.ts'
import {
  type Fraction,
  absolute,
  add,
  divide,
  fraction,
  isAbove,
  isNegative,
  isZero,
  multiply,
  negate,
  zero,
} from './fraction.ts'

export type Movement = {
  /** The trade's id, or the ledger id of a transfer. */
  readonly id: string
  readonly at: Instant
  /** What the position moves by, + for bought or received. */
  readonly size: Fraction
  /** Price and fee in the quote asset; undefined for a transfer. */
  readonly trade: { readonly price: Fraction; readonly fee: Fraction } | undefined
}

/** A movement, and size and PPU of the position after it. */
export type Clear = Movement & { readonly accumSize: Fraction; readonly ppu: Fraction }

export type Holding = {
  readonly size: Fraction
  readonly ppu: Fraction
  /** Everything since the size was last zero. */
  readonly clears: readonly Clear[]
}

export const flat: Holding = { size: zero, ppu: zero, clears: [] }

/** An entry carries its own fee and an equal one for the exit to come. */
export const FEES_PER_ENTRY = 2n

/** The holding after the movement, in which each entry carries its fee so many times. */
export function after(before: Holding, movement: Movement, feesPerEntry = FEES_PER_ENTRY): Holding {
  const size = add(before.size, movement.size)
  if (isZero(size)) return flat
  const ppu =
    movement.trade === undefined
      ? before.ppu
      : ppuAfter(before, { ...movement.trade, moved: movement.size, size, feesPerEntry })
  return { size, ppu, clears: [...before.clears, { ...movement, accumSize: size, ppu }] }
}

/** The PPU of a position that is `size` after a trade of `moved`. It changes only when the position grows or turns. */
function ppuAfter(
  before: Holding,
  trade: {
    readonly moved: Fraction
    readonly size: Fraction
    readonly price: Fraction
    readonly fee: Fraction
    readonly feesPerEntry: bigint
  },
): Fraction {
  const whole = absolute(trade.size)
  const fees = multiply(fraction(trade.feesPerEntry), isNegative(trade.size) ? negate(trade.fee) : trade.fee)
  const turns = !isZero(before.size) && isNegative(before.size) !== isNegative(trade.size)
  if (turns) return divide(add(multiply(whole, trade.price), fees), whole)
  if (!isAbove(whole, absolute(before.size))) return before.ppu
  const paidBefore = multiply(before.ppu, absolute(before.size))
  const paidNow = multiply(trade.price, absolute(trade.moved))
  return divide(add(add(paidBefore, paidNow), fees), whole)
}
