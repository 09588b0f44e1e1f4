/** Plays a hunted story: one branch, its picks drawn like everything else. */
import { createBroker } from '../../src/broker/broker.ts'
import type { Micros } from '../../src/time.ts'
import { builtInUniverse } from '../exchange/universe/universe.ts'
import { INVARIANTS } from '../oracle/invariants.ts'
import { type Branch, type Company, playBranch } from '../play/branch.ts'
import { TRADER } from '../play/cast.ts'
import type { Outcome } from '../play/outcome.ts'
import { exchangeIn, firstDifference } from '../play/play.ts'
import { recorded, scripted, seeded } from '../world/chance.ts'
import { budget } from './budget.ts'
import { placesReached } from './places.ts'
import type { Hunted } from './story.ts'

export type Played = {
  readonly outcome: Outcome
  /** From the healing of the world until all agreed; undefined when they never did. */
  readonly agreedAfter: Micros | undefined
  /** By their places in `PLACES`. */
  readonly places: readonly number[]
}

export function play(
  { seed, scenario, way }: Pick<Hunted, 'seed' | 'scenario' | 'way'>,
  options: { readonly twice: boolean; readonly company?: Partial<Company> },
): Played {
  const company: Company = {
    broker: createBroker,
    exchange: exchangeIn(builtInUniverse()),
    invariants: [...INVARIANTS, budget],
    ...options.company,
  }
  const named = { name: `hunted-${seed}`, file: '', scenario }
  const rest = { seed, way, until: undefined, clocks: true }
  const first = playBranch(named, { ...rest, picks: recorded(seeded(`path/${seed}`)), company })
  const { outcome, agreedAfter } = first
  const places = placesReached(outcome.trace, first.truth, TRADER)
  if (!options.twice) return { outcome, agreedAfter, places }
  const script = first.taken.map(({ pick }) => pick)
  // Clocked or judged, a run goes the same way.
  const second: Branch = playBranch(named, {
    ...rest,
    clocks: false,
    picks: scripted(script),
    company: { ...company, invariants: [] },
  })
  if (second.outcome.hash === outcome.hash) return { outcome, agreedAfter, places }
  const failure = {
    claim: 'the same story and seed give the same run',
    sentence: firstDifference(outcome, second.outcome),
    at: outcome.endedAt,
  }
  return { outcome: { ...outcome, verdict: 'not deterministic', failures: [failure] }, agreedAfter, places }
}
