/** The one reader of JSON in the adapter: numbers keep the digits they were written with. */
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'

/** A JSON value whose numbers are texts: `66788.0` stays `66788.0`, a 64-bit id keeps its last digit. */
export type Json = string | boolean | null | readonly Json[] | { readonly [name: string]: Json }

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
