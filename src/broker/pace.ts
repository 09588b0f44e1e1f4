/** How fast orders may come in each market: our picture of Kraken's counters, and what it leaves room for. */
import type { Deed, Tier } from '../kraken/limits.ts'
import { TRADING_RATES, costOfDeed } from '../kraken/limits.ts'
import type { Pair } from '../pair.ts'
import type { Instant, Micros } from '../time.ts'
import { micros, since } from '../time.ts'
import type { Counter } from './counter.ts'
import { createCounter } from './counter.ts'
import type { KnownOrder } from './dialogs.ts'

export type Pace = {
  /** Why this should not be asked for now; undefined when there is room, and some is left for a cancel besides. */
  readonly refusal: (pair: Pair, deeds: readonly Done[]) => string | undefined
  readonly leaves: (pair: Pair, done: Done) => void
  /** What Kraken says of the counter where it tells of an order. */
  readonly heard: (pair: Pair, points: number) => void
  /** Kraken refused a deed for the counter: how long until it may be asked for again. */
  readonly refused: (pair: Pair, done: Done) => Micros
}

/** What is done, and to which order; to none where it makes one. */
export type Done = { readonly deed: Deed; readonly to?: KnownOrder | undefined }

/** Left for the cancel of what was placed a moment ago, so that new orders never stand in the way of it. */
const KEPT_FOR_A_CANCEL = costOfDeed('cancel', micros(0))

export function createPace({ tier, now }: { readonly tier: Tier; readonly now: () => Instant }): Pace {
  const rate = TRADING_RATES[tier]
  const counters = new Map<string, Counter>()

  function counterOf({ key }: Pair): Counter {
    const counter = counters.get(key) ?? createCounter(rate)
    counters.set(key, counter)
    return counter
  }

  /** We heard of an order, and of its terms, a little later than they came to be; younger is dearer, and so safe. */
  const costOf = ({ deed, to }: Done): number =>
    costOfDeed(deed, to === undefined ? micros(0) : since({ from: to.termsSince, to: now() }))

  return {
    refusal(pair, deeds) {
      const counter = counterOf(pair)
      const cost = deeds.map(costOf).reduce((sum, points) => sum + points, 0)
      if (counter.waitFor(now(), cost + KEPT_FOR_A_CANCEL) === 0) return undefined
      const level = Math.ceil(counter.levelAt(now()))
      return `too much at once: Kraken's counter for ${pair.wsname} stands at ${level} of ${rate.max} and falls by ${rate.perSecond} a second`
    },
    leaves: (pair, done) => counterOf(pair).charge(now(), costOf(done)),
    heard: (pair, points) => counterOf(pair).raiseTo(now(), points),
    refused(pair, done) {
      const counter = counterOf(pair)
      counter.fill(now())
      return counter.waitFor(now(), costOf(done))
    },
  }
}
