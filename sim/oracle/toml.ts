/** Reads the TOML that the broker wrote, every number as the text it was written with. */
import TomlParser from '@iarna/toml/lib/toml-parser.js'
import { type Result, fail, ok } from '../../src/result.ts'

export type Toml = string | boolean | TomlNumber | TomlOther | readonly Toml[] | TomlTable
export type TomlTable = ReadonlyMap<string, Toml>
/** `104.302700000000000000001` with all its digits. */
export type TomlNumber = { readonly kind: 'number'; readonly text: string }
/** A date, an infinity: what no file of ours holds. */
export type TomlOther = { readonly kind: 'other'; readonly text: string }

/**
 * The document's top table. Fails on text that is not TOML to @iarna/toml, and on a key that every object has
 * already (`constructor`): given one, the library writes into the global it finds there.
 */
export function readToml(text: string): Result<TomlTable, string> {
  // eslint-disable-next-line no-restricted-syntax -- the parser says only by an exception that a text is no TOML.
  try {
    const parser = digitKeepingParser()
    parser.parse(text)
    return ok(tableOf(parser.finish()))
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}

export const isTable = (value: Toml | undefined): value is TomlTable => value instanceof Map

/** A string, or the digits of a number; undefined for anything else. */
export function scalarText(value: Toml | undefined): string | undefined {
  if (typeof value === 'string') return value
  return digitsOf(value)
}

/** The digits of a number; undefined for anything else. */
export const digitsOf = (value: Toml | undefined): string | undefined =>
  typeof value === 'object' && 'kind' in value && value.kind === 'number' ? value.text : undefined

/** The library's parser, with numbers that remember their text and with keys that are looked at first. */
function digitKeepingParser(): TomlParser {
  const parser = new TomlParser()
  const { returnNow, parseTableMore, parseListMore, recordAssignKeyword } = parser
  parser.returnNow = (value) => {
    if (isBoxedNumber(value)) keepDigits(value, parser.state.buf)
    return returnNow.call(parser, value)
  }
  parser.parseTableMore = (key) => parseTableMore.call(parser, safe(key))
  parser.parseListMore = (key) => parseListMore.call(parser, safe(key))
  parser.recordAssignKeyword = (key) => recordAssignKeyword.call(parser, safe(key))
  return parser
}

function safe(key: string): string {
  // eslint-disable-next-line no-restricted-syntax -- the only way out of the library's parser; `readToml` catches it.
  if (key in Object.prototype) throw new Error(`the key '${key}' is refused`)
  return key
}

/** Numbers travel boxed through the parser and are unboxed, by `valueOf`, where they are stored. */
const isBoxedNumber = (value: unknown): value is object =>
  value instanceof Number || (typeof value === 'object' && value !== null && typeof value.valueOf() === 'bigint')

function keepDigits(boxed: object, text: string): void {
  Object.defineProperty(boxed, 'valueOf', { value: () => new Digits(text) })
}

/** A number in the parser's hands: a class, so that no table of the document can be taken for one. */
class Digits {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

function tableOf(value: unknown): TomlTable {
  return new Map(Object.entries(value ?? {}).map(([key, entry]: [string, unknown]) => [key, tomlOf(entry)]))
}

function tomlOf(value: unknown): Toml {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (value instanceof Digits) return { kind: 'number', text: value.text }
  if (Array.isArray(value)) return value.map(tomlOf)
  if (typeof value !== 'object' || value === null || value instanceof Date)
    return { kind: 'other', text: String(value) }
  return tableOf(value)
}
