/** What each hunted seed came to, a line each, on the disk as soon as it is known: so a hunt that is killed can go on. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { SeedRecord } from '../../hunt/record.ts'

export type Journal = {
  /** By seed; a seed counts once, whoever played it. */
  readonly records: () => ReadonlyMap<number, SeedRecord>
  readonly add: (record: SeedRecord) => void
}

const EXTENSION = '.jsonl'

/** Each process writes a file of its own in the folder, and reads all of them. */
export function openJournal(folder: string, part: string): Journal {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, part + EXTENSION)
  return {
    records: () => readRecords(folder),
    // One write to the end of a file is whole or not there, when the process is killed.
    add: (record) => appendFileSync(file, `${JSON.stringify(record)}\n`),
  }
}

export const closeJournal = (folder: string): void => rmSync(folder, { recursive: true, force: true })

function readRecords(folder: string): ReadonlyMap<number, SeedRecord> {
  const records = new Map<number, SeedRecord>()
  for (const file of existsSync(folder) ? readdirSync(folder).sort() : []) {
    if (!file.endsWith(EXTENSION)) continue
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
      const record = readLine(line)
      if (record !== undefined) records.set(record.seed, record)
    }
  }
  return records
}

/** A line torn by a power failure is as if it had not been written. */
function readLine(line: string): SeedRecord | undefined {
  if (!line.startsWith('{') || !line.endsWith('}')) return undefined
  return JSON.parse(line) as SeedRecord
}
