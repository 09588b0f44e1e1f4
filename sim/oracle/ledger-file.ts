/** Reads the ledger file for itself: Kraken's records by id, every field as its text. */
import { type Result, fail, ok } from '../../src/result.ts'
import { isTable, readToml, scalarText } from './toml.ts'

export type LedgerFile = ReadonlyMap<string, LedgerRecord>
/** Field by name; a number as its digits, a truth value as `true` or `false`. */
export type LedgerRecord = ReadonlyMap<string, string>

/** Fails on what is not TOML (a record there twice is not) and on anything but one table an id. */
export function readLedgerFile(text: string): Result<LedgerFile, string> {
  const document = readToml(text)
  if (!document.ok) return document
  const records = new Map<string, LedgerRecord>()
  for (const [id, table] of document.value) {
    if (!isTable(table)) return fail(`${id} is no table`)
    const fields = new Map<string, string>()
    for (const [name, value] of table) {
      const field = typeof value === 'boolean' ? String(value) : scalarText(value)
      if (field !== undefined) fields.set(name, field)
    }
    records.set(id, fields)
  }
  return ok(records)
}
