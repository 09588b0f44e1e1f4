/** Chance: named, independent of what else is picked, and complete where every path is played. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { composite, everyPath, nextScript, scripted, seeded } from '../../sim/world/chance.ts'

const draws = (label: string, count: number): number[] => {
  const chance = seeded('7')
  return Array.from({ length: 6 }, () => chance.pick(label, count))
}

describe('seeded', () => {
  test('draws the same numbers on every machine and in every version', () => {
    expect(draws('delay/ws/ack', 56)).toEqual(GOLDEN_ACK)
    expect(draws('delay/ws/openOrders', 56)).toEqual(GOLDEN_ORDERS)
  })

  test('a label’s luck does not depend on what other labels draw', () => {
    const alone = draws('delay/ws/ack', 1000)
    const among = seeded('7')
    const mixed = alone.map(() => {
      among.pick('delay/http/up', 3)
      return among.pick('delay/ws/ack', 1000)
    })
    expect(mixed).toEqual(alone)
  })

  test('one alternative draws nothing', () => {
    const chance = seeded('7')
    expect(chance.pick('delay/ws/ack', 1)).toBe(0)
    expect(chance.pick('delay/ws/ack', 56)).toBe(GOLDEN_ACK[0])
  })

  test('picks lie in the range and reach all of it', () => {
    const chance = seeded('a')
    const picks = Array.from({ length: 400 }, () => chance.pick('delay/x', 4))
    expect(new Set(picks)).toEqual(new Set([0, 1, 2, 3]))
  })

  test('nothing to pick from is a bug of ours', () => {
    expect(() => seeded('7').pick('x', 0)).toThrow('broken claim')
    expect(() => scripted([]).pick('x', 1.5)).toThrow('broken claim')
  })
})

describe('every path', () => {
  test('plays all combinations once, also where a pick decides what is picked next', () => {
    const played: string[] = []
    for (const chance of everyPath(100)) {
      const first = chance.pick('a', 3)
      const second = first === 1 ? chance.pick('b', 2) : 0
      chance.pick('alone', 1)
      const third = chance.pick('c', 2)
      played.push(`${first}${second}${third}`)
    }
    expect(played).toEqual(['000', '001', '100', '101', '110', '111', '200', '201'])
  })

  test('stops at the bound and says that it did', () => {
    const paths = everyPath(3)
    const taken: number[] = []
    for (let step = paths.next(); ; step = paths.next()) {
      if (step.done === true) {
        expect(step.value).toEqual({ complete: false })
        break
      }
      taken.push(step.value.pick('a', 5))
    }
    expect(taken).toEqual([0, 1, 2])
  })

  test('as many paths as the product of the counts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 4 }), (counts) => {
        const played = new Set<string>()
        let plays = 0
        for (const chance of everyPath(1000)) {
          plays += 1
          played.add(counts.map((count) => chance.pick('x', count)).join())
        }
        const product = counts.reduce((so, count) => so * count, 1)
        expect([plays, played.size]).toEqual([product, product])
      }),
    )
  })
})

describe('scripted', () => {
  test('replays a list and keeps what was taken', () => {
    const chance = scripted([1, 0, 2])
    expect([chance.pick('a', 2), chance.pick('b', 3), chance.pick('c', 3), chance.pick('d', 9)]).toEqual([1, 0, 2, 0])
    expect(chance.taken.map(({ label, pick }) => `${label}${pick}`)).toEqual(['a1', 'b0', 'c2', 'd0'])
    expect(chance.misfit()).toBeUndefined()
    expect(nextScript(chance.taken)).toEqual([1, 0, 2, 1])
  })

  test('names the first pick that is not among the alternatives', () => {
    const chance = scripted([0, 7, 9])
    for (const label of ['a', 'story/race/1', 'c']) chance.pick(label, 2)
    expect(chance.misfit()).toBe('pick 2 is 7, where story/race/1 has 2 alternatives')
  })

  test('the last branch has none after it', () => {
    const chance = scripted([1, 1])
    chance.pick('a', 2)
    chance.pick('b', 2)
    expect(nextScript(chance.taken)).toBeUndefined()
  })
})

test('story labels go to the story’s maker, all others to the weather', () => {
  const [story, weather] = [scripted([1]), scripted([2])]
  const chance = composite({ story, weather })
  expect([chance.pick('delay/x', 3), chance.pick('story/race/1', 3)]).toEqual([2, 1])
})

const GOLDEN_ACK = [37, 34, 30, 35, 36, 2]
const GOLDEN_ORDERS = [30, 28, 28, 47, 53, 38]
