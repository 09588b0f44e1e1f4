/** Every invariant sees something that no other one sees, or says why it stays. */
import { expect, test } from 'vitest'
import { INVARIANTS } from '../../sim/oracle/invariants.ts'
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

test('only an invariant is alone', () => {
  const claims = INVARIANTS.map(({ claim }) => claim)
  const strays = SPECIMENS.filter(({ caughtBy, isAlone }) => isAlone === true && !claims.includes(caughtBy))
  expect(strays.map(({ id }) => id)).toEqual([])
})
