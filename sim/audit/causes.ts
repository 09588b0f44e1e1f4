/**
 * Why a written position is off: each cause is tried, and the one that makes exactly the figures of the file is the
 * likely one. They are ordered from what is certain to what is only near.
 */
import {
  type Fraction,
  absolute,
  divide,
  equals,
  fraction,
  isAbove,
  isZero,
  multiply,
  subtract,
  zero,
} from '../oracle/fraction.ts'
import { FEES_PER_ENTRY, type Holding, type Movement, after, flat } from '../oracle/recurrence.ts'
import type { WrittenPosition } from './written.ts'

export const CAUSES = [
  'float dust',
  'closed position left behind',
  'missed pruning',
  'transfer counted as trade',
  'doubled fee',
  'fee left out',
  'order of equal timestamps',
  'trade counted twice',
  'trades not counted',
  'default tick sizes',
  'position missing',
  'unknown',
] as const
export type Cause = (typeof CAUSES)[number]

export type Case = {
  readonly written: WrittenPosition
  /** All that ever moved it, in time order. */
  readonly movements: readonly Movement[]
  readonly exact: Holding
  /** Of the pair. */
  readonly priceTick: Fraction
  readonly lotTick: Fraction
}

export function likelyCause(one: Case): Cause {
  return TRIED.find(([, holds]) => holds(one))?.[0] ?? 'unknown'
}

const TRIED: readonly (readonly [Cause, (one: Case) => boolean])[] = [
  ['float dust', floatDust],
  ['closed position left behind', ({ exact }) => isZero(exact.size)],
  ['missed pruning', missedPruning],
  ['transfer counted as trade', (one) => makes(one, fold(one.movements.map(asTrade)))],
  ['doubled fee', (one) => makes(one, fold(one.movements, 2n * FEES_PER_ENTRY))],
  ['fee left out', (one) => makes(one, fold(one.movements, 0n))],
  ['order of equal timestamps', (one) => makes(one, fold(tiesReversed(one.movements)))],
  ['trade counted twice', (one) => one.movements.some((twice) => makes(one, fold(doubled(one.movements, twice))))],
  ['trades not counted', (one) => one.movements.some((_, count) => makes(one, fold(one.movements.slice(0, count))))],
  ['default tick sizes', defaultTicks],
]

/** What is left when sums are made of doubles: nearly the right figures, and not they. */
function floatDust({ written, exact }: Case): boolean {
  const isClosed = isZero(exact.size)
  if (written.size !== undefined && equals(written.size, exact.size)) {
    return !isClosed && !isSame(written.ppu, exact.ppu) && isNear(written.ppu, exact.ppu)
  }
  return isNear(written.size, exact.size) && (isClosed || isNear(written.ppu, exact.ppu))
}

/** Clears from before the size was last zero are still there, whatever they did to the figures. */
function missedPruning({ written, movements, exact }: Case): boolean {
  const current = new Set(exact.clears.map(({ id }) => id))
  const past = new Set(movements.map(({ id }) => id).filter((id) => !current.has(id)))
  return !isZero(exact.size) && written.clears.some(({ tid }) => past.has(tid))
}

/** The market's ticks are others than those of the file, and its figures are what rounding to those gives. */
function defaultTicks({ written, movements, exact, priceTick, lotTick }: Case): boolean {
  const price = written.priceTick ?? fraction(1n, 100n)
  const lot = written.lotTick ?? zero
  if (equals(price, priceTick) && equals(lot, lotTick)) return false
  const rounded = (tick: Fraction, value: Fraction): Fraction => (isZero(tick) ? value : roundTo(tick, value))
  // A lot tick of nothing has been seen to round sizes to whole units, and to leave them alone.
  for (const lots of isZero(lot) ? [zero, fraction(1n)] : [lot]) {
    const coarse = movements
      .map((movement) => ({ ...movement, size: rounded(lots, movement.size) }))
      .filter(({ size }) => !isZero(size))
    const folded = fold(coarse)
    const sizes = [rounded(lots, exact.size), folded.size]
    const ppus = [exact.ppu, folded.ppu].flatMap((ppu) => [ppu, rounded(price, ppu)])
    if (sizes.some((size) => isSame(written.size, size)) && ppus.some((ppu) => isSame(written.ppu, ppu))) return true
  }
  return false
}

/** Whether the cause would make other figures than the exact ones, and they are the file's. */
const makes = ({ written, exact }: Case, { size, ppu }: Holding): boolean =>
  !(equals(size, exact.size) && equals(ppu, exact.ppu)) && isSame(written.size, size) && isSame(written.ppu, ppu)

const fold = (movements: readonly Movement[], feesPerEntry = FEES_PER_ENTRY): Holding =>
  movements.reduce((holding, movement) => after(holding, movement, feesPerEntry), flat)

/** As a program takes it that knows trades alone: received or sent for nothing. */
const asTrade = (movement: Movement): Movement => ({ ...movement, trade: movement.trade ?? { price: zero, fee: zero } })

const doubled = (movements: readonly Movement[], twice: Movement): readonly Movement[] =>
  movements.flatMap((movement) => (movement === twice ? [movement, movement] : [movement]))

function tiesReversed(movements: readonly Movement[]): readonly Movement[] {
  const groups: Movement[][] = []
  for (const movement of movements) {
    const last = groups.at(-1)
    if (last?.[0]?.at === movement.at) last.push(movement)
    else groups.push([movement])
  }
  return groups.flatMap((group) => group.toReversed())
}

function roundTo(tick: Fraction, value: Fraction): Fraction {
  const { numerator, denominator } = divide(value, tick)
  const doubledUp = 2n * numerator + denominator
  const whole = doubledUp / (2n * denominator) - (doubledUp % (2n * denominator) < 0n ? 1n : 0n)
  return multiply(fraction(whole), tick)
}

/** Two doubles of one value differ by less; figures of 24 digits by far less. */
const DOUBLE = fraction(1n, 2n ** 50n)
/** What sums of some thousand doubles have gone astray by; no lot is as small beside its position. */
const DUST = fraction(1n, 10n ** 11n)

/** The same figure, be it written with all its digits or as a double. */
export const isSame = (written: Fraction | undefined, value: Fraction): boolean => isWithin(DOUBLE, written, value)
const isNear = (written: Fraction | undefined, value: Fraction): boolean => isWithin(DUST, written, value)

function isWithin(bound: Fraction, written: Fraction | undefined, value: Fraction): boolean {
  if (written === undefined) return false
  const off = absolute(subtract(written, value))
  const size = isZero(value) ? fraction(1n) : absolute(value)
  return !isAbove(off, multiply(bound, size))
}
