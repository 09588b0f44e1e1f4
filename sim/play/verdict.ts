/** One verdict on a scenario from the outcomes of its branches. */
import type { NamedScenario, Outcome, Verdict } from './outcome.ts'

/** The worst comes first: a branch that fails says more than one that went nowhere. */
const WORST_FIRST: readonly Verdict[] = ['failed', 'unsettled', 'not deterministic', 'unknown']

/**
 * The worst verdict of all branches, with the reason where the branches themselves have none to give. `unknown` when
 * all held and a note of `visits` was made in no branch, or when no branch was played.
 */
export function summarise(
  { scenario }: NamedScenario,
  outcomes: readonly Outcome[],
): { readonly verdict: Verdict; readonly reason?: string } {
  const worst = WORST_FIRST.find((verdict) => outcomes.some((outcome) => outcome.verdict === verdict))
  if (worst !== undefined) return { verdict: worst }
  if (outcomes.length === 0) return { verdict: 'unknown', reason: 'no branch was played' }
  const missed = scenario.visits.filter((note) => !outcomes.some(({ visited }) => visited.has(note)))
  if (missed.length === 0) return { verdict: 'passed' }
  return { verdict: 'unknown', reason: `no branch made the note ${missed.map((note) => `"${note}"`).join(' or ')}` }
}
