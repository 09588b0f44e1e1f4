/** The broker's machine is struck at every moment of a story, and the net is seen to catch a broker that minds. */
import { afterAll, describe, expect, test } from 'vitest'
import { STORIES, findStories } from '../../sim/cli/stories.ts'
import { type Crashes, type CrashOptions, crashEverywhere } from '../../sim/hunt/crashes/crashes.ts'
import { strikesIn } from '../../sim/hunt/crashes/points.ts'
import { companyOf, playTold } from '../../sim/hunt/shrink/run.ts'
import { PLAIN_WAY } from '../../sim/play/way.ts'
import { openShelf } from './broken.ts'

const SLOW = 120_000
const shelf = openShelf()
afterAll(() => shelf.clear())

async function crashed(name: string, options: Partial<CrashOptions>): Promise<Crashes> {
  const found = await findStories([name], STORIES)
  const [story] = found.ok ? found.value : []
  if (story === undefined) throw new Error(`there is no story ${name}`)
  const crashing = crashEverywhere(story, { seed: 1, way: {}, least: 1, ...options })
  for (let next = crashing.next(); ; next = crashing.next()) if (next.done === true) return next.value
}

test('every event, effect, system call with each of its remains, and write is a strike', () => {
  const strikes = strikesIn({ events: 3, effects: 2, syscalls: 5, writes: 1 })
  expect(strikes).toHaveLength(3 + 2 + 5 * 4 + 1)
  expect(new Set(strikes.map((strike) => JSON.stringify(strike))).size).toBe(strikes.length)
})

describe('of these stories, every twentieth strike leaves the truth', () => {
  test.each([
    'edit-races-fill',
    'cancel-races-partial-fill',
    'withdrawals-that-end-otherwise',
    'fills-during-an-outage',
    'flip-in-slices-of-one-instant',
    'positions-on-exit',
  ])(
    '%s',
    async (name) => {
      const { violations, strikes, points, isComplete } = await crashed(name, { every: 20 })
      expect(violations.map(({ strike, claim, sentence }) => ({ strike, claim, sentence }))).toEqual([])
      expect(isComplete).toBe(true)
      expect(strikes).toBeGreaterThanOrEqual(10)
      // Hardly any two strikes come to the same run.
      expect(points).toBeGreaterThan(strikes * 0.8)
    },
    SLOW,
  )
})

test(
  'a broker that goes on after half a record is caught, and the story of it fails when it is played',
  async () => {
    const { broker } = await shelf.load('goes-on-after-half-a-record')
    const { violations } = await crashed('plain-order-life', { way: PLAIN_WAY, company: { broker }, every: 3 })
    const [first] = violations
    if (first === undefined) throw new Error('nothing was found')
    expect(new Set(violations.map(({ strike }) => strike.after.of))).toEqual(new Set(['syscalls']))
    expect(first.sentence).toContain('the ledger file cannot be read')
    const { outcome } = playTold(first, companyOf({ broker }))
    expect(outcome.failures[0]?.sentence).toBe(first.sentence)
    expect(playTold(first, companyOf()).outcome.failures).toEqual([])
  },
  SLOW,
)

test('other luck is tried where a story has too few points', async () => {
  const one = await crashed('plain-order-life', { every: 200, least: 1 })
  const more = await crashed('plain-order-life', { every: 200, least: one.points + 1 })
  expect(more.branches).toBeGreaterThan(one.branches)
  expect(more.points).toBeGreaterThan(one.points)
})

test('it ends when it is to end', async () => {
  let asked = 0
  const { isComplete, strikes } = await crashed('plain-order-life', { isOver: () => (asked += 1) > 3 })
  expect({ isComplete, strikes }).toEqual({ isComplete: false, strikes: 3 })
})
