/** What a long run has come to so far, a line each, on the disk as soon as it is known: so one that is killed can go on. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { SeedRecord } from '../../hunt/record.ts'

export type Journal<Key = number, Entry = SeedRecord> = {
  /** By seed, or whatever tells entries apart; each counts once, whoever wrote it. */
  readonly records: () => ReadonlyMap<Key, Entry>
  readonly add: (entry: Entry) => void
}

const EXTENSION = '.jsonl'

/** What each hunted seed came to. */
export const openJournal = (folder: string, part: string): Journal =>
  openJournalBy<number, SeedRecord>(folder, part, ({ seed }) => seed)

/** Each process writes a file of its own in the folder, and reads all of them. */
export function openJournalBy<Key, Entry>(
  folder: string,
  part: string,
  keyOf: (entry: Entry) => Key,
): Journal<Key, Entry> {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, part + EXTENSION)
  return {
    records: () => new Map(readEntries<Entry>(folder).map((entry) => [keyOf(entry), entry])),
    // One write to the end of a file is whole or not there, when the process is killed.
    add: (entry) => appendFileSync(file, `${JSON.stringify(entry)}\n`),
  }
}

export const closeJournal = (folder: string): void => rmSync(folder, { recursive: true, force: true })

function readEntries<Entry>(folder: string): readonly Entry[] {
  const files = existsSync(folder) ? readdirSync(folder).sort() : []
  return files
    .filter((file) => file.endsWith(EXTENSION))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
    .flatMap((line) => readLine<Entry>(line) ?? [])
}

/** A line torn by a power failure is as if it had not been written. */
function readLine<Entry>(line: string): Entry | undefined {
  if (!line.startsWith('{') || !line.endsWith('}')) return undefined
  return JSON.parse(line) as Entry
}
