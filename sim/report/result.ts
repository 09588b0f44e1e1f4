/** What remains of a scenario once it is played: the row of the table, and the entry of the JSON document. */
import { createHash } from 'node:crypto'
import { MICROS_PER_SECOND, since } from '../../src/time.ts'
import type { NamedScenario, Outcome, Verdict } from '../play/outcome.ts'
import { byWay } from '../play/verdict.ts'
import type { Way } from '../play/way.ts'

export type ScenarioResult = {
  readonly name: string
  readonly title: string
  readonly branches: number
  /** Trace events over all branches. */
  readonly events: number
  /** Simulated time over all branches. */
  readonly virtualSeconds: number
  readonly realSeconds: number
  readonly verdict: Verdict
  /** The ways it was played in; `branches` of all sum to the scenario's. */
  readonly ways: readonly (Way & { readonly branches: number; readonly failed: number })[]
  /** SHA-256 over the branches' hashes in their order, hex. */
  readonly hash: string
  readonly failures: readonly (Way & {
    readonly path: string
    readonly claim: string
    readonly sentence: string
    /** Seconds since the start of the run. */
    readonly at: number
  })[]
}

export function scenarioResult(
  { name, scenario }: NamedScenario,
  played: { readonly outcomes: readonly Outcome[]; readonly realSeconds: number; readonly verdict: Verdict },
): ScenarioResult {
  const { outcomes, realSeconds, verdict } = played
  const hash = createHash('sha256')
  for (const outcome of outcomes) hash.update(`${outcome.hash}\n`)
  return {
    name,
    title: scenario.title,
    branches: outcomes.length,
    events: sum(outcomes.map(({ trace }) => trace.length)),
    virtualSeconds:
      sum(outcomes.map(({ startedAt, endedAt }) => since({ from: startedAt, to: endedAt }))) / MICROS_PER_SECOND,
    realSeconds,
    verdict,
    ways: byWay(outcomes).map((played) => ({
      ...played[0].way,
      branches: played.length,
      failed: played.filter(({ failures }) => failures.length > 0).length,
    })),
    hash: hash.digest('hex'),
    failures: outcomes.flatMap(({ path, way, startedAt, failures }) =>
      failures.map(({ claim, sentence, at }) => ({
        ...way,
        path,
        claim,
        sentence,
        at: since({ from: startedAt, to: at }) / MICROS_PER_SECOND,
      })),
    ),
  }
}

/** The document of `run --json`. A scenario that did not pass counts as failed; `unknown` says how many of those only failed to prove anything. */
export const resultDocument = (
  scenarios: readonly ScenarioResult[],
): {
  readonly passed: number
  readonly failed: number
  readonly unknown: number
  readonly scenarios: readonly ScenarioResult[]
} => ({
  ...tally(scenarios),
  unknown: scenarios.filter(({ verdict }) => verdict === 'unknown').length,
  scenarios,
})

/** Whatever is not passed is failed. */
export function tally(scenarios: readonly ScenarioResult[]): { readonly passed: number; readonly failed: number } {
  const passed = scenarios.filter(({ verdict }) => verdict === 'passed').length
  return { passed, failed: scenarios.length - passed }
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
