/** One broker at a time writes an account's files: a lock in their folder, which outlives nobody. */
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import { PRIVATE_FILE } from './files.ts'
import { systemWord } from './system-word.ts'

export type Lock = { readonly release: () => void }

/** Others may be taking over the same dead broker's lock; whoever loses finds a living one the next time. */
const MOST_ATTEMPTS = 5

/** Fails with who holds it. The lock of a process that is dead is taken over. */
export function takeLock(path: string): Result<Lock, string> {
  const own = `${process.pid} ${hostname()}\n`
  const mine = `${path}.${process.pid}`
  try {
    writeFileSync(mine, own, { mode: PRIVATE_FILE })
    try {
      return link(path, { mine, own })
    } finally {
      remove(mine)
    }
  } catch (error) {
    return fail(`${path}: ${systemWord(error)}`)
  }
}

/** A link is made whole or not at all, so nobody ever reads half a lock. */
function link(path: string, { mine, own }: { readonly mine: string; readonly own: string }): Result<Lock, string> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    try {
      linkSync(mine, path)
      return ok({ release: () => void (textAt(path) === own && remove(path)) })
    } catch (error) {
      if (systemWord(error) !== 'EEXIST') throw error
    }
    const found = textAt(path)
    if (found === undefined) continue
    const holder = holderIn(found)
    if (isHeld(holder)) {
      return fail(`${describe(holder)} writes to this folder already; if that is not so, delete ${path}`)
    }
    setAside(path, found)
  }
  return fail(`${path} changes hands all the time; other brokers are starting on this folder`)
}

/** Takes away the dead broker's lock, and gives back what turns out to be a living one's, put there meanwhile. */
function setAside(path: string, found: string): void {
  const aside = `${path}.${process.pid}.old`
  try {
    renameSync(path, aside)
    if (textAt(aside) !== found) linkSync(aside, path)
    remove(aside)
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(systemWord(error))) throw error
  }
}

type Holder = { readonly pid: number; readonly host: string } | undefined

function holderIn(text: string): Holder {
  const [, pid, host] = /^(\d{1,10}) (\S+)\n$/.exec(text) ?? []
  return pid === undefined || host === undefined ? undefined : { pid: Number(pid), host }
}

/** Of another machine nobody here can say whether its process is alive; and a lock that cannot be read is believed. */
function isHeld(holder: Holder): boolean {
  if (holder === undefined || holder.host !== hostname()) return true
  // Numbers are given out again, in a container even the same one to the next broker.
  if (holder.pid === process.pid) return false
  try {
    process.kill(holder.pid, 0)
    return true
  } catch (error) {
    return systemWord(error) !== 'ESRCH'
  }
}

function describe(holder: Holder): string {
  if (holder === undefined) return 'somebody'
  return holder.host === hostname() ? `process ${holder.pid}` : `process ${holder.pid} on ${holder.host}`
}

function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (systemWord(error) === 'ENOENT') return undefined
    throw error
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    if (systemWord(error) !== 'ENOENT') throw error
  }
}
