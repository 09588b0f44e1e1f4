/** JSON as the adapter reads and writes it: numbers keep the digits they were written with. */
import type { Decimal } from '../money.ts'
import { isDecimal, withPoint } from '../money.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'

/** A JSON value whose numbers are texts: `66788.0` stays `66788.0`, a 64-bit id keeps its last digit. */
export type Json = string | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/** What can be written. A decimal becomes a number literal with all its digits; a `number` is an id or a count. */
export type Writable =
  string | number | boolean | Decimal | readonly Writable[] | { readonly [name: string]: Writable | undefined }

/** A member that is undefined is left out. */
export function writeJson(value: Writable): string {
  if (isDecimal(value)) return withPoint(value)
  if (typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(writeJson).join(',')}]`
  const members = Object.entries(value).flatMap(([name, member]) =>
    member === undefined ? [] : [`${JSON.stringify(name)}:${writeJson(member)}`],
  )
  return `{${members.join(',')}}`
}

const isList = (value: Writable): value is readonly Writable[] => Array.isArray(value)

/** A string literal, left alone, or a number literal, put between quotes. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** Fails on text that is no JSON, such as the HTML of a proxy. */
export function readJson(text: string): Result<Json, string> {
  const quoted = text.replace(STRING_OR_NUMBER, (literal) => (literal.startsWith('"') ? literal : `"${literal}"`))
  // eslint-disable-next-line no-restricted-syntax -- JSON.parse has no other way to say no; this is its only caller.
  try {
    return ok(JSON.parse(quoted) as Json)
  } catch {
    return fail(`not JSON: ${text.slice(0, 60)}`)
  }
}
