/** A counter that rises with every deed and falls with time. */
import type { Instant } from '../../../src/time.ts'
import type { Rate } from './tiers.ts'

/** Hundred-millionths: what a hundredth of a point a second makes in a microsecond, so that all is whole. */
export const PARTS_PER_POINT = 100_000_000

/** Invariant: never below zero, and whole. Levels are in hundred-millionths of a point. */
export interface Counter {
  readonly max: number
  level(at: Instant): number
  /** Whether that many more points would stay within the limit. */
  hasRoomFor(at: Instant, points: number): boolean
  /** Charged whether there is room or not. */
  charge(at: Instant, points: number): void
}

export function createCounter({ max: maxPoints, hundredthsPerSecond }: Rate): Counter {
  const max = maxPoints * PARTS_PER_POINT
  let charged = 0
  let chargedAt: Instant | undefined
  const level = (at: Instant): number =>
    chargedAt === undefined ? 0 : Math.max(0, charged - (at - chargedAt) * hundredthsPerSecond)
  return {
    max,
    level,
    hasRoomFor: (at, points) => level(at) + points * PARTS_PER_POINT <= max,
    charge(at, points) {
      charged = level(at) + points * PARTS_PER_POINT
      chargedAt = at
    },
  }
}
