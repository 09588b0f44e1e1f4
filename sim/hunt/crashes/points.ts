/** Where in a branch of a story the broker's machine can be struck, and the story with that in it. */
import { type Moments, REMAINS, type Scenario, type Step, type Strike, agreed, broker, heal } from '../../scenario.ts'

/** Every event, every effect, every system call with each of its remains, every write. */
export function strikesIn({ events, effects, syscalls, writes }: Moments): readonly Strike[] {
  return [
    ...upTo(events).map((count): Strike => ({ kind: 'power', after: { of: 'events', count }, remains: 'nothing' })),
    ...upTo(effects).map((count): Strike => ({ kind: 'power', after: { of: 'effects', count }, remains: 'nothing' })),
    ...upTo(syscalls).flatMap((count) =>
      REMAINS.map((remains): Strike => ({ kind: 'power', after: { of: 'syscalls', count }, remains })),
    ),
    ...upTo(writes).map((count): Strike => ({ kind: 'no-space', after: { of: 'writes', count } })),
  ]
}

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1)

/** REST has been seen a minute behind: what was asked and not answered is proven absent only after that. */
const PROOF_SECONDS = 65

/**
 * The story with the strike in it: what cannot be performed any more is passed over, and in the end everything heals, the
 * broker runs and all agree. What the story expected to come of it and when is not asked for.
 */
export const struck = (scenario: Scenario, strike: Strike): Scenario => ({
  ...bare(scenario),
  story: [
    { act: 'strike', does: strike },
    ...scenario.story.map(patient),
    heal,
    broker.restarts,
    agreed({ restBehindSeconds: PROOF_SECONDS }),
  ],
})

/** The story without expectations, as it is played to count where it can be struck. */
export const bare = ({ under, ...scenario }: Scenario): Scenario => ({
  ...scenario,
  story: scenario.story.map(patient),
  ending: {},
  visits: [],
  drawn: true,
})

/** Whoever was struck may take longer to agree than the story says; the time passes all the same. */
function patient(step: Step): Step {
  if (step.act === 'agree') return { act: 'wait', seconds: step.withinSeconds }
  return step.act === 'either' ? { ...step, of: step.of.map((steps) => steps.map(patient)) } : step
}
