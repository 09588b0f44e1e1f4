/** What an oracle may look at: the truth at Kraken, everything that crossed the broker's border, and the disk. */
import type { Instant } from '../../src/time.ts'
import type { TraceEvent } from '../trace.ts'
import type { Truth } from '../truth.ts'

/** Live views; an invariant reads them and keeps its own cursor into what is only ever appended to. */
export interface Evidence {
  readonly now: Instant
  readonly truth: Truth
  /** Only ever appended to. */
  readonly trace: readonly TraceEvent[]
  /** The texts of the broker's files as they lie on the disk. */
  readonly files: { readonly ledger: string | undefined; readonly positions: string | undefined }
  /** The trader's account at Kraken, and its name towards the EMS. */
  readonly trader: { readonly krakenAccount: string; readonly emsAccount: string; readonly srcFiat: string }
}
