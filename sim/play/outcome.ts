/** What playing one branch of a scenario gives. */
import type { NoteName } from '../../src/broker/notes.ts'
import type { Instant } from '../../src/time.ts'
import type { TraceEvent } from '../trace.ts'
import type { Scenario } from '../scenario.ts'
import type { Way } from './way.ts'

/** A scenario and where it lies: `edit-races-fill` in `scenarios/edit-races-fill.ts`. */
export type NamedScenario = { readonly name: string; readonly file: string; readonly scenario: Scenario }

/**
 * `failed`: an invariant or the ending did not hold. `unsettled`: it never came to rest within the bound.
 * `not deterministic`: played twice, it went two ways. `unknown`: it held, and did not reach what it is about.
 */
export type Verdict = 'passed' | 'failed' | 'unsettled' | 'not deterministic' | 'unknown'

export type Failure = {
  /** The invariant's claim, or `the ending`. */
  readonly claim: string
  /** Why it is false, with its values. */
  readonly sentence: string
  readonly at: Instant
}

export type Outcome = {
  readonly name: string
  /** The story's picks, joined by dots: `1`, `0.2.1`; `-` when the story has none. What `--path` takes. */
  readonly path: string
  readonly seed: number
  readonly way: Way
  readonly verdict: Verdict
  /** In the order found; the first is the one to read. */
  readonly failures: readonly Failure[]
  readonly visited: ReadonlySet<NoteName>
  /** When the run began; reports print times relative to it. */
  readonly startedAt: Instant
  readonly endedAt: Instant
  readonly trace: readonly TraceEvent[]
  /** SHA-256 of the trace's JSON lines, hex. */
  readonly hash: string
  readonly files: { readonly ledger: string | undefined; readonly positions: string | undefined }
  /** Positions by pps.toml symbol, as the oracle computes them from Kraken's trades and as the file says. */
  readonly positions: readonly { readonly symbol: string; readonly oracle: string; readonly adapter: string }[]
}
