/** One verdict on a scenario from the outcomes of its branches. */
import type { NamedScenario, Outcome, Verdict } from './outcome.ts'
import { toldUnder, wayWords } from './way.ts'

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
  for (const played of byWay(outcomes)) {
    const { way } = played[0]
    const missed = toldUnder(scenario, way).visits.filter((note) => !played.some(({ visited }) => visited.has(note)))
    if (missed.length === 0) continue
    const under = wayWords(way).map((word) => ` under ${word}`)
    const notes = missed.map((note) => `"${note}"`).join(' or ')
    return { verdict: 'unknown', reason: `no branch${under.join('')} made the note ${notes}` }
  }
  return { verdict: 'passed' }
}

/** In the order in which the ways were played. */
export function byWay(outcomes: readonly Outcome[]): readonly (readonly [Outcome, ...Outcome[]])[] {
  const ways = new Map<string, [Outcome, ...Outcome[]]>()
  for (const outcome of outcomes) {
    const key = wayWords(outcome.way).join(' ')
    const known = ways.get(key)
    if (known === undefined) ways.set(key, [outcome])
    else known.push(outcome)
  }
  return [...ways.values()]
}
