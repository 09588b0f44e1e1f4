/** What remains of one hunted seed: small enough that millions can be kept. */
import { MICROS_PER_SECOND } from '../../src/time.ts'
import type { Verdict } from '../play/outcome.ts'
import type { Played } from './play.ts'

export type SeedRecord = {
  readonly seed: number
  readonly verdict: Verdict
  /** Of the trace: SHA-256, hex. */
  readonly hash: string
  /** Virtual seconds of the run. */
  readonly virtual: number
  /** Seconds from the healing of the world until all agreed; null when they never did. */
  readonly agreedAfter: number | null
  /** By their places in `PLACES`. */
  readonly places: readonly number[]
  /** Names the story. */
  readonly token: string
  /** The first claim that did not hold; there is none in a seed that passed. */
  readonly failure?: { readonly claim: string; readonly sentence: string }
}

export function recordOf({ outcome, agreedAfter, places }: Played, token: string): SeedRecord {
  const { seed, verdict, hash, startedAt, endedAt } = outcome
  const [failure] = outcome.failures
  return {
    seed,
    verdict,
    hash,
    virtual: (endedAt - startedAt) / MICROS_PER_SECOND,
    agreedAfter: agreedAfter === undefined ? null : agreedAfter / MICROS_PER_SECOND,
    places,
    token,
    ...(failure === undefined ? {} : { failure: { claim: failure.claim, sentence: failure.sentence } }),
  }
}
