/** Keeps all that crosses the wires of a served Kraken in a file, as its clients see it: a trace, one line an event. */
import { closeSync, openSync, writeFileSync } from 'node:fs'
import { RECORDING_FORMAT, type RecordingHead } from '../../src/broker/border.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import type { Instant } from '../../src/time.ts'
import type { Happening } from '../trace.ts'

export type Recording = { readonly record: (at: Instant, happening: Happening) => void; readonly end: () => void }

const BLOTTED = ['API-Key', 'API-Sign']
const PRIVATE_FILE = 0o600

/** Begins a file that must not be there yet. One that cannot go on is told once to `complain`, and Kraken goes on. */
export function beginRecording(
  path: string,
  {
    of,
    complain,
  }: {
    readonly of: Pick<RecordingHead, 'version' | 'account' | 'startedAt' | 'settings'>
    readonly complain: (sentence: string) => void
  },
): Result<Recording, string> {
  let file: number | undefined
  const end = (): void => {
    if (file !== undefined) closeSync(file)
    file = undefined
  }
  const write = (line: unknown): void => {
    if (file === undefined) return
    try {
      writeFileSync(file, `${JSON.stringify(line)}\n`)
    } catch (error) {
      complain(`the recording ends here: ${wordOf(error)}`)
      end()
    }
  }
  try {
    file = openSync(path, 'wx', PRIVATE_FILE)
  } catch (error) {
    const word = wordOf(error)
    return fail(`--record ${path}: ${word === 'EEXIST' ? 'is there already; name a new file' : word}`)
  }
  const head: RecordingHead = {
    kind: 'recording',
    format: RECORDING_FORMAT,
    adapter: 'clients of wavetank serve',
    dialect: 'any',
    blotted: BLOTTED,
    ...of,
  }
  write(head)
  return ok({ record: (at, happening) => write({ at, ...blotted(happening) }), end })
}

function blotted(happening: Happening): Happening {
  if (happening.kind !== 'http-request') return happening
  const headers = Object.entries(happening.headers).map(([name, value]) => [
    name,
    BLOTTED.some((secret) => secret.toLowerCase() === name.toLowerCase()) ? '*'.repeat(value.length) : value,
  ])
  return { ...happening, headers: Object.fromEntries(headers) as Readonly<Record<string, string>> }
}

const wordOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error)
