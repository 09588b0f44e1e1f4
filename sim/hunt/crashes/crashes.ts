/** Strikes the broker's machine at every moment of a story, and sees that it comes back to the truth each time. */
import type { Company } from '../../play/branch.ts'
import { playBranch } from '../../play/branch.ts'
import type { NamedScenario } from '../../play/outcome.ts'
import { PLAIN_WAY, type Way, toldUnder, waysOf } from '../../play/way.ts'
import type { Scenario, Strike } from '../../scenario.ts'
import { nextScript, scripted } from '../../world/chance.ts'
import { causeOf } from '../cause.ts'
import { companyOf } from '../shrink/run.ts'
import { bare, strikesIn, struck } from './points.ts'

export type Violation = {
  readonly seed: number
  readonly way: Way
  readonly path: readonly number[]
  readonly strike: Strike
  /** The story with the strike in it, which fails when it is played so. */
  readonly scenario: Scenario
  readonly claim: string
  readonly sentence: string
  readonly cause: string
}

export type Crashes = {
  /** Strikes after which a run went as after no other. */
  readonly points: number
  /** All that were tried: two of them can come to the same. */
  readonly strikes: number
  readonly branches: number
  readonly violations: readonly Violation[]
  /** Every strike was tried; false when it was over before. */
  readonly isComplete: boolean
}

export type CrashOptions = {
  readonly seed: number
  /** Of these ways only; in both dialects and the plain policy where nothing is said. */
  readonly way: Partial<Way>
  /** One branch alone. */
  readonly path?: readonly number[] | undefined
  /** Branches are added until there are so many points, and other luck when there are no branches any more. */
  readonly least: number
  readonly company?: Partial<Company>
  /** Only every n-th strike; all where nothing is said. */
  readonly every?: number
  /** Asked before each run. */
  readonly isOver?: () => boolean
}

/** How far it has come, before each run. */
export type Crashing = { readonly done: number; readonly total: number; readonly violations: number }

type Branch = Pick<Violation, 'seed' | 'way' | 'path'>

/** A story that other luck changes nothing about has as many points as it has. */
const MOST_SEEDS = 10

export function* crashEverywhere(
  { name, file, scenario }: NamedScenario,
  options: CrashOptions,
): Generator<Crashing, Crashes, undefined> {
  const { every = 1, isOver = () => false } = options
  const company = companyOf(options.company)
  const play = (story: Scenario, { seed, way, path }: Pick<Branch, 'seed' | 'way' | 'path'>) =>
    playBranch({ name, file, scenario: story }, { seed, way, picks: scripted(path), until: undefined, company })
  const seen = new Set<string>()
  const violations: Violation[] = []
  let [strikes, branches, total] = [0, 0, 0]
  for (const round of rounds()) {
    for (const branch of round) {
      const told = toldUnder(scenario, branch.way)
      const { moments } = play(bare(told), branch)
      const chosen = strikesIn(moments).filter((_, place) => place % every === 0)
      branches += 1
      total += chosen.length
      for (const strike of chosen) {
        if (isOver()) return { points: seen.size, strikes, branches, violations, isComplete: false }
        yield { done: strikes, total, violations: violations.length }
        strikes += 1
        const story = struck(told, strike)
        const { outcome } = play(story, branch)
        seen.add(outcome.hash)
        const [failure] = outcome.failures
        if (failure === undefined) continue
        const { claim, sentence } = failure
        violations.push({ ...branch, strike, scenario: story, claim, sentence, cause: causeOf(failure) })
      }
    }
    if (seen.size >= options.least) break
  }
  return { points: seen.size, strikes, branches, violations, isComplete: true }

  /** The first branch of every way, then the second of those that have one, and so on; then the same with other luck. */
  function* rounds(): Generator<readonly Branch[], void, undefined> {
    const ways = waysOf(scenario, { editPolicy: PLAIN_WAY.editPolicy, ...options.way })
    for (let seed = options.seed; seed < options.seed + MOST_SEEDS; seed += 1) {
      let round: readonly Branch[] = ways.map((way) => ({ seed, way, path: options.path ?? [] }))
      while (round.length > 0) {
        yield round
        round = options.path === undefined ? round.flatMap(branchAfter) : []
      }
    }
  }

  function branchAfter(branch: Branch): readonly Branch[] {
    const path = nextScript(play(bare(toldUnder(scenario, branch.way)), branch).taken)
    return path === undefined ? [] : [{ ...branch, path }]
  }
}
