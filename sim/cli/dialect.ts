/** The option that says which of Kraken's WebSockets the broker speaks. */
import { DIALECTS, type DialectName } from '../../src/kraken/dialects.ts'
import { fail, ok } from '../../src/result.ts'
import type { Given, Option, Read } from './command.ts'

export const DIALECT_OPTION: Option = { example: '--dialect v2' }

/** Undefined when nothing was said. */
export function readDialect(values: Given['values']): Read<DialectName | undefined> {
  const given = values.get('dialect')
  const dialect = DIALECTS.find((name) => name === given)
  if (dialect === undefined && given !== undefined) {
    return fail(`--dialect takes one of ${DIALECTS.join(', ')}, not '${given}'`)
  }
  return ok(dialect)
}
