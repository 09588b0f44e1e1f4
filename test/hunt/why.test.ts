/** Why a run failed: the moment is known where the story says it, and the nearest run that passes parts from it there. */
import { describe, expect, it } from 'vitest'
import { companyOf } from '../../sim/hunt/shrink/run.ts'
import { type Why, whyFailed } from '../../sim/hunt/why.ts'
import { PLAIN_WAY } from '../../sim/play/way.ts'
import type { Scenario } from '../../sim/scenario.ts'
import { decisionText } from '../../sim/report/page/fate.ts'
import { keeping, scripted } from '../../sim/world/chance.ts'
import twoForks from '../cli/stories/has-two-forks.ts'

const RUNS = 6
/** Of six others with this one, four pass from the start on, and two after the first fork. */
const SEED = 6

function whyOf(
  scenario: Scenario,
  path: readonly number[],
  { percent = 0, runs = RUNS }: { readonly percent?: number; readonly runs?: number } = {},
): Why {
  const told = { scenario, seed: SEED, way: PLAIN_WAY, path }
  const searching = whyFailed(told, { company: companyOf(), continuations: runs, percent })
  for (let next = searching.next(); ; next = searching.next()) if (next.done === true) return next.value
}

/** Dozens of runs each. */
const SLOW = 60_000

describe('a run that two forks could have saved', { timeout: SLOW }, () => {
  const why = whyOf(twoForks, [1, 1])

  it('is lost when the second fork goes the wrong way, and not before', () => {
    if (why.inevitable.kind !== 'by luck') throw new Error('luck could have saved it')
    const { decision, before, after } = why.inevitable
    expect(decision).toMatchObject({ label: 'story/either/2', pick: 1, count: 2 })
    expect(decisionText(decision)).toBe('fork 2 took way 2 of 2')
    expect(before.passed).toBeGreaterThan(0)
    expect(before.kept).toBe(after.kept - 1)
    expect(after).toMatchObject({ passed: 0, played: RUNS })
  })

  it('passes less often once the first fork has gone wrong', () => {
    const [start, last] = [why.shares[0], why.shares.findLast(({ passed }) => passed > 0)]
    expect(start).toMatchObject({ kept: 0, played: RUNS, passed: 4 })
    expect(last).toMatchObject({ played: RUNS, passed: 2 })
  })

  it('has the run beside it that took the other way there', () => {
    const { outcome, common } = why.nearest ?? { common: 0 }
    expect(outcome?.verdict).toBe('passed')
    expect(outcome?.path).toBe('1.0')
    expect(outcome?.trace.slice(0, common)).toEqual(why.failing.trace.slice(0, common))
    expect(why.failing.trace[common]).toMatchObject({ kind: 'step', text: 'settle' })
    expect(outcome?.trace[common]).toMatchObject({ kind: 'step', text: 'stranger sells 1 XMR at market' })
  })

  it('is told the same again', () => {
    expect(whyOf(twoForks, [1, 1])).toEqual(why)
  })
})

it('counts a run as lost earlier where few that pass are not enough', { timeout: SLOW }, () => {
  const why = whyOf(twoForks, [1, 1], { percent: 50 })
  expect(why.inevitable).toMatchObject({ kind: 'by luck', decision: { label: 'story/either/1', pick: 1 } })
})

it('says so when no luck saves a story', () => {
  const why = whyOf({ ...twoForks, ending: { position: '3 XMR' } }, [1, 1], { runs: 3 })
  expect(why.inevitable).toEqual({ kind: 'from the start' })
  expect(why.shares).toMatchObject([{ kept: 0, passed: 0, played: 3 }])
  expect(why.nearest).toBeUndefined()
})

it('explains no run that passes', () => {
  expect(() => whyOf(twoForks, [0, 0])).toThrow('only of a run that failed can be asked why')
})

it('keeps so many decisions of the one chance, and takes all later ones from the other', () => {
  const chance = keeping(2, { first: scripted([1, 1, 1, 1]), later: scripted([0, 2]) })
  // One alternative is no decision.
  const picks = [3, 1, 3, 3, 3].map((count, place) => chance.pick(`label ${place}`, count))
  expect(picks).toEqual([1, 0, 1, 0, 2])
})
