/** What the operating system says when something cannot be done. */
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'

/** Its own word, such as ENOSPC. */
export function systemWord(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}

/** Does it, or fails with the system's word. For deeds that a disk or a person can make fail. */
export function attempt<Value>(deed: () => Value): Result<Value, string> {
  try {
    return ok(deed())
  } catch (error) {
    return fail(systemWord(error))
  }
}
