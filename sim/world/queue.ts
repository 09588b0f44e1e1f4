/** What is still to happen, in order of time; the one place where ties are broken. */
import type { Instant } from '../../src/time.ts'
import { assert } from '../../src/assert.ts'

type Entry<Event> = { readonly at: Instant; readonly sequence: number; readonly event: Event }

/** A binary heap by (time, sequence): of two events at one instant the one added first comes first. */
export class Queue<Event> {
  // Invariant: no entry comes before its parent, which lies at (index − 1) / 2.
  readonly #heap: Entry<Event>[] = []
  #added = 0

  get size(): number {
    return this.#heap.length
  }

  /** When the next event is due; undefined when there is none. */
  get nextAt(): Instant | undefined {
    return this.#heap[0]?.at
  }

  add(at: Instant, event: Event): void {
    const entry = { at, sequence: this.#added, event }
    this.#added += 1
    let index = this.#heap.length
    while (index > 0) {
      const above = (index - 1) >> 1
      const parent = this.#entry(above)
      if (isBefore(parent, entry)) break
      this.#heap[index] = parent
      index = above
    }
    this.#heap[index] = entry
  }

  /** Takes out the next event; only while there is one. */
  take(): { readonly at: Instant; readonly event: Event } {
    const first = this.#entry(0)
    const last = this.#heap.pop()
    if (last !== undefined && this.#heap.length > 0) this.#sink(last)
    return first
  }

  #sink(entry: Entry<Event>): void {
    const size = this.#heap.length
    let index = 0
    for (;;) {
      let below = 2 * index + 1
      if (below >= size) break
      if (below + 1 < size && isBefore(this.#entry(below + 1), this.#entry(below))) below += 1
      if (isBefore(entry, this.#entry(below))) break
      this.#heap[index] = this.#entry(below)
      index = below
    }
    this.#heap[index] = entry
  }

  #entry(index: number): Entry<Event> {
    const entry = this.#heap[index]
    assert(entry !== undefined, 'the heap has no holes')
    return entry
  }
}

const isBefore = (one: Entry<unknown>, other: Entry<unknown>): boolean =>
  one.at < other.at || (one.at === other.at && one.sequence < other.sequence)
