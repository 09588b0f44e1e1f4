/** Timers in real time, by name: at most one of each is set. */
import type { Instant } from '../time.ts'

/** Longer waits overflow the timers of Node, so they are waited for in pieces. */
const LONGEST_WAIT_MILLISECONDS = 86_400_000

export class Timers {
  readonly #now: () => Instant
  readonly #set = new Map<string, NodeJS.Timeout>()

  constructor(now: () => Instant) {
    this.#now = now
  }

  /** Sets or moves the timer; never fires before `at`. */
  set(name: string, at: Instant, fire: () => void): void {
    this.stop(name)
    const wait = Math.min(Math.ceil((at - this.#now()) / 1000), LONGEST_WAIT_MILLISECONDS)
    const handle = setTimeout(
      () => {
        if (this.#now() < at) return this.set(name, at, fire)
        this.#set.delete(name)
        fire()
      },
      Math.max(wait, 0),
    )
    this.#set.set(name, handle)
  }

  stop(name: string): void {
    clearTimeout(this.#set.get(name))
    this.#set.delete(name)
  }

  stopAll(): void {
    for (const name of [...this.#set.keys()]) this.stop(name)
  }
}
