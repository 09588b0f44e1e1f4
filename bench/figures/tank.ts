/** How fast the whole tank runs: real adapter, real text frames, signatures, faults, oracle. */
import { playBranches } from '../../sim/play/play.ts'
import type { NamedScenario, Outcome } from '../../sim/play/outcome.ts'
import scenario from '../../scenarios/slices-minutes-apart.ts'
import races from '../../scenarios/edit-races-partial-fill.ts'
import { MICROS_PER_SECOND } from '../../src/time.ts'
import { type Figure, timed } from '../figure.ts'

const named = (name: string, story: NamedScenario['scenario']): NamedScenario => ({
  name,
  file: `scenarios/${name}.ts`,
  scenario: story,
})
const QUIET = named('slices-minutes-apart', scenario)
const RACES = named('edit-races-partial-fill', races)

function virtualOverReal(story: NamedScenario): number {
  let outcomes: readonly Outcome[] = []
  const real = timed(() => {
    outcomes = [...playBranches(story, { seed: 1 })]
  })
  const virtual = outcomes.reduce((sum, { startedAt, endedAt }) => sum + (endedAt - startedAt) / MICROS_PER_SECOND, 0)
  // Each branch is played twice.
  return (2 * virtual) / real
}

export const quietTank: Figure = {
  name: 'virtual over real time, a quiet account of some minutes',
  unit: 'times',
  reference: 'the bar for a quiet market',
  bar: { at: 'least', value: 20_000 },
  measure: () => ({ value: virtualOverReal(QUIET) }),
}

export const racingTank: Figure = {
  name: 'virtual over real time, short races with a boot each',
  unit: 'times',
  reference: 'the bar for a busy market',
  bar: { at: 'least', value: 5_000 },
  measure: () => ({ value: virtualOverReal(RACES) }),
}
