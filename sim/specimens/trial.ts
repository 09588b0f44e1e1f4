/** Sends a broken broker through the scenarios that go where its bug lives. */
import { INVARIANTS } from '../oracle/invariants.ts'
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
 * Where that claim is to be the only one, all branches are played.
 * The broker as it is has to pass that very branch, or it was not the bug that was caught.
 */
export function tryOut(specimen: Specimen, stories: readonly NamedScenario[], broken: BrokerFactory): Trial {
  const others = new Set<string>()
  let caught: Trial | undefined
  for (const story of stories) {
    for (const way of waysOf(story.scenario, specimen.way ?? {})) {
      for (const outcome of playBranches(story, { seed: SEED, ...way, broker: broken })) {
        const failure = outcome.failures.find(({ claim }) => claim === specimen.caughtBy)
        for (const { claim } of outcome.failures) if (claim !== specimen.caughtBy) others.add(claim)
        if (failure === undefined || caught !== undefined) continue
        const { path } = outcome
        const sick = unbroken(story, { way, path }).find(({ verdict }) => verdict !== 'passed')
        if (sick !== undefined) return { kind: 'survived', why: `the broker as it is fails ${story.name} too` }
        caught = { kind: 'caught', scenario: story.name, path, way, sentence: failure.sentence }
        if (specimen.isAlone !== true) return caught
      }
    }
  }
  if (caught !== undefined) return withoutCompany(caught, others)
  const names = stories.map(({ name }) => name).join(' and ')
  const broke = [...others].map((claim) => `'${claim}'`).join(', ')
  return { kind: 'survived', why: broke === '' ? `nothing broke in ${names}` : `${names} broke only ${broke}` }
}

const INVARIANT: ReadonlySet<string> = new Set(INVARIANTS.map(({ claim }) => claim))

/** What a story says of its own steps and ending sees more than an invariant may know. */
function withoutCompany(caught: Trial, others: ReadonlySet<string>): Trial {
  const company = [...others].filter((claim) => INVARIANT.has(claim)).map((claim) => `'${claim}'`)
  if (company.length === 0) return caught
  return { kind: 'survived', why: `its claim is to be the only one that breaks, and so did ${company.join(', ')}` }
}

/** The same branch; where the bug made more of them than there are, all. */
function unbroken(
  story: NamedScenario,
  { way, path }: { readonly way: Way; readonly path: string },
): readonly Outcome[] {
  const same = [...playBranches(story, { seed: SEED, ...way, path })]
  return same.length > 0 ? same : [...playBranches(story, { seed: SEED, ...way })]
}
