/** Fractions are exact, and their texts are right to the digit. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  add,
  decimalText,
  divide,
  equals,
  fraction,
  fromExact,
  isAbove,
  isMultipleOf,
  isZero,
  multiply,
  parseDecimal,
  significantText,
  subtract,
  zero,
} from '../../sim/oracle/fraction.ts'
import { present } from '../../src/assert.ts'

const SCALE = 12
const ONE = 10n ** BigInt(SCALE)
const units = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })
const scaled = (value: bigint) => fraction(value, ONE)
const of = (text: string) => present(parseDecimal(text), `${text} is a plain decimal`)

describe('arithmetic agrees with scaled integers', () => {
  test('sums and differences', () => {
    fc.assert(
      fc.property(units, units, (one, other) => {
        expect(add(scaled(one), scaled(other))).toEqual(scaled(one + other))
        expect(subtract(scaled(one), scaled(other))).toEqual(scaled(one - other))
      }),
    )
  })

  test('products', () => {
    fc.assert(
      fc.property(units, units, (one, other) => {
        expect(multiply(scaled(one), scaled(other))).toEqual(fraction(one * other, ONE * ONE))
      }),
    )
  })

  test('a quotient times its divisor is the dividend', () => {
    fc.assert(
      fc.property(units, units, (one, other) => {
        fc.pre(other !== 0n)
        expect(multiply(divide(scaled(one), scaled(other)), scaled(other))).toEqual(scaled(one))
      }),
    )
  })

  test('order and zero', () => {
    fc.assert(
      fc.property(units, units, (one, other) => {
        expect(isAbove(scaled(one), scaled(other))).toBe(one > other)
        expect(equals(scaled(one), scaled(other))).toBe(one === other)
        expect(isZero(scaled(one))).toBe(one === 0n)
      }),
    )
  })

  test('multiples of a tick', () => {
    fc.assert(
      fc.property(units, fc.bigInt({ min: 1n, max: 10n ** 14n }), (value, tick) => {
        expect(isMultipleOf(scaled(value), scaled(tick))).toBe(value % tick === 0n)
      }),
    )
  })
})

test('a fraction is in lowest terms with a positive denominator, and none has a denominator of zero', () => {
  expect(fraction(6n, -4n)).toEqual({ numerator: -3n, denominator: 2n })
  expect(fraction(0n, -7n)).toEqual({ numerator: 0n, denominator: 1n })
  expect(() => fraction(1n, 0n)).toThrow('denominator of zero')
})

test('an exact amount of the truth keeps its value', () => {
  expect(fromExact({ units: 12345678901_12345678n, scale: 8 })).toEqual(of('12345678901.12345678'))
})

test('reading undoes printing', () => {
  fc.assert(
    fc.property(units, (value) => {
      expect(parseDecimal(decimalText(scaled(value)))).toEqual(scaled(value))
    }),
  )
})

test.each(['1e-7', '+1', '.5', '5.', 'NaN', '', '--1', '1_000', ' 1', '1,5', '0x10', 'Infinity'])(
  '%o is no plain decimal',
  (text) => {
    expect(parseDecimal(text)).toBeUndefined()
  },
)

test.each([
  ['0', '0'],
  ['-0.00', '0'],
  ['149.50', '149.5'],
  ['-0.00000001', '-0.00000001'],
  ['1000', '1000'],
  ['12345678901.12345678', '12345678901.12345678'],
])('%s is printed as %s', (text, printed) => {
  expect(decimalText(of(text))).toBe(printed)
})

test('a value that never ends as a decimal is printed with 24 significant digits', () => {
  expect(decimalText(fraction(1n, 3n))).toBe('0.333333333333333333333333')
  expect(decimalText(fraction(-2000n, 3n))).toBe('-666.666666666666666666667')
})

describe('significant digits', () => {
  test.each([
    ['2.5', 1, '2'],
    ['3.5', 1, '4'],
    ['-2.5', 1, '-2'],
    ['2.51', 1, '3'],
    ['0.00125', 2, '0.0012'],
    ['0.00135', 2, '0.0014'],
    ['9.96', 2, '10'],
    ['99999.5', 5, '100000'],
    ['123456', 3, '123000'],
    ['123500', 3, '124000'],
    ['122500', 3, '122000'],
    ['0', 3, '0'],
    ['1.10', 24, '1.1'],
  ])('%s to %i digits is %s', (text, digits, rounded) => {
    expect(significantText(of(text), digits)).toBe(rounded)
  })

  test('the text is the nearest of that many digits', () => {
    fc.assert(
      fc.property(
        units,
        fc.bigInt({ min: 1n, max: 10n ** 20n }),
        fc.integer({ min: 1, max: 30 }),
        (top, bottom, digits) => {
          const value = fraction(top, bottom)
          const text = significantText(value, digits)
          expect(text.replace(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '').length).toBeLessThanOrEqual(digits)
          if (isZero(value)) return
          const error = subtract(of(text), value)
          const size = equals(error, zero) || isAbove(error, zero) ? error : subtract(zero, error)
          const magnitude = isAbove(value, zero) ? value : subtract(zero, value)
          // Half a unit in the last place is at most half of 10^(1 − digits) of the value.
          expect(isAbove(multiply(size, fraction(2n * 10n ** BigInt(digits - 1))), magnitude)).toBe(false)
        },
      ),
    )
  })
})
