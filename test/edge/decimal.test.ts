/** Plain decimals compared and printed without floats. */
import { expect, test } from 'vitest'
import { exactDifference, exactOf, exactText, sameNumber } from '../../sim/edge/decimal.ts'

test.each([
  ['149.5', '149.50', true],
  ['0', '-0.000', true],
  ['0.1', '0.10000000000000000000000001', false],
  ['9007199254740993', '9007199254740992', false],
  ['-2', '2', false],
  ['1e3', '1000', false],
  ['nothing', 'nothing', false],
])('%s and %s are the same number: %s', (left, right, same) => {
  expect(sameNumber(left, right)).toBe(same)
})

test.each([
  [{ units: 14950n, scale: 2 }, '149.50'],
  [{ units: 5n, scale: 8 }, '0.00000005'],
  [{ units: -5n, scale: 1 }, '-0.5'],
  [{ units: 42n, scale: 0 }, '42'],
])('%o prints as %s and is read back', (exact, text) => {
  expect(exactText(exact)).toBe(text)
  expect(exactOf(text)).toEqual(exact)
})

test('a difference has the finer scale', () => {
  expect(exactDifference({ units: 2n, scale: 0 }, { units: 50n, scale: 2 })).toEqual({ units: 150n, scale: 2 })
})
