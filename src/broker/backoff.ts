/** How long to wait before another try: longer each time, and not at the same moment as everybody else. */
import { createHash } from 'node:crypto'
import type { Micros } from '../time.ts'
import { seconds } from '../time.ts'

/** A wait is lengthened by at most this part of itself. */
const SPREAD = 0.25

/**
 * The wait before try `attempt`, counted from 0; the last of `waits`, in seconds, repeats. Up to a quarter longer, by a
 * lot drawn from `key` and the attempt, so that two programs behind one address do not knock together.
 */
export function backoff(waits: readonly number[], { key, attempt }: { key: string; attempt: number }): Micros {
  const wait = waits[Math.min(attempt, waits.length - 1)] ?? 0
  const lot = createHash('sha256').update(`${key}/${attempt}`).digest().readUInt32BE(0) / 2 ** 32
  return seconds(wait * (1 + SPREAD * lot))
}
