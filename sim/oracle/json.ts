/** Reads the JSON that crossed the wire, every number as the text it was written with. */

/** A JSON value whose numbers are texts: `1e-7` stays `1e-7`, `2.50` stays `2.50`. */
export type Json = string | boolean | null | readonly Json[] | JsonObject
export type JsonObject = { readonly [name: string]: Json }

/** Undefined for a text that is no JSON: a page of HTML, a frame cut short. */
export function readJson(text: string): Json | undefined {
  const quoted = text.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') ? token : `"${token}"`))
  // eslint-disable-next-line no-restricted-syntax -- JSON.parse says only by an exception that a text is no JSON.
  try {
    return JSON.parse(quoted) as Json
  } catch {
    return undefined
  }
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value)

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

/** The field when it is a text (or was a number); undefined otherwise, also when `value` is no object. */
export function textOf(value: Json | undefined, name: string): string | undefined {
  const field = fieldOf(value, name)
  return typeof field === 'string' ? field : undefined
}

export const fieldOf = (value: Json | undefined, name: string): Json | undefined =>
  isObject(value) ? value[name] : undefined

/** The names and values of an object; none when it is not one. */
export const entriesOf = (value: Json | undefined): readonly (readonly [string, Json])[] =>
  isObject(value) ? Object.entries(value) : []

/** The texts of a list, or the one that stands for it. */
export const textsOf = (value: Json | undefined): readonly string[] => {
  if (typeof value === 'string') return [value]
  return isList(value) ? value.filter((item) => typeof item === 'string') : []
}

/** A string literal, so that digits within it are left alone, or a number literal. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
