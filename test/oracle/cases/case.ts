/** What is tried of one invariant. */
import type { RunBuilder } from '../run-builder.ts'

export type Case = {
  readonly claim: string
  /** Runs in which there is something to judge, and it is right. */
  readonly holds: readonly RunBuilder[]
  /** Runs in which it is wrong, each with the sentences that say so. */
  readonly fires: readonly (readonly [RunBuilder, ...string[]])[]
}
