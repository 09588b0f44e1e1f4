/** The dead man's switch: an account whose client falls silent loses its open orders. Source: protocol 3.6, 4.4, 6.2. */
import { type Result, fail, ok } from '../../src/result.ts'
import { type Instant, MICROS_PER_SECOND, instant, isoText } from '../../src/time.ts'
import { invalidArguments } from './errors.ts'
import type { JsonObject } from './wire.ts'

/** A day. No document names a limit; beyond it a client has mistaken milliseconds for seconds. */
const LONGEST_SECONDS = 86_400

export interface DeadMan {
  /** When the next account's time is up; undefined when no switch is set. */
  next(): Instant | undefined
  /** Sets the account's switch anew, or ends it, and tells both times as Kraken does. */
  set(at: Instant, account: string, timeout: string): Result<JsonObject, string>
  /** The accounts whose time is up, the earliest first; their switches are off from then on. */
  take(by: Instant): readonly string[]
}

/** Invariant: one switch at most an account. */
export function createDeadMan(): DeadMan {
  const triggers = new Map<string, Instant>()
  const byTime = () => [...triggers].sort(([, one], [, other]) => one - other)
  return {
    next: () => byTime()[0]?.[1],
    set(at, account, timeout) {
      const seconds = /^\d{1,5}$/.test(timeout) ? Number(timeout) : undefined
      if (seconds === undefined || seconds > LONGEST_SECONDS) return fail(invalidArguments('timeout'))
      triggers.delete(account)
      const triggerAt = instant(Math.ceil((at + seconds * MICROS_PER_SECOND) / MICROS_PER_SECOND) * MICROS_PER_SECOND)
      if (seconds > 0) triggers.set(account, triggerAt)
      return ok({ currentTime: rfcSeconds(at), triggerTime: seconds > 0 ? rfcSeconds(triggerAt) : '0' })
    },
    take(by) {
      const due = byTime().flatMap(([account, triggerAt]) => (triggerAt <= by ? [account] : []))
      for (const account of due) triggers.delete(account)
      return due
    },
  }
}

/** `2024-01-01T00:00:00Z`: cut down to the second. */
export const rfcSeconds = (at: Instant): string => `${isoText(at).slice(0, 19)}Z`
