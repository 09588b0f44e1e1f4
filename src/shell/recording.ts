/** Keeps what crosses the broker's border in a file, one JSON line an event, with every secret blotted out. */
import { closeSync, openSync, writeFileSync } from 'node:fs'
import { type BorderEvent, RECORDING_FORMAT, type RecordingHead } from '../broker/border.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import type { Instant } from '../time.ts'
import { PRIVATE_FILE } from './files.ts'
import { BLOTTED, type Secrets } from './secrets.ts'
import { attempt } from './system-word.ts'

export type Recording = { readonly record: (at: Instant, event: BorderEvent) => void; readonly end: () => void }

/**
 * Begins a file that must not be there yet: socket and call numbers begin anew with every start, so two lives in one
 * file could not be told apart. A recording that cannot go on is told once to `complain`, and trading goes on.
 */
export function beginRecording(
  path: string,
  {
    of,
    secrets,
    complain,
  }: {
    readonly of: Pick<RecordingHead, 'version' | 'adapter' | 'dialect' | 'account' | 'startedAt' | 'settings'>
    readonly secrets: Secrets
    readonly complain: (sentence: string) => void
  },
): Result<Recording, string> {
  const opened = attempt(() => openSync(path, 'wx', PRIVATE_FILE))
  if (!opened.ok) {
    return fail(`--record ${path}: ${opened.error === 'EEXIST' ? 'is there already; name a new file' : opened.error}`)
  }
  let file: number | undefined = opened.value
  const end = (): void => {
    if (file !== undefined) closeSync(file)
    file = undefined
  }
  const write = (line: string): void => {
    const open = file
    if (open === undefined) return
    const written = attempt(() => void writeFileSync(open, `${line}\n`))
    if (written.ok) return
    complain(`the recording ends here: ${written.error}`)
    end()
  }
  const head: RecordingHead = {
    kind: 'recording',
    format: RECORDING_FORMAT,
    ...of,
    blotted: BLOTTED,
  }
  write(secrets.blot(JSON.stringify(head)))
  return ok({ record: (at, event) => write(secrets.line({ at, ...event })), end })
}
