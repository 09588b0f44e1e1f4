/** Ways through a story that has more branches than can be played: those near the first, or drawn by priority. */
import { type Scripted, recorded, scripted, seeded } from '../world/chance.ts'
import { type Extent, leastChance, prioritized } from '../world/priorities.ts'
import { type Branch, type Company, playBranch } from './branch.ts'
import type { NamedScenario, Outcome } from './outcome.ts'
import type { Way } from './way.ts'

export type ExploreOptions = { readonly seed: number; readonly way: Way; readonly company: Company }

const played = (named: NamedScenario, picks: Scripted, options: ExploreOptions): Branch =>
  playBranch(named, { ...options, picks, until: undefined })

/** `isComplete`: there is no such branch more. */
export type Bounded = { readonly branches: number; readonly isComplete: boolean }

/**
 * Yields every branch in which at most `bound` picks are another than the first alternative, those with fewer of them
 * first; at most so many branches.
 */
export function* exploreWithin(
  named: NamedScenario,
  { bound, most, ...options }: ExploreOptions & { readonly bound: number; readonly most: number },
): Generator<Outcome, Bounded, undefined> {
  let branches = 0
  let scripts: readonly (readonly number[])[] = [[]]
  for (let others = 0; others <= bound && scripts.length > 0; others += 1) {
    const further: (readonly number[])[] = []
    for (const script of scripts) {
      if (branches === most) return { branches, isComplete: false }
      const { outcome, taken } = played(named, scripted(script), options)
      branches += 1
      yield outcome
      const picks = taken.map(({ pick }) => pick)
      for (const [place, { count }] of taken.entries()) {
        if (place < script.length) continue
        for (let other = 1; other < count; other += 1) further.push([...picks.slice(0, place), other])
      }
    }
    scripts = further
  }
  return { branches, isComplete: true }
}

export type Prioritized = Extent & {
  readonly depth: number
  readonly runs: number
  /** The least probability with which one run finds a bug of this depth in the schedule, and with which all of them do. */
  readonly one: number
  readonly all: number
}

/** Yields so many branches, scheduled by priority. Who there is and how many steps they take, the first run tells. */
export function* exploreByPriority(
  named: NamedScenario,
  { depth, runs, ...options }: ExploreOptions & { readonly depth: number; readonly runs: number },
): Generator<Outcome, Prioritized, undefined> {
  let extent: Extent = { threads: 0, steps: 0 }
  let sure = 0
  for (let run = 0; run < runs; run += 1) {
    const chance = seeded(`priorities/${options.seed}/${run}`)
    const picks = prioritized(chance, { depth, steps: Math.max(1, extent.steps) })
    const { outcome } = played(named, recorded(picks), options)
    const { threads, steps } = picks.extent
    // Changes that were drawn among fewer steps than there are prove nothing.
    sure = steps > extent.steps ? 0 : sure + 1
    extent = { threads: Math.max(extent.threads, threads), steps: Math.max(extent.steps, steps) }
    yield outcome
  }
  const one = leastChance(extent, depth)
  return { ...extent, depth, runs, one, all: 1 - (1 - one) ** sure }
}
