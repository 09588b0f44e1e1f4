/** A clock that never runs backwards, made of a wall clock that may step and a stopwatch that only knows spans. */
import type { Instant } from '../time.ts'
import { instant } from '../time.ts'

/** Both in milliseconds, with whatever fraction they have. */
export type Hands = {
  /** Since 1970; steps whenever somebody sets the machine's clock. */
  readonly wall: () => number
  /** Since some moment; steady, and may stand still while the machine sleeps. */
  readonly stopwatch: () => number
}

/** The wall clock may run this far ahead of the stopwatch before it is believed: more than reading the two takes. */
const STEP_MILLISECONDS = 100

/**
 * Microseconds since 1970, later than `floor` and never less than what was told before. The stopwatch gives the pace.
 * A wall clock that stepped forward, or ran while the machine slept, is followed; one that stepped back is not, and
 * the times told stay ahead of it.
 */
export function steadyClock(hands: Hands, floor: Instant | undefined): () => Instant {
  let startedAt = Math.max(hands.wall(), floor === undefined ? 0 : (floor + 1) / 1000)
  let stopwatchStarted = hands.stopwatch()
  let last = instant(Math.ceil(startedAt * 1000))
  return () => {
    const elapsed = hands.stopwatch() - stopwatchStarted
    const wall = hands.wall()
    if (wall > startedAt + elapsed + STEP_MILLISECONDS) {
      startedAt = wall
      stopwatchStarted += elapsed
    }
    const micros = Math.floor((startedAt + hands.stopwatch() - stopwatchStarted) * 1000)
    last = instant(Math.max(last, micros))
    return last
  }
}

/** This machine's clock, steadied. */
export const machineClock = (floor?: Instant): (() => Instant) =>
  steadyClock({ wall: () => Date.now(), stopwatch: () => performance.now() }, floor)
