/** For tests, in vitest or elsewhere: plays a story, or hunts some seeds, and throws with the report that a person would read. */
import type { BrokerFactory } from '../play/cast.ts'
import type { NamedScenario, Outcome } from '../play/outcome.ts'
import { playBranches } from '../play/play.ts'
import { summarise } from '../play/verdict.ts'
import { type Way, waysOf } from '../play/way.ts'
import { causeOf } from '../hunt/cause.ts'
import { play as playHunted } from '../hunt/play.ts'
import { type SeedRecord, recordOf } from '../hunt/record.ts'
import { shrink } from '../hunt/shrink/shrink.ts'
import { scenarioSource } from '../hunt/shrink/source.ts'
import type { Climate, WeatherName } from '../hunt/climate.ts'
import { type Hunted, draw } from '../hunt/story.ts'
import { plain } from '../report/colour.ts'
import { type HuntDocument, huntDocument } from '../report/hunt.ts'
import { failureReport } from '../report/lanes.ts'
import type { Scenario } from '../scenario.ts'

export type { Scenario }
/** All but how fast it went: a test has no clock. */
export type Found = Omit<HuntDocument, 'seedsPerSecond'>

type PlayOptions = Partial<Way> & {
  readonly seed?: number
  /** Another machine than the project's own. */
  readonly broker?: BrokerFactory
}

/** Plays every branch in every way. Throws the first that fails as lanes, and says so when a story missed its point. */
export function play(scenario: Scenario, { seed = 1, broker, ...chosen }: PlayOptions = {}): readonly Outcome[] {
  const named: NamedScenario = { name: 'story', file: 'in a test', scenario }
  const outcomes = waysOf(scenario, chosen).flatMap((way) => {
    const played: Outcome[] = []
    for (const outcome of playBranches(named, { seed, ...way, ...(broker === undefined ? {} : { broker }) })) {
      if (outcome.failures.length > 0) throw new Error(reportOf(named, outcome))
      played.push(outcome)
    }
    return played
  })
  const { verdict, reason } = summarise(named, outcomes)
  if (verdict !== 'passed') throw new Error(`${scenario.title}: ${verdict}${reason === undefined ? '' : `, ${reason}`}`)
  return outcomes
}

type HuntOptions = {
  readonly seeds: number
  readonly from?: number
  readonly weather?: WeatherName | Climate
  readonly dialect?: Way['dialect']
  /** Plays every seed twice. */
  readonly twice?: boolean
  readonly broker?: BrokerFactory
}

/** Hunts so many seeds. Throws at the first that fails, with its smallest story as lanes and as a file to keep. */
export function hunt({ seeds, from = 1, weather = 'rough', dialect, twice = false, broker }: HuntOptions): Found {
  const company = broker === undefined ? {} : { broker }
  const records: SeedRecord[] = []
  for (let seed = from; seed < from + seeds; seed += 1) {
    const hunted = draw(seed, { weather, dialect })
    const played = playHunted(hunted, { twice, company })
    if (played.outcome.failures.length > 0) throw new Error(smallestReport(hunted, played.outcome, company))
    records.push(recordOf(played, `seed ${seed}`))
  }
  const { seedsPerSecond: _, ...document } = huntDocument(records, { seedsPerSecond: 0, mustReach: false })
  return document
}

function smallestReport(
  { seed, scenario, way }: Hunted,
  found: Outcome,
  company: { readonly broker?: BrokerFactory },
): string {
  const path = found.path === '-' ? [] : found.path.split('.').map(Number)
  const shrinking = shrink({ scenario, seed, way, path }, { company })
  let next = shrinking.next()
  while (next.done !== true) next = shrinking.next()
  const shrunk = next.value.ok ? next.value.value : undefined
  const smallest = shrunk?.run.scenario ?? scenario
  const outcome = shrunk?.outcome ?? found
  const [failure] = outcome.failures.filter((one) => shrunk === undefined || causeOf(one) === shrunk.cause)
  const named = { name: `hunted-${seed}`, file: `seed ${seed}`, scenario: { ...smallest, title: scenario.title } }
  const kept = { ...named.scenario, why: failure === undefined ? scenario.why : failure.sentence }
  const { dialect, editPolicy } = way
  const remark = `Fails with seed ${seed} over ${dialect} by ${editPolicy}.`
  return `${reportOf(named, outcome)}\n\n${scenarioSource(kept, { words: 'wavetank/scenario', remark })}`
}

const reportOf = (named: NamedScenario, outcome: Outcome): string =>
  failureReport(named, outcome, { palette: plain, again: `seed ${outcome.seed}`, trace: 'not kept' }).join('\n')
