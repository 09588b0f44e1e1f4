/** How time passes at a served Kraken: as the machine's clock, so many times faster, or by leaps from event to event. */
import { machineClock } from '../../src/live/clock.ts'
import { type Instant, instant } from '../../src/time.ts'

/** `max`: on to the next event as soon as every client has read all there was. `held`: only when it is told to. */
export type Speed = number | 'max' | 'held'

type Due = { readonly at: Instant; readonly fire: () => void }

/** Longer waits overflow the timers of Node, so they are waited for in pieces. */
const LONGEST_WAIT_MILLISECONDS = 86_400_000

/** Invariants: `now` never runs backwards, and while a deed is done that was due, it is the time at which it was due. */
export class Pace {
  readonly #factor: number
  readonly #due = new Map<string, Due>()
  #anchor: { readonly real: number; readonly at: Instant }
  #last: Instant
  #isFrozen = false
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
    if (!this.#isFrozen) {
      const { real, at } = this.#anchor
      const passed = Math.floor((performance.now() - real) * 1000 * this.#factor)
      this.#last = instant(Math.max(this.#last, at + passed))
    }
    return this.#last
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

  #runUntil(until: Instant): void {
    for (let next = this.#next(); next !== undefined && next.due.at <= until; next = this.#next()) this.#perform(next)
    if (until > this.now) this.#moveTo(until)
    this.#wake()
  }

  #perform({ name, due }: { readonly name: string; readonly due: Due }): void {
    this.#due.delete(name)
    if (due.at > this.now) this.#moveTo(due.at)
    this.#isFrozen = true
    try {
      due.fire()
    } finally {
      this.#isFrozen = false
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
    const wait = Math.ceil((next.due.at - this.now) / 1000 / this.#factor)
    this.#alarm = setTimeout(() => this.#runUntil(this.now), Math.min(Math.max(wait, 0), LONGEST_WAIT_MILLISECONDS))
  }

  async #leap(caughtUp: () => Promise<void>): Promise<void> {
    while (!this.#isOver) {
      await caughtUp()
      const next = this.#next()
      if (next !== undefined && !this.#isOver) this.#runUntil(next.due.at)
    }
  }
}
