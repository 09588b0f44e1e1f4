/** What a served Kraken takes of the memory while strangers trade at it for hours. */
import { KrakenSide } from '../../sim/edge/kraken-side.ts'
import { Faults } from '../../sim/edge/faults.ts'
import { createExchange } from '../../sim/exchange/exchange.ts'
import { builtInUniverse, pairNamed } from '../../sim/exchange/universe/universe.ts'
import { strangers } from '../../sim/serve/accounts.ts'
import { type Traded, openMarket } from '../../sim/serve/market.ts'
import { STRANGERS_KEEP } from '../../sim/serve/setting.ts'
import { seeded } from '../../sim/world/chance.ts'
import { type Instant, MICROS_PER_SECOND, instant } from '../../src/time.ts'
import type { Figure } from '../figure.ts'
import { heap } from '../heap.ts'

/** By the earlier hour everything that is bounded is full. */
const [EARLY, LATE] = [3, 6]
const PAIRS = ['XMR/EUR', 'XBT/USD']
const BEGIN = instant(1_700_000_000_000_000)
const MICROS_PER_HOUR = 3600 * MICROS_PER_SECOND

/** A Kraken without a port, whose time goes on to the next thing that is due. */
function market(strangersKeep: number): { readonly kraken: Traded; readonly passUntil: (at: Instant) => void } {
  const universe = builtInUniverse()
  const due = new Map<string, { readonly at: Instant; readonly fire: () => void }>()
  const clock = { now: BEGIN }
  const timers = {
    set: (name: string, at: Instant, fire: () => void) => void due.set(name, { at, fire }),
    stop: (name: string) => void due.delete(name),
  }
  const nobody = (): void => undefined
  const side = new KrakenSide({
    exchange: createExchange({ universe, accounts: strangers(universe), openedAt: BEGIN, strangersKeep }),
    clock,
    timers,
    wires: {
      sendDown: nobody,
      closeDown: nobody,
      respond: nobody,
      neverAnswer: nobody,
      cut: nobody,
      refuseFor: nobody,
    },
    faults: new Faults(),
    recorder: { record: nobody },
  })
  const kraken: Traded = {
    truth: side.truth,
    now: () => clock.now,
    command: (command) => side.command(command),
    timers,
  }
  const pairs = PAIRS.flatMap((name) => pairNamed(universe, name) ?? [])
  openMarket(kraken, { universe, pairs, mood: 'busy', chance: seeded('memory') })
  return {
    kraken,
    passUntil(until) {
      for (;;) {
        const [next] = [...due].sort(([, one], [, other]) => one.at - other.at)
        if (next === undefined || next[1].at > until) return
        due.delete(next[0])
        clock.now = next[1].at
        next[1].fire()
      }
    },
  }
}

export const busyMarket: Figure = {
  name: `memory that a busy market fills in ${LATE} hours, over that in ${EARLY}`,
  unit: 'times',
  reference: `the same market after ${EARLY} hours`,
  bar: { at: 'most', value: 1.1 },
  isCount: true,
  measure() {
    const before = heap()
    const { kraken, passUntil } = market(STRANGERS_KEEP)
    const after = (hours: number): number => {
      passUntil(instant(BEGIN + hours * MICROS_PER_HOUR))
      return heap() - before
    }
    const [early, late] = [after(EARLY), after(LATE)]
    const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`
    const note = `${megabytes(early)}, then ${megabytes(late)}; ${kraken.truth.orders.size.toLocaleString('en-US')} orders remembered`
    return { value: late / early, ratio: late / early, note }
  },
}
