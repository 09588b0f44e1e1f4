/** Virtual time: performs what is due in order, and knows whether anything but idle life still goes on. */
import { assert } from '../../src/assert.ts'
import { instant, type Instant } from '../../src/time.ts'
import { Queue } from './queue.ts'

/** When every run begins: the day of the newest pair list the universe was checked against. */
export const WORLD_BEGINS: Instant = instant(Date.UTC(2026, 0, 12) * 1000)

/** More events than this at one instant are a loop in which time stands still; a story makes dozens at most. */
const MOST_EVENTS_AT_AN_INSTANT = 10_000

type Due = { readonly perform: () => void; readonly isMessage: boolean }

export class Timeline {
  // Invariant: `#now` never runs backwards, and `#inFlight` is the number of messages in the queue.
  readonly #queue = new Queue<Due>()
  #now = WORLD_BEGINS
  #stirredAt = WORLD_BEGINS
  #stirred = false
  #inFlight = 0
  #atThisInstant = 0

  get now(): Instant {
    return this.#now
  }

  /** Messages and deeds on their way; while there are any the world is not at rest. */
  get inFlight(): number {
    return this.#inFlight
  }

  /** When something other than idle life last happened. */
  get stirredAt(): Instant {
    return this.#stirredAt
  }

  /** When the next event is due; undefined when there is none. */
  get nextAt(): Instant | undefined {
    return this.#queue.nextAt
  }

  /** A wish for a time that has passed means now. */
  notBefore(at: Instant): Instant {
    return at < this.#now ? this.#now : at
  }

  /** Something on its way: it keeps the world from rest until it has happened. */
  message(at: Instant, perform: () => void): void {
    this.#inFlight += 1
    this.#add(at, { perform, isMessage: true })
  }

  /** Idle life, a timer or a heartbeat: it may go on for ever while the world is at rest. */
  background(at: Instant, perform: () => void): void {
    this.#add(at, { perform, isMessage: false })
  }

  /** Says that what happens now is more than idle life. */
  stir(): void {
    this.#stirred = true
    this.#stirredAt = this.#now
  }

  /** Performs the next event; only while there is one. Answers whether it was more than idle life. */
  step(): boolean {
    const { at, event } = this.#queue.take()
    this.#atThisInstant = at === this.#now ? this.#atThisInstant + 1 : 0
    assert(this.#atThisInstant < MOST_EVENTS_AT_AN_INSTANT, 'time goes on')
    this.#now = at
    this.#stirred = false
    if (event.isMessage) {
      this.#inFlight -= 1
      this.stir()
    }
    event.perform()
    return this.#stirred
  }

  /** Lets time pass in which nothing is due. */
  advance(to: Instant): void {
    assert(to >= this.#now, 'time does not run backwards')
    assert(this.nextAt === undefined || to <= this.nextAt, 'no event is passed over')
    this.#now = to
  }

  #add(at: Instant, due: Due): void {
    assert(at >= this.#now, 'nothing is due in the past')
    this.#queue.add(at, due)
  }
}
