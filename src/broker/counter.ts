/** Our picture of one of Kraken's counters: it rises with every deed, falls with time, and is refused above its ceiling. */
import type { Rate } from '../kraken/limits.ts'
import type { Instant, Micros } from '../time.ts'
import { MICROS_PER_SECOND, micros, since } from '../time.ts'

export type Counter = {
  /** Points. */
  readonly levelAt: (now: Instant) => number
  /** How long until so many more points fit; those that never fit wait for an empty counter. */
  readonly waitFor: (now: Instant, points: number) => Micros
  readonly charge: (now: Instant, points: number) => void
  /** Kraken says, or shows, that it stands at least so high. */
  readonly raiseTo: (now: Instant, points: number) => void
  /** Kraken refused a deed for it. */
  readonly fill: (now: Instant) => void
}

/** Kraken counts a deed when it arrives, which is later than we do: so much of the ceiling is left unused. */
const MARGIN = 1

export function createCounter({ max, perSecond }: Rate): Counter {
  let charged = 0
  let chargedAt: Instant | undefined
  const levelAt = (now: Instant): number =>
    chargedAt === undefined
      ? 0
      : Math.max(0, charged - (since({ from: chargedAt, to: now }) / MICROS_PER_SECOND) * perSecond)
  const stand = (now: Instant, level: number): void => {
    charged = level
    chargedAt = now
  }
  const raiseTo = (now: Instant, points: number): void => stand(now, Math.max(points, levelAt(now)))
  return {
    levelAt,
    waitFor(now, points) {
      const over = levelAt(now) - Math.max(0, max - MARGIN - points)
      return micros(over <= 0 ? 0 : Math.ceil((over / perSecond) * MICROS_PER_SECOND))
    },
    charge: (now, points) => stand(now, levelAt(now) + points),
    raiseTo,
    fill: (now) => raiseTo(now, max),
  }
}
