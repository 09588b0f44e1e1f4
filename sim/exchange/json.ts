/** Reads JSON text that somebody else wrote: the one place of the exchange where an exception is caught. */
import { type Result, fail, ok } from '../../src/result.ts'

/** The value, of unknown shape, or what the parser said was wrong with the text. */
export function readJson(text: string): Result<unknown, string> {
  // eslint-disable-next-line no-restricted-syntax -- JSON.parse has no way but an exception to say that a text is no JSON
  try {
    const value: unknown = JSON.parse(text)
    return ok(value)
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}
