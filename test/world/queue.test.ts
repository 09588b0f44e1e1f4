/** The queue of events, and the time they make. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { after, instant, micros } from '../../src/time.ts'
import { Queue } from '../../sim/world/queue.ts'
import { Timeline, WORLD_BEGINS } from '../../sim/world/timeline.ts'

const drained = (queue: Queue<number>): readonly (readonly [number, number])[] => {
  const taken: [number, number][] = []
  while (queue.size > 0) {
    const { at, event } = queue.take()
    taken.push([at, event])
  }
  return taken
}

test('events come in order of time, and of being added at one instant', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 }), (times) => {
      const queue = new Queue<number>()
      for (const [place, at] of times.entries()) queue.add(instant(at), place)
      const sorted = times.map((at, place) => [at, place] as const).sort((one, other) => one[0] - other[0])
      expect(drained(queue)).toEqual(sorted)
    }),
  )
})

test('the order holds when events are added between taking', () => {
  const queue = new Queue<number>()
  for (const at of [5, 3, 9]) queue.add(instant(at), at)
  expect(queue.take()).toMatchObject({ at: 3 })
  for (const at of [4, 9, 1]) queue.add(instant(at), at + 100)
  expect(drained(queue)).toEqual([
    [1, 101],
    [4, 104],
    [5, 5],
    [9, 9],
    [9, 109],
  ])
  expect(queue.nextAt).toBeUndefined()
})

test('what is performed can plan for the same instant and for later, never for earlier', () => {
  const timeline = new Timeline()
  const seen: string[] = []
  const at = (span: number) => after(WORLD_BEGINS, micros(span))
  timeline.message(at(10), () => {
    seen.push('first')
    timeline.message(timeline.now, () => seen.push('third'))
    timeline.message(at(20), () => seen.push('fourth'))
    expect(() => timeline.message(at(5), () => seen.push('never'))).toThrow('nothing is due in the past')
  })
  timeline.message(at(10), () => seen.push('second'))
  while (timeline.nextAt !== undefined) timeline.step()
  expect(seen).toEqual(['first', 'second', 'third', 'fourth'])
  expect(timeline.now).toBe(at(20))
})

test('a loop in which time stands still is a broken claim', () => {
  const timeline = new Timeline()
  const again = (): void => timeline.message(timeline.now, again)
  again()
  const run = (): void => {
    for (;;) timeline.step()
  }
  expect(run).toThrow('time goes on')
})

test('time passes over no event and does not run backwards', () => {
  const timeline = new Timeline()
  timeline.background(after(WORLD_BEGINS, micros(5)), () => undefined)
  expect(() => timeline.advance(after(WORLD_BEGINS, micros(6)))).toThrow('no event is passed over')
  timeline.advance(after(WORLD_BEGINS, micros(5)))
  expect(() => timeline.advance(WORLD_BEGINS)).toThrow('time does not run backwards')
})
