/** Schedules: all that are near the first, and those by priority, which find what needs an order that luck has seldom. */
import { describe, expect, it } from 'vitest'
import { createBroker } from '../../src/broker/broker.ts'
import { builtInUniverse } from '../../sim/exchange/universe/universe.ts'
import { INVARIANTS } from '../../sim/oracle/invariants.ts'
import { type Company, playBranch } from '../../sim/play/branch.ts'
import type { BrokerFactory } from '../../sim/play/cast.ts'
import { exploreByPriority, exploreWithin } from '../../sim/play/explore.ts'
import type { Outcome } from '../../sim/play/outcome.ts'
import { exchangeIn, playBranches } from '../../sim/play/play.ts'
import { PLAIN_WAY } from '../../sim/play/way.ts'
import {
  type Scenario,
  connected,
  kraken,
  race,
  scenario,
  seconds,
  settle,
  stranger,
  trader,
  web,
} from '../../sim/scenario.ts'
import { type Chance, type Ways, recorded, seeded } from '../../sim/world/chance.ts'
import { leastChance, prioritized } from '../../sim/world/priorities.ts'

/** On machines that may be busy. */
const SLOW = 240_000

const companyOf = (broker: BrokerFactory): Company => ({
  broker,
  exchange: exchangeIn(builtInUniverse()),
  invariants: INVARIANTS,
})

function all<Value>(exploring: Generator<Outcome, Value>): {
  readonly outcomes: readonly Outcome[]
  readonly value: Value
} {
  const outcomes: Outcome[] = []
  for (let next = exploring.next(); ; next = exploring.next()) {
    if (next.done === true) return { outcomes, value: next.value }
    outcomes.push(next.value)
  }
}
const named = (story: Scenario['story']) => ({
  name: 'explored',
  file: '',
  scenario: scenario('explored', {
    why: '',
    covers: [],
    market: 'XMR/EUR',
    funds: { EUR: '9000' },
    story,
    ending: {},
    visits: [],
  }),
})
const options = { seed: 1, way: PLAIN_WAY, company: companyOf(createBroker) }

describe('within a bound', { timeout: SLOW }, () => {
  const story = named([
    ...connected,
    trader.buys('1 XMR at 149', { as: 'bid' }),
    settle,
    race(trader.edits('bid', { price: '148' }), stranger.sells('0.1 XMR at market'), web.buys('1 XMR at 100')),
    settle,
    race(trader.cancels('bid'), stranger.sells('0.1 XMR at market')),
    settle,
  ])
  const pathsWithin = (bound: number, most = 100) => {
    const { outcomes, value } = all(exploreWithin(story, { ...options, bound, most }))
    return { paths: outcomes.map(({ path }) => path), value }
  }

  it('are the first branch, then those with one pick another, then those with two, each once', () => {
    expect(pathsWithin(0)).toEqual({ paths: ['0.0'], value: { branches: 1, isComplete: true } })
    expect(pathsWithin(1).paths).toEqual(['0.0', '1.0', '2.0', '3.0', '4.0', '5.0', '0.1'])
    const every = [...playBranches(story, { seed: 1 })].map(({ path }) => path)
    expect(pathsWithin(2).paths.toSorted()).toEqual(every.toSorted())
    expect(pathsWithin(7)).toEqual(pathsWithin(2))
  })

  it('says when there were more than it may play', () => {
    expect(pathsWithin(2, 4).value).toEqual({ branches: 4, isComplete: false })
    expect(pathsWithin(2, 12).value).toEqual({ branches: 12, isComplete: true })
  })
})

// ---- by priority

/** Three threads of four steps, one at a time, as held channels are let go. */
const THREADS = ['a', 'b', 'c']
const EACH = 4
function schedule(chance: Chance): string {
  const left = new Map(THREADS.map((thread) => [thread, EACH]))
  let order = ''
  while (left.size > 0) {
    const able = [...left.keys()]
    const ways: Ways = () => able.map((thread) => [thread])
    const next = able[chance.pick('story/release/1', able.length, ways)] ?? ''
    order += next
    const rest = (left.get(next) ?? 0) - 1
    if (rest === 0) left.delete(next)
    else left.set(next, rest)
  }
  return order
}

describe('by priority', () => {
  const RUNS = 4000
  const steps = THREADS.length * EACH
  const extent = { threads: THREADS.length, steps }
  const share = (make: (run: number) => Chance, isFound: (order: string) => boolean): number =>
    Array.from({ length: RUNS }, (_, run) => schedule(make(run))).filter(isFound).length / RUNS
  const byPriority = (depth: number) => (run: number) => prioritized(seeded(`pct/${run}`), { depth, steps })
  const byLuck = (run: number) => seeded(`luck/${run}`)
  /** All of `c` comes between the second and the third of `a`: two orders of two steps, hence depth 2. */
  const isDeep = (order: string): boolean =>
    /^[^c]*c+[^c]*$/.test(order.replaceAll('b', '')) && /^aac/.test(order.replaceAll('b', ''))

  it('finds what has depth 2 at least as often as its bound says, and luck far more seldom', () => {
    const bound = leastChance(extent, 2)
    expect(bound).toBe(1 / 36)
    expect(share(byPriority(2), isDeep)).toBeGreaterThan(bound)
    expect(share(byLuck, isDeep)).toBeLessThan(bound / 1.5)
    // One change of priorities fewer never finds it.
    expect(share(byPriority(1), isDeep)).toBe(0)
  })

  it('tells how many there were, and how many steps they took', () => {
    const picks = prioritized(seeded('one'), { depth: 3, steps })
    schedule(picks)
    expect(picks.extent).toEqual(extent)
  })

  it('draws what is no schedule evenly', () => {
    const picks = prioritized(seeded('one'), { depth: 2, steps })
    expect(new Set(Array.from({ length: 60 }, () => picks.pick('story/either/1', 3)))).toEqual(new Set([0, 1, 2]))
  })
})

/** Swallows fills where, after three trades, all that the orders channel has to say came before the fourth. */
const brokenByOrder: BrokerFactory = (config) => {
  const sound = createBroker(config)
  let heard = ''
  return {
    pending: () => sound.pending(),
    handle(now, input) {
      if (input.kind === 'socket-received' && input.frame.includes('"ownTrades",{"seq')) heard += 't'
      if (input.kind === 'socket-received' && input.frame.includes('"openOrders",{"seq')) heard += 'o'
      const effects = sound.handle(now, input)
      if (!/^tooot{3}o{6}t/.test(heard)) return effects
      return effects.filter((effect) => effect.kind !== 'ems-event' || effect.event.kind !== 'BrokerdFill')
    },
  }
}

describe('an order of notices that luck seldom has', { timeout: SLOW }, () => {
  const RUNS = 60
  const held = named([
    ...connected,
    trader.buys('9 XMR at 149', { as: 'bid' }),
    settle,
    kraken.holdsBack('openOrders', 'ownTrades'),
    ...Array.from({ length: 6 }, () => [stranger.sells('1 XMR at market'), seconds(0.1)]).flat(),
    seconds(1),
    kraken.releases,
    settle,
  ])
  const company = companyOf(brokenByOrder)

  it('is found by priority within its bound, with the path that plays it again', () => {
    const { outcomes, value } = all(exploreByPriority(held, { ...options, company, depth: 2, runs: RUNS }))
    expect(value).toMatchObject({ threads: 2, steps: 12, depth: 2, runs: RUNS, one: 1 / 24 })
    expect(value.all).toBeCloseTo(1 - (23 / 24) ** (RUNS - 1), 10)
    const failed = outcomes.filter(({ verdict }) => verdict === 'failed')
    expect(failed.length).toBeGreaterThan(0)
    const [again] = [...playBranches(held, { seed: 1, path: failed[0]?.path ?? '', broker: brokenByOrder })]
    expect(again?.hash).toBe(failed[0]?.hash)
  })

  it('is not found by luck in as many runs', () => {
    const outcomes = Array.from(
      { length: RUNS },
      (_, run) =>
        playBranch(held, { ...options, company, picks: recorded(seeded(`luck/${run}`)), until: undefined }).outcome,
    )
    expect(outcomes.filter(({ verdict }) => verdict === 'failed').length).toBe(0)
  })

  it('holds with the adapter as it is', () => {
    const { outcomes } = all(exploreByPriority(held, { ...options, depth: 2, runs: 5 }))
    expect(outcomes.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 5 }, () => 'passed'))
  })
})
