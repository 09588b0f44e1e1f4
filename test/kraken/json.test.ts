/** The JSON reader keeps every digit and breaks no string. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../../src/kraken/json.ts'
import { readJson } from '../../src/kraken/json.ts'

test('a number keeps the digits it was written with', () => {
  const read = readJson('{"a":66788.0,"b":[17000000000000000001,-0.00000001],"c":1e-8}')
  expect(read).toEqual({ ok: true, value: { a: '66788.0', b: ['17000000000000000001', '-0.00000001'], c: '1e-8' } })
})

test('digits and escaped quotes inside a string are left alone', () => {
  const text = 'a "quoted" 12.50 \\ and [1,2]'
  expect(readJson(JSON.stringify({ [text]: text }))).toEqual({ ok: true, value: { [text]: text } })
})

test('HTML is no JSON, and says so', () => {
  expect(readJson('<html>520</html>')).toEqual({ ok: false, error: 'not JSON: <html>520</html>' })
})

test('any JSON reads as itself with its numbers as texts', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(readJson(JSON.stringify(value))).toEqual({ ok: true, value: numbersAsTexts(value) })
    }),
  )
})

function numbersAsTexts(value: unknown): Json {
  if (typeof value === 'number') return JSON.stringify(value)
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map(numbersAsTexts)
  if (typeof value !== 'object') throw new Error('JSON has no such value')
  // As JSON.parse makes it: `__proto__` is a name like another.
  return JSON.parse(
    `{${Object.entries(value ?? {})
      .map(([name, part]) => `${JSON.stringify(name)}:${JSON.stringify(numbersAsTexts(part))}`)
      .join(',')}}`,
  ) as Json
}
