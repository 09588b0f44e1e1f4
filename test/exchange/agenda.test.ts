/** What is planned, against a plain list that is sorted each time. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAgenda } from '../../sim/exchange/agenda.ts'
import { instant } from '../../src/time.ts'

describe('an agenda', () => {
  it('gives the earliest first, of one moment the first planned, and nothing that is not wanted', () => {
    const plans = fc.array(fc.record({ at: fc.nat({ max: 9 }), isWanted: fc.boolean() }), { maxLength: 30 })
    fc.assert(
      fc.property(plans, fc.nat({ max: 10 }), (script, by) => {
        const agenda = createAgenda<number>((place) => script[place]?.isWanted === true)
        for (const [place, { at }] of script.entries()) agenda.plan(instant(at), place)
        const wanted = [...script.entries()]
          .filter(([, { isWanted }]) => isWanted)
          .sort(([, one], [, other]) => one.at - other.at)
        expect(agenda.next()).toBe(wanted[0]?.[1].at)
        const taken: number[] = []
        for (let next = agenda.take(instant(by)); next !== undefined; next = agenda.take(instant(by))) taken.push(next)
        expect(taken).toEqual(wanted.filter(([, { at }]) => at <= by).map(([place]) => place))
      }),
    )
  })
})
