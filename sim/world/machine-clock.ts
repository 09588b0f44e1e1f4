/** The clock of the machine on which the broker runs, as the broker's shell tells it: it may be wrong, and never runs backwards. */
import { type Instant, type Micros, instant } from '../../src/time.ts'
import type { Timeline } from './timeline.ts'

/** Invariant: the times told to one process never fall, and are later than all that an earlier process used up. */
export class MachineClock {
  readonly #timeline: Timeline
  /** How far the wall clock is ahead of true time; negative when it is behind. */
  #offset = 0
  /** How far what is told is: a running process follows a step forwards, and none back. */
  #lead = 0
  #grain = 1
  #told: Instant | undefined

  constructor(timeline: Timeline) {
    this.#timeline = timeline
  }

  /**
   * A process begins; `used` is the latest time that an earlier one left a mark of, and a clock that stands still may not
   * show a later one yet.
   */
  begin(used: Instant | undefined): void {
    this.#told = used === undefined ? undefined : instant(used + 1)
    this.#lead = Math.max(this.#offset, used === undefined ? this.#offset : used + 1 - this.#timeline.now)
  }

  /** Somebody sets the clock: ahead, or back where negative. */
  step(by: Micros): void {
    this.#offset += by
    this.#lead = Math.max(this.#lead, this.#offset)
  }

  /** From now on it moves in steps of this, and stands still in between. */
  coarsen(grain: Micros): void {
    this.#grain = grain
  }

  get now(): Instant {
    const shown = Math.floor((this.#timeline.now + this.#lead) / this.#grain) * this.#grain
    this.#told = instant(Math.max(shown, this.#told ?? 0))
    return this.#told
  }

  /** When, in truth, the clock will show that time. */
  trueTimeOf(at: Instant): Instant {
    return instant(Math.max(this.#timeline.now, Math.ceil(at / this.#grain) * this.#grain - this.#lead))
  }
}
