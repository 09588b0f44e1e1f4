/** One run of a story as a value, straightened out: what was picked in it stands in the story itself. */
import { present } from '../../../src/assert.ts'
import { createBroker } from '../../../src/broker/broker.ts'
import { builtInUniverse } from '../../exchange/universe/universe.ts'
import { INVARIANTS } from '../../oracle/invariants.ts'
import { type Branch, type Company, playBranch } from '../../play/branch.ts'
import { exchangeIn } from '../../play/play.ts'
import { raceOrders } from '../../play/race.ts'
import { type Way, toldUnder } from '../../play/way.ts'
import type { Scenario, Step } from '../../scenario.ts'
import { type Scripted, type Taken, scripted } from '../../world/chance.ts'
import { budget } from '../budget.ts'

export type Run = {
  readonly scenario: Scenario
  readonly seed: number
  readonly way: Way
  /** In which order each of the story's releases lets the channels go; past the end, and where none is given, the first. */
  readonly releases: ReadonlyMap<Step, readonly number[]>
}

/** A run as an outcome names it. */
export type Told = Pick<Run, 'scenario' | 'seed' | 'way'> & { readonly path: readonly number[] }

export const companyOf = (given: Partial<Company> = {}): Company => ({
  broker: createBroker,
  exchange: exchangeIn(builtInUniverse()),
  invariants: [...INVARIANTS, budget],
  ...given,
})

export function playTold({ scenario, seed, way, path }: Told, company: Company): Branch {
  return playBranch(named(scenario), { seed, way, picks: scripted(path), until: undefined, company })
}

export function playRun({ scenario, seed, way, releases }: Run, company: Company): Branch {
  const orders = scenario.story.flatMap((step) => (step.act === 'release' ? [releases.get(step) ?? []] : []))
  return playBranch(named(scenario), { seed, way, picks: releasing(orders), until: undefined, company })
}

const named = (scenario: Scenario) => ({ name: 'shrunk', file: '', scenario })

/** Each release by its own list; races and alternatives as they are written. */
function releasing(orders: readonly (readonly number[])[]): Scripted {
  const taken: Taken[] = []
  return {
    taken,
    misfit: () => undefined,
    pick(label, count) {
      if (count === 1) return 0
      const place = /^story\/release\/(\d+)$/.exec(label)?.[1]
      const order = place === undefined ? [] : (orders[Number(place) - 1] ?? [])
      const before = taken.filter((one) => one.label === label).length
      const pick = Math.min(order[before] ?? 0, count - 1)
      taken.push({ label, pick, count })
      return pick
    },
  }
}

/**
 * The same run without alternatives: of each `either` what was picked, each race in the order in which it went, and no
 * word about other dialects and policies. Every step is a value of its own, so that it can be told from its equals.
 */
export function straightened({ scenario, seed, way }: Omit<Told, 'path'>, taken: readonly Taken[]): Run {
  const releases = new Map<Step, readonly number[]>()
  let races = 0
  let eithers = 0
  let letGo = 0
  const picksOf = (label: string): readonly number[] =>
    taken.filter((one) => one.label === label).map(({ pick }) => pick)
  const straight = (step: Step): readonly Step[] => {
    if (step.act === 'race') {
      const [pick = 0] = picksOf(`story/race/${(races += 1)}`)
      const order = raceOrders(step.between)[pick] ?? []
      const inOrder = order.map((place) => present(step.between[place], 'a race is run by its own steps'))
      return [{ act: 'race', between: inOrder.flatMap(straight) }]
    }
    if (step.act === 'together') return [{ act: 'together', of: step.of.flatMap(straight) }]
    if (step.act === 'either') {
      const [pick = 0] = picksOf(`story/either/${(eithers += 1)}`)
      return (step.of[pick] ?? []).flatMap(straight)
    }
    const copy = { ...step }
    if (copy.act === 'release') releases.set(copy, picksOf(`story/release/${(letGo += 1)}`))
    return [copy]
  }
  const { under, ...told } = toldUnder(scenario, way)
  return { scenario: { ...told, story: told.story.flatMap(straight) }, seed, way, releases }
}
