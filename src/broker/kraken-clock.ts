/** What time it is at Kraken: what Kraken dates is only ever compared with this, since our own clock may be minutes off. */
import type { Instant } from '../time.ts'
import { instant, seconds } from '../time.ts'

export type KrakenClock = {
  /** Kraken's time at a moment of ours. */
  readonly timeOf: (ours: Instant) => Instant
  /** Kraken said it was that late, in whole seconds, at this moment of ours. */
  readonly learn: (said: { readonly theirs: Instant; readonly ours: Instant }) => void
}

/** Whole seconds, and an answer that took its time, are as far off as this: such a difference is none. */
const GRAIN = seconds(3)

export function createKrakenClock(): KrakenClock {
  let ahead = 0
  return {
    timeOf: (ours) => instant(Math.max(0, ours + ahead)),
    learn({ theirs, ours }) {
      ahead = Math.abs(theirs - ours) < GRAIN ? 0 : theirs - ours
    },
  }
}
