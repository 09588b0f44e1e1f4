/** Remembers over restarts the time last used up as a nonce, so that nonces rise though the clock was set back. */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import type { Instant } from '../time.ts'
import { instant } from '../time.ts'
import { PRIVATE_FILE } from './files.ts'
import { attempt } from './system-word.ts'

export type NonceMark = {
  /** Undefined before the first start. */
  readonly last: Instant | undefined
  /**
   * Not synced: a process that dies takes nothing with it, and after a power failure nobody's clock is older than the
   * few seconds that may be lost.
   */
  readonly keep: (used: Instant) => Result<void, string>
  readonly end: () => void
}

/** Sixteen digits hold every microsecond until the year 2286, and are written over in one piece. */
const DIGITS = 16

/** Fails on a file that holds something else, which is not ours to write over. */
export function openNonceMark(path: string): Result<NonceMark, string> {
  const opened = attempt((): Result<NonceMark, string> => {
    const file = openSync(path, 'a+', PRIVATE_FILE)
    closeSync(file)
    const text = readFileSync(path, 'utf8')
    if (text !== '' && !/^\d{16}\n$/.test(text)) {
      return fail(`${path} should hold a time in microseconds, and does not; delete it if it is of no use to you`)
    }
    const marked = openSync(path, 'r+')
    return ok({
      last: text === '' ? undefined : instant(Number(text)),
      keep: (used) => attempt(() => void writeSync(marked, `${String(used).padStart(DIGITS, '0')}\n`, 0)),
      end: () => closeSync(marked),
    })
  })
  return opened.ok ? opened.value : fail(`${path}: ${opened.error}`)
}
