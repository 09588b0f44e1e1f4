/** The account's files on a real disk: read once, then written durably and by this process alone. */
import {
  type BigIntStats,
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { BrokerFile, StateFile, StateTexts } from '../broker/port.ts'
import { STATE_FILES } from '../broker/port.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import { attempt } from './system-word.ts'

/** Of the person alone. */
export const PRIVATE_FILE = 0o600
export const PRIVATE_FOLDER = 0o700

/** Every failure is the system's word or a sentence; what was on the disk before it is still there. */
export class Files {
  readonly paths: Readonly<Record<BrokerFile, string>>
  /** Invariant: how each file looked when this process last read or wrote it; undefined for one that was not there. */
  readonly #marks = new Map<BrokerFile, string | undefined>()

  constructor({ folder, account }: { readonly folder: string; readonly account: string }) {
    this.paths = {
      ledger: join(folder, 'ledgers', `trades_kraken_${account}.toml`),
      positions: join(folder, 'pps.toml'),
      kept: join(folder, 'pps.kept.toml'),
      refusals: join(folder, `kraken_${account}.refusals`),
    }
  }

  /** The texts as they lie there; the folders are made when they are not there. */
  read(): Result<StateTexts, string> {
    this.#marks.set('kept', markOf(this.paths.kept))
    const texts: Partial<Record<StateFile, string>> = {}
    for (const file of STATE_FILES) {
      const path = this.paths[file]
      const read = attempt(() => {
        mkdirSync(dirname(path), { recursive: true, mode: PRIVATE_FOLDER })
        this.#marks.set(file, markOf(path))
        return textOf(path)
      })
      if (!read.ok) return fail(`${path}: ${read.error}`)
      if (read.value !== undefined) texts[file] = read.value
    }
    return ok({ ledger: undefined, positions: undefined, refusals: undefined, ...texts })
  }

  /** The text as it lies there now. */
  text(file: BrokerFile): string {
    return textOf(this.paths[file]) ?? ''
  }

  /** Adds text at the end; when this returns it is on the disk. */
  append(file: BrokerFile, text: string): Result<void, string> {
    return this.#write(file, (path) => {
      const isNew = this.#marks.get(file) === undefined
      writeSynced(path, { flag: 'a', text })
      if (isNew) syncFolder(path)
    })
  }

  /** Whoever reads the file finds the old text or the new one, never a mixture, even after a power failure. */
  replace(file: BrokerFile, text: string): Result<void, string> {
    return this.#write(file, (path) => {
      const temporary = `${path}.tmp`
      writeSynced(temporary, { flag: 'w', text })
      renameSync(temporary, path)
      syncFolder(path)
    })
  }

  /** Refuses to write over what somebody else has written. */
  #write(file: BrokerFile, deed: (path: string) => void): Result<void, string> {
    const path = this.paths[file]
    return attempt(() => {
      if (markOf(path) !== this.#marks.get(file)) throw new Error('somebody else has written it meanwhile')
      deed(path)
      this.#marks.set(file, markOf(path))
    })
  }
}

/** What changes whenever a file is written or put in the place of another. */
function markOf(path: string): string | undefined {
  const stats: BigIntStats | undefined = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stats === undefined ? undefined : [stats.dev, stats.ino, stats.size, stats.mtimeNs].join(' ')
}

/** A file that is no UTF-8 is not ours to understand, and reading it anyway would change it. */
function textOf(path: string): string | undefined {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return undefined
  return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
}

function writeSynced(path: string, { flag, text }: { readonly flag: 'a' | 'w'; readonly text: string }): void {
  const file = openSync(path, flag, PRIVATE_FILE)
  const { size } = fstatSync(file)
  try {
    writeFileSync(file, text)
    fsyncSync(file)
  } catch (error) {
    // Half a record would make the whole file unreadable.
    ftruncateSync(file, size)
    throw error
  } finally {
    closeSync(file)
  }
}

function syncFolder(path: string): void {
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
