/** How time passes at a served Kraken: as the machine's clock, so many times faster, or by leaps from event to event. */
import { machineClock } from '../../src/live/clock.ts'
import { type Instant, instant } from '../../src/time.ts'

/** `max`: on to the next event as soon as every client has read all there was. `held`: only when it is told to. */
export type Speed = number | 'max' | 'held'

type Due = { readonly at: Instant; readonly fire: () => void }

/** Longer waits overflow the timers of Node, so they are waited for in pieces. */
const LONGEST_WAIT_MILLISECONDS = 86_400_000

/**
 * Invariants: what is done is done at one moment, `now`, and none of it before what was done earlier; while a deed is done
 * that was due, that is the time at which it was due. What comes in from outside comes after all that was due before, and
 * at a moment of its own unless time is held: so times alone say in which order all was done.
 */
export class Pace {
  readonly #factor: number
  readonly #due = new Map<string, Due>()
  #anchor: { readonly real: number; readonly at: Instant }
  #last: Instant
  #isBusy = false
  #alarm: NodeJS.Timeout | undefined
  #isOver = false

  /** `caughtUp`: for `max`, resolves when every client there is has read all that was sent; never without a client. */
  constructor({
    speed,
    begin = machineClock()(),
    caughtUp,
  }: {
    readonly speed: Speed
    readonly begin?: Instant | undefined
    readonly caughtUp: () => Promise<void>
  }) {
    this.#factor = speed === 'max' ? 1 : speed === 'held' ? 0 : speed
    this.#last = begin
    this.#anchor = { real: performance.now(), at: this.#last }
    if (speed === 'max') void this.#leap(caughtUp)
  }

  get now(): Instant {
    return this.#isBusy ? this.#last : this.#machine
  }

  /** Whether something is being done right now. */
  get isBusy(): boolean {
    return this.#isBusy
  }

  /** Does what comes in from outside; at once, and at the same moment, where it is done by what is being done. */
  hear<Value>(deed: () => Value): Value {
    if (this.#isBusy) return deed()
    const at = instant(Math.max(this.#last + (this.#factor === 0 ? 0 : 1), this.#machine))
    this.#perform(at)
    this.#last = at
    return this.#do(deed)
  }

  /** Sets or moves the timer; at most one of each name is set. */
  set(name: string, at: Instant, fire: () => void): void {
    this.#due.delete(name)
    this.#due.set(name, { at, fire })
    this.#wake()
  }

  stop(name: string): void {
    this.#due.delete(name)
  }

  /** When the next is due; undefined when nothing is. */
  get nextAt(): Instant | undefined {
    return this.#next()?.due.at
  }

  /** Lets all that is due till then happen now, each at its own time. */
  advanceTo(until: Instant): void {
    this.#runUntil(until)
  }

  end(): void {
    this.#isOver = true
    this.#due.clear()
    clearTimeout(this.#alarm)
  }

  // ---- inside

  /** What the clock says outside of a deed. */
  get #machine(): Instant {
    const { real, at } = this.#anchor
    const passed = Math.floor((performance.now() - real) * 1000 * this.#factor)
    return instant(Math.max(this.#last, at + passed))
  }

  #runUntil(until: Instant): void {
    this.#perform(until)
    if (until > this.#machine) this.#moveTo(until)
    else this.#last = instant(Math.max(this.#last, until))
    this.#wake()
  }

  /** All that is due till then. */
  #perform(until: Instant): void {
    for (let next = this.#next(); next !== undefined && next.due.at <= until; next = this.#next()) {
      const { name, due } = next
      this.#due.delete(name)
      if (due.at > this.#machine) this.#moveTo(due.at)
      this.#last = instant(Math.max(this.#last, due.at))
      this.#do(due.fire)
    }
  }

  #do<Value>(deed: () => Value): Value {
    const wasBusy = this.#isBusy
    this.#isBusy = true
    try {
      return deed()
    } finally {
      this.#isBusy = wasBusy
    }
  }

  #moveTo(at: Instant): void {
    this.#anchor = { real: performance.now(), at }
    this.#last = at
  }

  /** The earliest; of several the one that was set first. */
  #next(): { readonly name: string; readonly due: Due } | undefined {
    let next: { readonly name: string; readonly due: Due } | undefined
    for (const [name, due] of this.#due) if (next === undefined || due.at < next.due.at) next = { name, due }
    return next
  }

  #wake(): void {
    clearTimeout(this.#alarm)
    const next = this.#next()
    if (next === undefined || this.#isOver || this.#factor === 0) return
    const wait = Math.ceil((next.due.at - this.#machine) / 1000 / this.#factor)
    this.#alarm = setTimeout(
      () => this.#runUntil(this.#machine),
      Math.min(Math.max(wait, 0), LONGEST_WAIT_MILLISECONDS),
    )
  }

  async #leap(caughtUp: () => Promise<void>): Promise<void> {
    while (!this.#isOver) {
      await caughtUp()
      const next = this.#next()
      if (next !== undefined && !this.#isOver) this.#runUntil(next.due.at)
    }
  }
}
