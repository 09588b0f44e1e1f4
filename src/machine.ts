/** The shape of both cores: the broker and the exchange. */
import type { Instant } from './time.ts'

/**
 * A core without IO. It is told what happened and when, and answers with what to do.
 *
 * `now` never runs backwards. `handle` returns before anything else may call it, everything the core wants
 * done is in the answer, and the answer is carried out in its order.
 */
export interface Machine<Input, Effect> {
  handle(now: Instant, input: Input): readonly Effect[]

  /** What this machine is still waiting for, as a sentence; undefined when it is at rest. */
  pending(): string | undefined
}
