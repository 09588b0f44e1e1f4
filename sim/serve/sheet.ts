/** The configuration files of a served Kraken: TOML, whose mistakes are told by file and place. */
import type { z } from 'zod'
import { type Toml, isTable, readToml } from '../../src/broker/toml.ts'
import { type Result, fail, ok } from '../../src/result.ts'

/** What a TOML value is to a schema: every scalar is its text, and an array of tables an array. */
type Plain = string | readonly Plain[] | { readonly [name: string]: Plain }

/** `file`: its name, for the sentence. */
export function readSheet<Value>(
  text: string,
  { file, shape }: { readonly file: string; readonly shape: z.ZodType<Value> },
): Result<Value, string> {
  const read = readToml(text)
  if (!read.ok) return fail(`${file} is no TOML: ${read.error}`)
  const checked = shape.safeParse(plain(read.value))
  return checked.success ? ok(checked.data) : fail(`${file}: ${firstIssue(checked.error)}`)
}

/** Where, and what is wrong there. */
export function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues
  if (issue === undefined) return 'something in it is not understood'
  const place = issue.path.map((part) => (typeof part === 'number' ? String(part + 1) : String(part))).join('.')
  return place === '' ? issue.message : `${place}: ${issue.message}`
}

function plain(value: Toml): Plain {
  if (!isTable(value)) return typeof value === 'string' ? value : value.map(plain)
  const entries = [...value].map(([name, inner]) => [name, plain(inner)] as const)
  const isList = entries.length > 0 && entries.every(([name], place) => name === String(place))
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
}
