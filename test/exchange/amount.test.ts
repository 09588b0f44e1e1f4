/** The exchange’s own arithmetic: scaled integers, their texts and their rounding. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimalText, divideRounded, readDecimal, rescale, rescaleUp, unitsAt } from '../../sim/exchange/amount.ts'

describe('amounts', () => {
  it('read and print the same text, at its own scale', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.nat(20), (units, scale) => {
        const read = readDecimal(decimalText(units, scale))
        expect(read && unitsAt(scale, read)).toBe(units)
      }),
    )
  })

  it.each(['', '.5', '5.', '1e5', '+1', '0x10', '1 ', '--1', '1.2.3', 'NaN', '1'.repeat(61)])(
    'refuse %j as no plain decimal',
    (text) => expect(readDecimal(text)).toBeUndefined(),
  )

  it('have no units at a scale that cannot hold them', () => {
    expect(unitsAt(1, { units: 125n, scale: 2 })).toBeUndefined()
    expect(unitsAt(2, { units: 125n, scale: 2 })).toBe(125n)
  })

  it.each([
    { units: 5n, from: 1, to: 0, nearest: 1n, up: 1n },
    { units: 4n, from: 1, to: 0, nearest: 0n, up: 1n },
    { units: 15n, from: 1, to: 0, nearest: 2n, up: 2n },
    { units: 25n, from: 1, to: 0, nearest: 3n, up: 3n },
    { units: 30n, from: 1, to: 0, nearest: 3n, up: 3n },
    { units: 3n, from: 0, to: 2, nearest: 300n, up: 300n },
  ])('of $units at scale $from are $nearest at scale $to, upwards $up', ({ units, from, to, nearest, up }) => {
    expect(rescale(units, { from, to })).toBe(nearest)
    expect(rescale(-units, { from, to })).toBe(-nearest)
    expect(rescaleUp(units, { from, to })).toBe(up)
  })

  it('round to within half a unit', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.bigInt(1n, 10n ** 10n), (numerator, denominator) => {
        const off = divideRounded({ numerator, denominator }) * denominator - numerator
        expect(2n * (off < 0n ? -off : off) <= denominator).toBe(true)
      }),
    )
  })
})
