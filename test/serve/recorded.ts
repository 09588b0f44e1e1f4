/** A recorder in front of a Kraken of a test, and what it has kept. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { builtInUniverse } from '../../sim/exchange/universe/universe.ts'
import { type Again, replayClients } from '../../sim/serve/again/again.ts'
import type { Started } from '../../sim/serve/start.ts'
import { readTraceFile } from '../../sim/trace-file.ts'
import { present } from '../../src/assert.ts'
import { machineClock } from '../../src/live/clock.ts'
import type { Result } from '../../src/result.ts'
import { followDiary } from '../../src/shell/diary.ts'
import { startProxy } from '../../src/shell/proxy.ts'
import { beginRecording } from '../../src/shell/recording.ts'
import { Secrets } from '../../src/shell/secrets.ts'

export type Recorder = {
  readonly rest: string
  readonly ws: string
  /** The text of the file, when all connections are closed. */
  readonly ends: () => Promise<string>
}

const opened: { readonly ends: () => Promise<string>; readonly folder: string }[] = []
afterEach(async () => {
  for (const { ends, folder } of opened.splice(0)) {
    await ends()
    rmSync(folder, { recursive: true })
  }
})

export const folderOfTest = (): string => mkdtempSync(join(tmpdir(), 'wavetank-again-'))

/** As `wavetank record --upstream` stands before it. */
export async function recorderBefore({ kraken }: Started): Promise<Recorder> {
  const folder = folderOfTest()
  const upstream = new URL(kraken.rest)
  const diary = present(await followDiary(upstream), 'a served Kraken keeps a diary')
  const now = machineClock()
  const complain = (sentence: string): void => {
    throw new Error(sentence)
  }
  const of = { version: '0', adapter: 'a test', dialect: 'any', account: 'any', settings: diary.settings }
  const path = join(folder, 'wire.jsonl')
  const recording = unwrap(
    beginRecording(path, { of: { ...of, startedAt: now() }, secrets: new Secrets([], 'salt'), complain }),
  )
  diary.onLine((line) => recording.record(now(), { kind: 'kraken-diary', line }))
  const proxy = unwrap(
    await startProxy({
      ...{ upstream, host: '127.0.0.1', port: 0, diary, log: () => undefined },
      record: (event) => recording.record(now(), event),
    }),
  )
  let ended: Promise<string> | undefined
  const end = async (): Promise<string> => {
    await proxy.end()
    diary.end()
    recording.end()
    return readFileSync(path, 'utf8')
  }
  const ends = (): Promise<string> => (ended ??= end())
  opened.push({ ends, folder })
  return { rest: proxy.rest, ws: proxy.ws, ends }
}

/** What `wavetank replay --against exchange` finds out. */
export const playedAgain = (text: string): Result<Again, string> =>
  replayClients(unwrap(readTraceFile(text)), { universe: builtInUniverse(), prints: undefined })

export const unwrap = <Value>(result: Result<Value, string>): Value => {
  if (!result.ok) throw new Error(result.error)
  return result.value
}
