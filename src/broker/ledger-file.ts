/** The ledger file: Kraken's record of every trade and transfer, verbatim, one TOML table each, only ever added to. */
import type { RecordFields } from '../kraken/trade.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import { isTable, readToml, tomlKey, tomlString } from './toml.ts'

export type LedgerRecord = { readonly id: string; readonly fields: RecordFields }

/** The fields Kraken gives as numbers; all others are strings, so that no amount is ever a float. */
const NUMBER_FIELDS: ReadonlySet<string> = new Set(['time', 'trade_id'])

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
