/** The table of a run and its document. */
import { describe, expect, it } from 'vitest'
import { coloured, plain } from '../../sim/report/colour.ts'
import { resultDocument, scenarioResult } from '../../sim/report/result.ts'
import { runTable, storyTable, tallyLine } from '../../sim/report/table.ts'
import { at, editRacesFill, outcomeOf, step, toldTwice } from './made.ts'

const held = scenarioResult(editRacesFill, {
  outcomes: [
    outcomeOf([step(0, 'settle')], { path: '0', endedAt: at(4000.25), hash: 'a' }),
    outcomeOf([step(0, 'settle'), step(1, 'settle')], { path: '1', endedAt: at(9), hash: 'b' }),
  ],
  realSeconds: 0.5,
  verdict: 'passed',
})
const broken = scenarioResult(
  { ...editRacesFill, name: 'told-twice' },
  { outcomes: [toldTwice], realSeconds: 0, verdict: 'failed' },
)

describe('the table of a run', () => {
  it('has a line for each story and one for all, its numbers right-aligned', () => {
    expect(runTable([held, broken], plain)).toEqual([
      '  story            ways  branches  events  virtual time  × real time  verdict',
      '  edit-races-fill  v1           2       3       1:06:49        8,019  passed',
      `  told-twice       v1           1      ${toldTwice.trace.length}       0:00:03            -  failed`,
      `  together         2            3      ${toldTwice.trace.length + 3}       1:06:52        8,025`,
    ])
  })

  it('has no sum of one', () => {
    expect(runTable([held], plain)).toHaveLength(2)
  })

  it('paints what did not hold', () => {
    const [, first, second] = runTable([held, broken], coloured)
    expect(first?.startsWith('\u001b')).toBe(false)
    expect(second?.startsWith('\u001b[31m')).toBe(true)
  })
})

describe('the tally', () => {
  it('counts whatever is not passed as failed', () => {
    const unsure = (['unknown', 'unsettled', 'not deterministic'] as const).map((verdict) => ({ ...held, verdict }))
    expect(tallyLine([held, broken, ...unsure])).toBe('1 passed, 4 failed')
    expect(tallyLine([])).toBe('0 passed, 0 failed')
  })
})

describe('the JSON document', () => {
  it('says how many of the failed are merely unknown, and tells each failure', () => {
    const { passed, failed, unknown, scenarios } = resultDocument([held, broken, { ...held, verdict: 'unknown' }])
    expect({ passed, failed, unknown }).toEqual({ passed: 1, failed: 2, unknown: 1 })
    expect(scenarios[1]?.failures).toEqual([
      {
        path: '1',
        dialect: 'v1',
        editPolicy: 'masquerade',
        claim: 'no fill is told twice',
        sentence: 'TCCCCC-CCCCC-CCCCCC was told at 1.160 and again at 1.900',
        at: 1.9,
      },
    ])
    expect(scenarios[0]).toMatchObject({ branches: 2, events: 3, virtualSeconds: 4009.25, realSeconds: 0.5 })
  })

  it('has a hash that depends on every branch and on their order', () => {
    const hashOf = (...hashes: readonly string[]): string =>
      scenarioResult(editRacesFill, {
        outcomes: hashes.map((hash) => outcomeOf([], { hash })),
        realSeconds: 0,
        verdict: 'passed',
      }).hash
    expect(held.hash).toBe(hashOf('a', 'b'))
    expect(new Set([hashOf('a', 'b'), hashOf('b', 'a'), hashOf('a'), hashOf('ab')]).size).toBe(4)
  })
})

describe('the list of stories', () => {
  it('has a name, the number of bugs covered and the title of each', () => {
    expect(storyTable([editRacesFill], plain)).toEqual([
      '  story            covers  title',
      '  edit-races-fill       2  an edit races a fill',
    ])
  })
})
