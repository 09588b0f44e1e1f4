/** Writes the trace: every event with the time at which it happened. */
import type { Instant } from '../../src/time.ts'
import type { Happening, TraceEvent } from '../trace.ts'

export class Recorder {
  readonly #events: TraceEvent[] = []
  readonly #clock: { readonly now: Instant }

  constructor(clock: { readonly now: Instant }) {
    this.#clock = clock
  }

  /** Only ever appended to. */
  get events(): readonly TraceEvent[] {
    return this.#events
  }

  record(happening: Happening): void {
    this.#events.push({ at: this.#clock.now, ...happening })
  }
}
