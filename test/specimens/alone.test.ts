/** Every invariant sees something that no other one sees, or says why it stays. */
import { expect, test } from 'vitest'
import { INVARIANTS } from '../../sim/oracle/invariants.ts'
import type { BrokerFactory } from '../../sim/play/cast.ts'
import plainOrderLife from '../../scenarios/plain-order-life.ts'
import { createBroker } from '../../src/broker/broker.ts'
import type { Specimen } from '../../sim/specimens/specimens.ts'
import { tryOut } from '../../sim/specimens/trial.ts'
import { SPECIMENS } from '../../sim/specimens/catalogue.ts'

/** That it is alone is tried out with the specimens themselves. */
const aloneFor = (claim: string): readonly string[] =>
  SPECIMENS.flatMap(({ id, caughtBy, isAlone }) => (caughtBy === claim && isAlone === true ? [id] : []))

test.each(INVARIANTS)('$claim', ({ claim, stays }) => {
  const specimens = aloneFor(claim)
  expect(
    specimens.length > 0 || stays !== undefined,
    'no specimen is caught by it alone, and nothing says why it stays',
  ).toBe(true)
  expect(specimens.length > 0 && stays !== undefined, 'it stays for its specimens, and needs no other reason').toBe(
    false,
  )
})

test('what another invariant sees too is not caught by one alone', () => {
  /** Tells no fill. */
  const broken: BrokerFactory = (config) => {
    const honest = createBroker(config)
    return {
      pending: () => honest.pending(),
      handle: (now, input) =>
        honest
          .handle(now, input)
          .filter((effect) => effect.kind !== 'ems-event' || effect.event.kind !== 'BrokerdFill'),
    }
  }
  const [specimen] = SPECIMENS
  const silent = { ...(specimen as Specimen), way: {}, caughtBy: 'every fill is told' }
  const stories = [{ name: 'plain-order-life', file: '', scenario: plainOrderLife }]
  expect(tryOut(silent, stories, broken).kind).toBe('caught')
  expect(tryOut({ ...silent, isAlone: true }, stories, broken)).toEqual({
    kind: 'survived',
    why: "its claim is to be the only one that breaks, and so did 'an ending comes after the fills that it counts'",
  })
})

test('only an invariant is alone', () => {
  const claims = INVARIANTS.map(({ claim }) => claim)
  const strays = SPECIMENS.filter(({ caughtBy, isAlone }) => isAlone === true && !claims.includes(caughtBy))
  expect(strays.map(({ id }) => id)).toEqual([])
})
