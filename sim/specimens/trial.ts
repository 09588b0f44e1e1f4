/** Sends a broken broker through the scenarios that go where its bug lives. */
import type { BrokerFactory } from '../play/cast.ts'
import type { NamedScenario, Outcome } from '../play/outcome.ts'
import { playBranches } from '../play/play.ts'
import { type Way, waysOf } from '../play/way.ts'
import type { Specimen } from './specimens.ts'

export type Trial =
  | {
      readonly kind: 'caught'
      readonly scenario: string
      readonly path: string
      readonly way: Way
      /** How the scenario put it. */
      readonly sentence: string
    }
  | { readonly kind: 'survived'; readonly why: string }

const SEED = 1

/**
 * Plays branch after branch until one breaks the claim that the specimen names; any other claim broken is no catch.
 * The broker as it is has to pass that very branch, or it was not the bug that was caught.
 */
export function tryOut(specimen: Specimen, stories: readonly NamedScenario[], broken: BrokerFactory): Trial {
  const others = new Set<string>()
  for (const story of stories) {
    for (const way of waysOf(story.scenario, specimen.way ?? {})) {
      for (const outcome of playBranches(story, { seed: SEED, ...way, broker: broken })) {
        const failure = outcome.failures.find(({ claim }) => claim === specimen.caughtBy)
        if (failure === undefined) {
          for (const { claim } of outcome.failures) others.add(claim)
          continue
        }
        const { path } = outcome
        const sick = unbroken(story, { way, path }).find(({ verdict }) => verdict !== 'passed')
        if (sick !== undefined) return { kind: 'survived', why: `the broker as it is fails ${story.name} too` }
        return { kind: 'caught', scenario: story.name, path, way, sentence: failure.sentence }
      }
    }
  }
  const names = stories.map(({ name }) => name).join(' and ')
  const broke = [...others].map((claim) => `'${claim}'`).join(', ')
  return { kind: 'survived', why: broke === '' ? `nothing broke in ${names}` : `${names} broke only ${broke}` }
}

/** The same branch; where the bug made more of them than there are, all. */
function unbroken(
  story: NamedScenario,
  { way, path }: { readonly way: Way; readonly path: string },
): readonly Outcome[] {
  const same = [...playBranches(story, { seed: SEED, ...way, path })]
  return same.length > 0 ? same : [...playBranches(story, { seed: SEED, ...way })]
}
