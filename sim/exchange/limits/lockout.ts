/** Keys that Kraken does not listen to for a while, because too much was wrong with what came under them. */
import { type Instant, after, seconds } from '../../../src/time.ts'

/** Source: protocol 1.4; that it is about 15 minutes is told by those it struck. How much it takes is not known: gap 20. */
export const LOCKOUT = seconds(900)
const FAULTS_TOLERATED = 4
const FAULTS_FORGOTTEN_AFTER = seconds(60)

export interface Lockouts {
  /** Whether the key is locked out; to have asked makes it last anew. */
  isLockedOut(at: Instant, key: string): boolean
  /** A bad nonce, signature or key. */
  offended(at: Instant, key: string): void
  lockOut(at: Instant, key: string): void
}

export function createLockouts(): Lockouts {
  const until = new Map<string, Instant>()
  const offences = new Map<string, readonly Instant[]>()
  const lockOut = (at: Instant, key: string): void => {
    until.set(key, after(at, LOCKOUT))
    offences.delete(key)
  }
  return {
    isLockedOut(at, key) {
      const end = until.get(key)
      const isLocked = end !== undefined && at < end
      if (isLocked) until.set(key, after(at, LOCKOUT))
      else until.delete(key)
      return isLocked
    },
    offended(at, key) {
      const recent = (offences.get(key) ?? []).filter((one) => at < after(one, FAULTS_FORGOTTEN_AFTER))
      if (recent.length >= FAULTS_TOLERATED) lockOut(at, key)
      else offences.set(key, [...recent, at])
    },
    lockOut,
  }
}
