/** How often one address may ask public endpoints. Source: protocol 1.7: about once a second, some also by pair. */
import type { Instant } from '../../../src/time.ts'
import type { Quirks } from '../quirks.ts'
import { type Counter, createCounter } from './counter.ts'

export interface PublicLimits {
  /** Counts the call, if there is room for it. A client whose address nobody told is not counted. */
  admits(at: Instant, call: { readonly address: string | undefined; readonly pair?: string }): boolean
}

/** How many calls at once are borne is not documented (gap 28). */
const RATE = { max: 20, hundredthsPerSecond: 100 }
/** Addresses that are remembered; the one that was counted longest ago is forgotten first. */
const MOST_COUNTERS = 10_000

export function createPublicLimits(quirks: Quirks): PublicLimits {
  const counters = new Map<string, Counter>()

  function counterOf(key: string): Counter {
    const counter = counters.get(key) ?? createCounter(RATE)
    counters.delete(key)
    counters.set(key, counter)
    const [oldest] = counters.keys()
    if (counters.size > MOST_COUNTERS && oldest !== undefined) counters.delete(oldest)
    return counter
  }

  return {
    admits(at, { address, pair }) {
      if (address === undefined || quirks.publicCalls === 'unlimited') return true
      const wanted = [address, ...(pair === undefined ? [] : [`${address} ${pair}`])].map(counterOf)
      if (!wanted.every((counter) => counter.hasRoomFor(at, 1))) return false
      for (const counter of wanted) counter.charge(at, 1)
      return true
    },
  }
}
