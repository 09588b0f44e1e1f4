/** Keeps what crosses a border in a file, one JSON line an event, with the secrets blotted out. */
import { closeSync, openSync, writeFileSync } from 'node:fs'
import { RECORDING_FORMAT, type RecordingHead } from '../broker/border.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import type { Instant } from '../time.ts'
import { PRIVATE_FILE } from './files.ts'
import { attempt } from './system-word.ts'

export type Recording<Event> = { readonly record: (at: Instant, event: Event) => void; readonly end: () => void }

/** Knows what nobody may read. */
export type Blotting<Event> = {
  /** What it blots out, for the head. */
  readonly blotted: readonly string[]
  readonly blot: (text: string) => string
  /** The event as one line of JSON. */
  readonly line: (at: number, event: Event) => string
}

/**
 * Begins a file that must not be there yet: socket and call numbers begin anew with every start, so two lives in one
 * file could not be told apart. A recording that cannot go on is told once to `complain`, and trading goes on.
 */
export function beginRecording<Event>(
  path: string,
  {
    of,
    secrets,
    complain,
  }: {
    readonly of: Pick<RecordingHead, 'version' | 'adapter' | 'dialect' | 'account' | 'startedAt' | 'settings'>
    readonly secrets: Blotting<Event>
    readonly complain: (sentence: string) => void
  },
): Result<Recording<Event>, string> {
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
    blotted: secrets.blotted,
  }
  write(secrets.blot(JSON.stringify(head)))
  return ok({ record: (at, event) => write(secrets.line(at, event)), end })
}
