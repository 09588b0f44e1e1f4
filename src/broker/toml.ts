/** TOML as the broker reads and writes it: numbers by their own digits, never through a double. */
import type { AST } from 'toml-eslint-parser'
import { ParseError, parseTOML } from 'toml-eslint-parser'
import { unreachable } from '../assert.ts'
import { withPoint } from '../money.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'

/** Scalars are their texts: a string's content, a number's digits as written. */
export type Toml = string | readonly Toml[] | TomlTable
export type TomlTable = ReadonlyMap<string, Toml>

export const isTable = (value: Toml | undefined): value is TomlTable => value instanceof Map

// ---- reading

/** Fails with the line and column of what is no TOML. */
export function readToml(text: string): Result<TomlTable, string> {
  const parsed = parse(text)
  if (!parsed.ok) return parsed
  const root: Building = new Map()
  for (const node of parsed.value) {
    if (node.type === 'TOMLKeyValue') put(root, node.key, valueOf(node.value, text))
    else fill(tableAt(root, node.resolvedKey), node.body, text)
  }
  return ok(root)
}

/** One table, or one entry before the first table, as it stands in the text, with the comments above it. */
export type Section = { readonly path: readonly string[]; readonly text: string }

/** The text cut into sections, none of it lost but what follows the last. Fails as `readToml` does. */
export function readSections(text: string): Result<readonly Section[], string> {
  const parsed = parse(text)
  if (!parsed.ok) return parsed
  let from = 0
  const sections = parsed.value.map((node) => {
    const path = node.type === 'TOMLKeyValue' ? namesOf(node.key) : node.resolvedKey.map(String)
    const section = { path, text: text.slice(from, node.range[1]) }
    from = node.range[1]
    return section
  })
  return ok(sections)
}

function parse(text: string): Result<readonly (AST.TOMLKeyValue | AST.TOMLTable)[], string> {
  // eslint-disable-next-line no-restricted-syntax -- The parser has no other way to say no; this is its only caller.
  try {
    return ok(parseTOML(text).body[0].body)
  } catch (problem) {
    if (!(problem instanceof ParseError)) throw problem
    return fail(`line ${problem.lineNumber}, column ${problem.column + 1}: ${problem.message}`)
  }
}

const namesOf = (key: AST.TOMLKey): string[] =>
  key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value))

type Building = Map<string, Toml>

function fill(table: Building, entries: readonly AST.TOMLKeyValue[], text: string): void {
  for (const entry of entries) put(table, entry.key, valueOf(entry.value, text))
}

function put(table: Building, key: AST.TOMLKey, value: Toml): void {
  const names = namesOf(key)
  const last = names.pop()
  if (last !== undefined) tableAt(table, names).set(last, value)
}

/** Walks down, making tables on the way; an array of tables is a table whose keys are its indexes. */
function tableAt(root: Building, path: readonly (string | number)[]): Building {
  let table = root
  for (const part of path) {
    const name = String(part)
    const next = table.get(name)
    const child: Building = isBuilding(next) ? next : new Map<string, Toml>()
    table.set(name, child)
    table = child
  }
  return table
}

/** Every table here was made here, so it may be added to. */
const isBuilding = (value: Toml | undefined): value is Building => value instanceof Map

function valueOf(node: AST.TOMLContentNode, text: string): Toml {
  switch (node.type) {
    case 'TOMLValue':
      return node.kind === 'string' ? node.value : text.slice(node.range[0], node.range[1]).replaceAll('_', '')
    case 'TOMLArray':
      return node.elements.map((element) => valueOf(element, text))
    case 'TOMLInlineTable': {
      const table: Building = new Map()
      fill(table, node.body, text)
      return table
    }
    default:
      return unreachable(node)
  }
}

// ---- writing

/** `"spot"`: a basic string. */
export const tomlString = (text: string): string => JSON.stringify(text).replaceAll('\u007f', '\\u007f')

/** A float literal with every digit. */
export const tomlNumber = withPoint

const BARE_KEY = /^[A-Za-z0-9_-]+$/
export const tomlKey = (name: string): string => (BARE_KEY.test(name) ? name : tomlString(name))
