/** Playing all branches: twice each, by path, within a bound; and what becomes of what goes wrong. */
import { describe, expect, test } from 'vitest'
import { since } from '../../src/time.ts'
import { always, inTheEnd } from '../../sim/oracle/invariant.ts'
import type { Outcome } from '../../sim/play/outcome.ts'
import { MOST_BRANCHES, type PlayOptions, playBranches } from '../../sim/play/play.ts'
import { summarise } from '../../sim/play/verdict.ts'
import { connected, either, race, seconds, settle, stranger, trader } from '../../sim/scenario.ts'
import { toyBroker, toyExchange } from '../world/toys.ts'
import { told } from './tell.ts'

const toys = { seed: 1, broker: () => toyBroker(), exchange: () => toyExchange(), invariants: [] }
const buy = trader.buys('2 XMR at 1', { as: 'a' })
const sell = stranger.sells('1 XMR at market')

function played(named: ReturnType<typeof told>, options: Partial<PlayOptions> = {}) {
  const branches = playBranches(named, { ...toys, ...options })
  const outcomes: Outcome[] = []
  for (;;) {
    const next = branches.next()
    if (next.done === true) return { outcomes, end: next.value }
    outcomes.push(next.value)
  }
}
const first = (named: ReturnType<typeof told>, options: Partial<PlayOptions> = {}): Outcome => {
  const [outcome] = played(named, options).outcomes
  if (outcome === undefined) throw new Error('a branch was played')
  return outcome
}

describe('determinism', () => {
  const story = told([connected, buy, sell, settle])

  test('the same seed gives the same hash, another seed another run', () => {
    expect(first(story).hash).toMatch(/^[0-9a-f]{64}$/)
    expect(first(story).hash).toBe(first(story).hash)
    const hashes = [1, 2, 3, 4, 5].map((seed) => first(story, { seed }).hash)
    expect(new Set(hashes).size).toBe(5)
  })

  test('a machine that remembers an earlier run is found out, with the first event that differs', () => {
    let runs = 0
    const broker = () => {
      runs += 1
      const detail = `run ${runs}`
      return toyBroker((input) =>
        input.kind === 'socket-opened' ? [{ kind: 'note', note: { name: 'ready', detail } }] : [],
      )
    }
    const { verdict, failures } = first(story, { broker })
    expect(verdict).toBe('not deterministic')
    expect(failures).toHaveLength(1)
    expect(failures[0]?.sentence).toMatch(/^event \d+, [a-z-]+, was .*"run 1".* and then .*"run 2"/)
  })
})

describe('what goes wrong', () => {
  test('a broken claim of a machine fails the branch, and the trace so far is kept', () => {
    const broker = () =>
      toyBroker((input) => {
        if (input.kind === 'ems-requested') throw new Error('broken claim: all is well')
        return []
      })
    const { verdict, failures, trace } = first(told([connected, buy, settle]), { broker })
    expect(verdict).toBe('failed')
    expect(failures).toMatchObject([
      { claim: 'no machine breaks a claim of its own', sentence: 'broken claim: all is well' },
    ])
    expect(trace.at(-1)?.kind).toBe('ems-requested')
  })

  test('an invariant broken on the way is told with its time, before what is wrong in the end', () => {
    const noTrade = always('nobody trades', () => ({ truth }) => ({
      looked: true,
      violations: truth.trades.map(({ id }) => `${id} happened`),
    }))
    const noFile = inTheEnd('nothing is written', ({ files }) => ({
      looked: true,
      violations: files.ledger === undefined ? [] : ['there is a ledger'],
    }))
    const story = told([connected, seconds(3), sell, settle], { ending: { fills: 1 } })
    const { verdict, failures, startedAt } = first(story, { invariants: [noFile, noTrade] })
    expect(verdict).toBe('failed')
    expect(failures.map(({ claim, sentence }) => [claim, sentence])).toEqual([
      ['nobody trades', 'T1 happened'],
      ['nothing is written', 'there is a ledger'],
      ['the ending', 'fills: expected 1, the trader was told of 0'],
    ])
    const [early, late] = failures.map(({ at }) => since({ from: startedAt, to: at }))
    expect(early).toBeLessThan(late ?? 0)
    expect(first(story, { invariants: [noFile, noTrade], until: 2 }).verdict).toBe('passed')
    expect(first(story, { invariants: [noFile, noTrade], until: 5 }).failures).toHaveLength(1)
  })

  test('a run that breaks a claim at every event keeps the first fifty', () => {
    let count = 0
    const never = always('never', () => () => ({ looked: true, violations: [`no ${(count += 1)}`, `nor ${count}`] }))
    const steps = Array.from({ length: 40 }, (_, place) => trader.buys('1 XMR at 1', { as: `a${place}` }))
    expect(first(told([connected, ...steps, settle]), { invariants: [never] }).failures).toHaveLength(50)
  })
})

describe('paths', () => {
  const story = told([connected, either(seconds(1), seconds(2)), race(buy, sell), settle])

  test('every branch in the order of the paths, and how many there were', () => {
    const { outcomes, end } = played(story)
    expect(outcomes.map(({ path }) => path)).toEqual(['0.0', '0.1', '1.0', '1.1'])
    expect(end).toEqual({ ok: true, value: 4 })
  })

  test('one path alone plays as it did among all', () => {
    const all = played(story).outcomes
    for (const { path, hash } of all) {
      const { outcomes, end } = played(story, { path })
      expect(outcomes.map((outcome) => [outcome.path, outcome.hash])).toEqual([[path, hash]])
      expect(end).toEqual({ ok: true, value: 1 })
    }
    expect(played(told([connected]), { path: '-' }).outcomes.map(({ path }) => path)).toEqual(['-'])
  })

  test.each([
    ['1.7', 'impossible-path', 'small has no path 1.7: pick 2 is 7, where story/race/1 has 2 alternatives.'],
    ['1', 'impossible-path', 'small has no path 1: there are 2 picks in it, not 1.'],
    ['-', 'impossible-path', 'small has no path -: there are 2 picks in it, not 0.'],
    ['0.0.0', 'impossible-path', 'small has no path 0.0.0: there are 2 picks in it, not 3.'],
    ['a', 'malformed-path', 'A path is whole numbers joined by dots, or -, not "a".'],
    ['1.-1', 'malformed-path', 'A path is whole numbers joined by dots, or -, not "1.-1".'],
    ['', 'malformed-path', 'A path is whole numbers joined by dots, or -, not "".'],
  ])('path %s cannot be played', (path, kind, sentence) => {
    expect(played(story, { path })).toEqual({ outcomes: [], end: { ok: false, error: { kind, sentence } } })
  })

  test('a story with too many branches fails in the last that is played', () => {
    const eithers = Array.from({ length: 11 }, () => either([], []))
    const { outcomes, end } = played(told(eithers))
    expect(end).toEqual({ ok: true, value: MOST_BRANCHES })
    expect(outcomes.map(({ verdict }) => verdict).indexOf('failed')).toBe(MOST_BRANCHES - 1)
    expect(outcomes.at(-1)?.failures[0]?.claim).toBe('a story has at most 2000 branches')
  })
})

describe('the verdict on a scenario', () => {
  const passed = first(told([connected]))
  const named = told([connected], { visits: ['ready', 'reconnected'] })

  test('is the worst of its branches', () => {
    const verdicts = (...all: readonly Outcome['verdict'][]) =>
      summarise(
        told([]),
        all.map((verdict) => ({ ...passed, verdict })),
      ).verdict
    expect(verdicts('passed', 'passed')).toBe('passed')
    expect(verdicts('passed', 'not deterministic', 'passed')).toBe('not deterministic')
    expect(verdicts('not deterministic', 'unsettled')).toBe('unsettled')
    expect(verdicts('unsettled', 'failed', 'passed')).toBe('failed')
  })

  test('is unknown when a note was made in no branch, which is named', () => {
    const visiting = (...names: readonly ('ready' | 'reconnected')[]): Outcome => ({
      ...passed,
      visited: new Set(names),
    })
    expect(summarise(named, [visiting('ready'), visiting()])).toEqual({
      verdict: 'unknown',
      reason: 'no branch made the note "reconnected"',
    })
    expect(summarise(named, [visiting('ready'), visiting('reconnected')])).toEqual({ verdict: 'passed' })
    expect(summarise(named, [{ ...visiting(), verdict: 'failed' }])).toEqual({ verdict: 'failed' })
  })

  test('is unknown when nothing was played', () => {
    expect(summarise(told([]), [])).toEqual({ verdict: 'unknown', reason: 'no branch was played' })
  })
})

test('notes the broker made are visited', () => {
  const broker = () =>
    toyBroker((input) => (input.kind === 'started' ? [{ kind: 'note', note: { name: 'ready' } }] : []))
  expect([...first(told([connected]), { broker }).visited]).toEqual(['ready'])
})
