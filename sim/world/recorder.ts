/** Writes the trace: every event with the time at which it happened. */
import type { Instant } from '../../src/time.ts'
import type { TraceEvent } from '../trace.ts'

type Untimed<Event> = Event extends unknown ? Omit<Event, 'at'> : never
/** A trace event to which the recorder adds the time. */
export type Happening = Untimed<TraceEvent>

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
