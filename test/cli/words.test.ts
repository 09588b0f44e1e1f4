/** Exit codes, help texts, the list, the progress line and the nearest names. */
import { describe, expect, it } from 'vitest'
import { gravest, interruptedCode, verdictCode } from '../../sim/cli/exit.ts'
import { listDocument, listText } from '../../sim/cli/commands/list.ts'
import { guess } from '../../sim/cli/nearest.ts'
import { progressLine, terminalProgress } from '../../sim/cli/progress.ts'
import { plain } from '../../sim/report/colour.ts'
import { editRacesFill } from '../report/made.ts'

describe('exit codes', () => {
  it('differ by verdict', () => {
    const verdicts = ['passed', 'failed', 'unsettled', 'not deterministic', 'unknown'] as const
    expect(verdicts.map(verdictCode)).toEqual([0, 1, 3, 4, 5])
  })

  it('are those of the gravest verdict', () => {
    expect(gravest([])).toBe('passed')
    expect(gravest(['passed', 'unknown'])).toBe('unknown')
    expect(gravest(['unknown', 'unsettled', 'passed'])).toBe('unsettled')
    expect(gravest(['unsettled', 'failed', 'unknown'])).toBe('failed')
    expect(gravest(['failed', 'not deterministic', 'unsettled'])).toBe('not deterministic')
  })

  it("of signals are the shell's", () => {
    expect([interruptedCode('SIGINT'), interruptedCode('SIGTERM')]).toEqual([130, 143])
  })
})

describe('a guess', () => {
  const names = ['edit-races-fill', 'cancel-races-fill', 'edit-twice', 'connects']

  it('names the nearest, nearest first', () => {
    expect(guess('edit-race-fill', names)).toBe(`; did you mean 'edit-races-fill'?`)
    expect(guess('edit', names)).toBe(`; did you mean 'edit-races-fill' or 'edit-twice'?`)
    expect(guess('conects', names)).toBe(`; did you mean 'connects'?`)
  })

  it('is not made when nothing is near', () => {
    expect(guess('zzzzzz', names)).toBe('')
  })
})

describe('the progress line', () => {
  const state = { total: 4, done: 1, what: 'a, branch 3', elapsedSeconds: 3.14159 }

  it('says how far the run has come, in one line of a narrow terminal', () => {
    expect(progressLine(state)).toBe('  █████░░░░░░░░░░░░░░░  1/4  3.1 s  a, branch 3')
    expect(progressLine({ ...state, what: 'x'.repeat(100) })).toHaveLength(79)
  })

  it('is drawn ten times a second at most, and taken away at the end', () => {
    const written: string[] = []
    const progress = terminalProgress((text) => written.push(text))
    progress.clear()
    for (const elapsedSeconds of [0, 0.05, 0.09, 0.11, 0.2]) progress.show({ ...state, elapsedSeconds })
    progress.clear()
    progress.clear()
    expect(written.map((text) => text.slice(0, 4))).toEqual(['\r  █', '\r  █', '\r\u001b[K'])
  })
})

describe('the list', () => {
  it('ends in the number of stories', () => {
    expect(listText([editRacesFill], plain).split('\n').slice(-3)).toEqual(['', '1 story', ''])
  })

  it('as a document tells what each story is about', () => {
    expect(listDocument([editRacesFill])).toEqual([
      {
        name: 'edit-races-fill',
        title: 'an edit races a fill',
        covers: ['RACE-06', 'RACE-07'],
        market: 'XMR/EUR',
        why: 'Whoever wins, the trader bought once.',
      },
    ])
  })
})
