/** What a failure needs is found in few tries, and numbers get rounder until they are round. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { neededOf } from '../../sim/hunt/shrink/needed.ts'
import { PLAIN_WAY } from '../../sim/play/way.ts'
import { scenario, seconds, settle } from '../../sim/scenario.ts'
import { simplerRuns } from '../../sim/hunt/shrink/simpler.ts'
import { rounderDecimals, shorterWaits, smallerCounts } from '../../sim/hunt/shrink/rounder.ts'

function found(count: number, fails: (kept: ReadonlySet<number>) => boolean) {
  let tries = 0
  const searching = neededOf(
    Array.from({ length: count }, (_, index) => index),
    function* (kept) {
      yield
      tries += 1
      return fails(kept)
    },
  )
  for (let next = searching.next(); ; next = searching.next()) {
    if (next.done === true) return { needed: next.value, tries }
  }
}

describe('of what a failure needs', () => {
  const some = fc.uniqueArray(fc.nat(199), { maxLength: 6 })

  test('every item is found and no other, where a failure only grows', () => {
    fc.assert(
      fc.property(some, (guilty) => {
        const { needed, tries } = found(200, (kept) => guilty.every((item) => kept.has(item)))
        expect(needed).toEqual(guilty.toSorted((one, other) => one - other))
        expect(tries).toBeLessThanOrEqual(5 + 12 * guilty.length)
      }),
    )
  })

  test('what is left fails, where items undo each other', () => {
    fc.assert(
      fc.property(some, fc.array(fc.tuple(fc.nat(199), fc.nat(199)), { maxLength: 6 }), (guilty, undone) => {
        const fails = (kept: ReadonlySet<number>): boolean =>
          guilty.every((item) => kept.has(item)) && undone.every(([one, other]) => !kept.has(one) || kept.has(other))
        expect(fails(new Set(found(200, fails).needed))).toBe(true)
      }),
    )
  })
})

describe('rounder', () => {
  test.each([
    ['149.53', ['1', '100', '150', '149.5']],
    ['0.03400001', ['1', '0.03', '0.034', '0.034', '0.034', '0.034', '0.034']],
    ['2.00', ['1', '2']],
    ['1', []],
    ['0', []],
    ['-0.75', ['-1', '-0.8']],
    ['1000', ['1']],
    ['market', []],
  ])('than %s are %j', (text, rounder) => {
    expect(rounderDecimals(text)).toEqual([...new Set(rounder)])
  })

  test('numbers end in a round one, whichever of them is taken each time', () => {
    const decimal = fc
      .tuple(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.nat(9))
      .map(([whole, digits]) => `${whole}.${'3'.repeat(digits)}7`)
    fc.assert(
      fc.property(decimal, fc.nat(20), (start, which) => {
        let text: string | undefined = start
        for (let turns = 0; turns < 100 && text !== undefined; turns += 1) {
          const rounder = rounderDecimals(text)
          text = rounder[which % rounder.length]
        }
        expect(text).toBeUndefined()
      }),
    )
  })

  test('counts and waits only fall', () => {
    expect(smallerCounts(9, 1)).toEqual([1, 5])
    expect(smallerCounts(1, 1)).toEqual([])
    expect(shorterWaits(60)).toEqual([1, 30])
    expect(shorterWaits(2.5)).toEqual([1, 2])
    expect(shorterWaits(0.3)).toEqual([])
  })
})

test('two waits in a row are one as long as both', () => {
  const told = scenario('waits', {
    why: 'They add up.',
    covers: [],
    market: 'XMR/EUR',
    funds: {},
    story: [seconds(0.1), seconds(0.2), settle, seconds(5)],
    ending: {},
    visits: [],
  })
  const run = { scenario: told, seed: 1, way: PLAIN_WAY, releases: new Map() }
  const stories = simplerRuns(run).map(({ scenario: { story } }) => JSON.stringify(story))
  expect(stories).toContain(JSON.stringify([seconds(0.3), settle, seconds(5)]))
})
