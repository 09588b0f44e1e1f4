/** The PPU recurrence: what one trade or transfer does to a position. */
import { assert } from './assert.ts'
import type { Decimal } from './money.ts'
import { zero } from './money.ts'

/** `size` in base units, negative when short; `ppu` in quote units per base unit, 0 when there is no position. */
export type Holding = { readonly size: Decimal; readonly ppu: Decimal }

export const nothing: Holding = { size: zero, ppu: zero }

/** An entry carries its own fee and an equal one for the exit to come (piker's `cost_scalar`). */
const FEES_PER_ENTRY = 2

/**
 * The holding after a trade of signed `size` (+ bought, − sold) at `price` with `fee` in the quote asset. The PPU
 * moves only when the position grows or changes sign; a reduction leaves it.
 */
export function afterTrade(
  before: Holding,
  trade: { readonly size: Decimal; readonly price: Decimal; readonly fee: Decimal },
): Holding {
  assert(!trade.size.isZero(), 'a trade moves something')
  const size = before.size.plus(trade.size)
  if (size.isZero()) return nothing
  const fees = trade.fee.times(FEES_PER_ENTRY).times(size.isNegative() ? -1 : 1)
  const flipped = !before.size.isZero() && before.size.isNegative() !== size.isNegative()
  if (flipped) return { size, ppu: size.abs().times(trade.price).plus(fees).div(size.abs()) }
  if (!size.abs().gt(before.size.abs())) return { size, ppu: before.ppu }
  const entries = before.ppu.times(before.size.abs()).plus(trade.price.times(trade.size.abs()))
  return { size, ppu: entries.plus(fees).div(size.abs()) }
}

/** The holding after a transfer of signed `amount`, its fee already in it: the size moves, the PPU does not. */
export function afterTransfer(before: Holding, amount: Decimal): Holding {
  const size = before.size.plus(amount)
  return size.isZero() ? nothing : { size, ppu: before.ppu }
}
