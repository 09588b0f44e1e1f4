/** What the truth shows of the counters: each as it stood after it was last charged. */
import type { Instant } from '../../../src/time.ts'
import type { TruthRate } from '../../truth.ts'
import { type Counter, PARTS_PER_POINT } from './counter.ts'

const SCALE = String(PARTS_PER_POINT).length - 1

export interface Rates {
  readonly shown: ReadonlyMap<string, TruthRate>
  /** To be called after every charge. */
  charged(at: Instant, of: { readonly account: string; readonly name: string; readonly counter: Counter }): void
  /** Somebody else than the account's own program has charged it: its level says nothing of that program any more. */
  shared(name: string): void
}

export function createRates(): Rates {
  const shown = new Map<string, TruthRate>()
  const strangers = new Set<string>()
  return {
    shown,
    charged(at, { account, name, counter }) {
      const exact = (units: number) => ({ units: BigInt(units), scale: SCALE })
      const isShared = strangers.has(name)
      shown.set(name, { account, level: exact(counter.level(at)), max: exact(counter.max), isShared })
    },
    shared(name) {
      strangers.add(name)
      const known = shown.get(name)
      if (known !== undefined) shown.set(name, { ...known, isShared: true })
    },
  }
}
