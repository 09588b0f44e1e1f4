/** The ledger file: Kraken's record of every trade and transfer, verbatim, one TOML table each, only ever added to. */
import type { RecordFields } from '../kraken/trade.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import { isTable, readToml, tomlKey, tomlString } from './toml.ts'

export type LedgerRecord = { readonly id: string; readonly fields: RecordFields }

/** The fields Kraken gives as numbers; all others are strings, so that no amount is ever a float. */
const NUMBER_FIELDS: ReadonlySet<string> = new Set(['time', 'trade_id'])

/** How a ledger begins that was made here. */
export const LEDGER_HEAD = "# Trades and rows of the account's ledger, each as Kraken recorded it.\n\n"

/**
 * The text without the record that a power failure left in part: there with its first bytes, or with its length and
 * none of them. Every text that is added here ends in a blank line, so what comes after the last one, or from the last
 * record's name on, was never whole. A file that somebody else has begun can end without one, and keeps all that reads.
 */
export function withoutTornRecord(text: string): string {
  const [whole = ''] = /^[\s\S]*\n\r?\n/.exec(text) ?? []
  const end = Math.max(whole.length, text.lastIndexOf('\n[') + 1)
  const rest = text.slice(end)
  const isNothing = /^(#.*\n|\s)*$/.test(rest)
  const isOurs = text.startsWith(LEDGER_HEAD) || LEDGER_HEAD.startsWith(text)
  return isNothing || (!isOurs && readToml(rest).ok) ? text : text.slice(0, end)
}

/** The text to add for these records. */
export function ledgerText(records: readonly LedgerRecord[]): string {
  return records.map(recordText).join('')
}

function recordText({ id, fields }: LedgerRecord): string {
  const lines = Object.entries(fields).map(
    ([name, text]) => `${tomlKey(name)} = ${NUMBER_FIELDS.has(name) ? text : tomlString(text)}\n`,
  )
  return `[${tomlKey(id)}]\n${lines.join('')}\n`
}

/** Fails with the place of what is not such a record. */
export function readLedger(text: string): Result<readonly LedgerRecord[], string> {
  const document = readToml(text)
  if (!document.ok) return document
  const records: LedgerRecord[] = []
  for (const [id, table] of document.value) {
    if (!isTable(table)) return fail(`entry ${id} is no table`)
    const fields: [string, string][] = []
    for (const [name, value] of table) {
      if (typeof value !== 'string') return fail(`entry ${id}, field ${name}: not a text or a number`)
      fields.push([name, value])
    }
    records.push({ id, fields: Object.fromEntries(fields) })
  }
  return ok(records)
}
