/** Clocks how long it takes until the trader's picture is Kraken's, and stays so. */
import { type Instant, type Micros, after, seconds, since } from '../../src/time.ts'
import type { TraceEvent } from '../trace.ts'
import type { Playing } from './stage.ts'

/** As fine as anybody needs to know it. */
const GRAIN = seconds(0.25)

export class Convergence {
  readonly #world: { readonly now: Instant; readonly trace: readonly TraceEvent[] }
  readonly #isAgreed: () => boolean
  #agreedAfter: Micros | undefined

  constructor(world: { readonly now: Instant; readonly trace: readonly TraceEvent[] }, isAgreed: () => boolean) {
    this.#world = world
    this.#isAgreed = isAgreed
  }

  /** From when the watch began until all agreed and did so to its end; undefined when they did not in the end. */
  get agreedAfter(): Micros | undefined {
    return this.#agreedAfter
  }

  *watch(until: Instant): Playing<void> {
    const world = this.#world
    const begins = world.now
    let agreedAt: Instant | undefined
    let seen = -1
    for (;;) {
      // Only what is told, traded or written can change the picture.
      const fresh = world.trace.slice(Math.max(seen, 0))
      if (seen === -1 || fresh.some(({ kind }) => MATTERS.has(kind))) {
        agreedAt = this.#isAgreed() ? (agreedAt ?? world.now) : undefined
      }
      seen = world.trace.length
      if (world.now >= until) break
      const next = after(world.now, GRAIN)
      yield { kind: 'until', at: next < until ? next : until }
    }
    this.#agreedAfter = agreedAt === undefined ? undefined : since({ from: begins, to: agreedAt })
  }
}

const MATTERS: ReadonlySet<TraceEvent['kind']> = new Set<TraceEvent['kind']>([
  'ems-event',
  'ems-requested',
  'trade',
  'file-written',
  'broker-started',
  'broker-ended',
])
