/** JSON as Kraken reads and writes it: a number is its text, in both directions, and never passes through a double. */
import { type Result, ok } from '../../src/result.ts'
import { readJson } from './json.ts'

/** What can be printed. A member that is undefined is left out. */
export type Json = string | number | boolean | null | JsonText | readonly Json[] | JsonObject
export type JsonObject = { readonly [member: string]: Json | undefined }

/** A piece of JSON that is printed as it stands: a number with all its digits, or something printed before. */
export type JsonText = { readonly kind: 'json-text'; readonly text: string }
export const jsonText = (text: string): JsonText => ({ kind: 'json-text', text })

export function printJson(value: Json): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (isList(value)) return `[${value.map(printJson).join(',')}]`
  if (isText(value)) return value.text
  let members = ''
  for (const name of Object.keys(value)) {
    const member = value[name]
    if (member === undefined) continue
    if (members !== '') members += ','
    members += `${quoted(name)}:${printJson(member)}`
  }
  return `{${members}}`
}

/** The same with its members by name, as Kraken prints its answers. */
export const byName = (message: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(message).sort(([one], [other]) => (one < other ? -1 : 1)))

/** The value, every number in it as a `ReadNumber`; or what is wrong with the text. */
export const readWire = (text: string): Result<unknown, string> =>
  readJson(text.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') ? token : `{"${MARK}":"${token}"}`)))

/** The members of an object; undefined for any other value. */
export const membersOf = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  isObject(value) && !(MARK_READ in value) ? value : undefined

/** The text of a number, as it was on the wire; undefined for any other value. */
export function numberText(value: unknown): string | undefined {
  const text = isObject(value) ? value[MARK_READ] : undefined
  return typeof text === 'string' ? text : undefined
}

/** The text of a string or of a number: Kraken takes either where it wants an amount. */
export const scalarText = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : numberText(value)

/**
 * Reads the object of texts that a request's body is. What lies in its lists and objects is named as in a form:
 * `orders[0][price]`. What is neither string, number nor boolean, or lies deeper than that, is left out.
 */
export function readTexts(text: string): Result<ReadonlyMap<string, string>, string> {
  const read = readWire(text)
  if (!read.ok) return read
  const texts = new Map<string, string>()
  const add = (name: string, value: unknown, depth: number): void => {
    const member = typeof value === 'boolean' ? String(value) : scalarText(value)
    if (member !== undefined) texts.set(name, member)
    else if (depth < DEEPEST) {
      for (const [inner, one] of partsOf(value)) add(`${name}[${inner}]`, one, depth + 1)
    }
  }
  for (const [name, value] of Object.entries(membersOf(read.value) ?? {})) add(name, value, 0)
  return ok(texts)
}

/** `orders[0][close][price]`: no request of Kraken's is nested further. */
const DEEPEST = 3
const partsOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  Object.entries(Array.isArray(value) ? { ...value } : (membersOf(value) ?? {}))

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
/** The one member of an object that stands for a number: a name that no peer uses by chance. */
const MARK_READ = '\u0000number'
const MARK = '\\u0000number'

const NEEDS_ESCAPE = /[^ !#-[\]-~]/
const quoted = (text: string): string => (NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`)
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isList = (value: JsonText | readonly Json[] | JsonObject): value is readonly Json[] => Array.isArray(value)
const isText = (value: JsonText | JsonObject): value is JsonText => value['kind'] === 'json-text'
