/** Timers in virtual time, by name: at most one of each is set. */
import type { Instant } from '../../src/time.ts'
import type { Timeline } from './timeline.ts'

export class VirtualTimers {
  readonly #timeline: Timeline
  /** A due event whose mark is not the one here was moved or stopped. */
  readonly #marks = new Map<string, number>()
  #set = 0

  constructor(timeline: Timeline) {
    this.#timeline = timeline
  }

  set(name: string, at: Instant, fire: () => void): void {
    this.#set += 1
    const mark = this.#set
    this.#marks.set(name, mark)
    this.#timeline.background(this.#timeline.notBefore(at), () => {
      if (this.#marks.get(name) !== mark) return
      this.#marks.delete(name)
      fire()
    })
  }

  stop(name: string): void {
    this.#marks.delete(name)
  }
}
