/** What is to happen later, by itself: earliest first, of one moment in the order in which it was planned. */
import type { Instant } from '../../src/time.ts'

export interface Agenda<Deed> {
  plan(at: Instant, deed: Deed): void
  /** When the next deed is due that is still wanted; undefined when there is none. */
  next(): Instant | undefined
  /** Takes out the next deed that is due by then and still wanted. */
  take(by: Instant): Deed | undefined
}

type Planned<Deed> = { readonly at: Instant; readonly deed: Deed }

/** Invariant: `planned` is latest first. What is not wanted any more stays until it comes to the end of the list. */
export function createAgenda<Deed>(isWanted: (deed: Deed) => boolean): Agenda<Deed> {
  const planned: Planned<Deed>[] = []

  /** Behind all that is due at the same moment or earlier, which is before them in the list. */
  function placeOf(at: Instant): number {
    let low = 0
    let high = planned.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const there = planned[middle]
      if (there !== undefined && there.at > at) low = middle + 1
      else high = middle
    }
    return low
  }

  function nextWanted(): Planned<Deed> | undefined {
    for (let last = planned.at(-1); last !== undefined; last = planned.at(-1)) {
      if (isWanted(last.deed)) return last
      planned.pop()
    }
    return undefined
  }

  return {
    plan: (at, deed) => void planned.splice(placeOf(at), 0, { at, deed }),
    next: () => nextWanted()?.at,
    take(by) {
      const next = nextWanted()
      if (next === undefined || next.at > by) return undefined
      planned.pop()
      return next.deed
    },
  }
}
