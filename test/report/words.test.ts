/** Numbers and times as a report prints them. */
import { describe, expect, it } from 'vitest'
import { amount, price, secondsText } from '../../sim/report/words.ts'
import { at } from './made.ts'

describe('a printed number', () => {
  it.each([
    ['2.00000000', '2'],
    ['0.02100000', '0.021'],
    ['100', '100'],
    ['-1.50', '-1.5'],
    ['nothing', 'nothing'],
  ])('as an amount: %s is %s', (text, shown) => {
    expect(amount(text)).toBe(shown)
  })

  it.each([
    ['149.50000', '149.50'],
    ['149.5', '149.50'],
    ['0.00001230', '0.0000123'],
    ['150.000', '150.00'],
    ['4200000', '4200000'],
    ['1890.36995', '1890.36995'],
  ])('as a price: %s is %s', (text, shown) => {
    expect(price(text)).toBe(shown)
  })

  it('as a time has three decimals', () => {
    expect(secondsText({ from: at(0), to: at(1.0804) })).toBe('1.080')
  })
})
