/** The nonces that a key has used up. Source: protocol 1.4. */

export interface Nonces {
  /** Uses the nonce up, if it is good. */
  take(nonce: bigint): boolean
  /** The last one that counts; 0 before the first. */
  highest(): bigint
  /** Uses up everything to there. */
  raise(nonce: bigint): void
}

/** Nonces are unsigned 64-bit integers. */
const NONCE_LIMIT = 1n << 64n

/**
 * A nonce is good when it is above the highest seen; within the key's window below that, when it was not used. The
 * window's exact rule is not established (gap 19).
 */
export function createNonces(window: bigint): Nonces {
  let highest = -1n
  let used = new Set<bigint>()
  return {
    take(nonce) {
      if (nonce >= NONCE_LIMIT || nonce <= highest - window || used.has(nonce) || nonce === highest) return false
      if (nonce > highest) highest = nonce
      if (window > 0n) used = new Set([...used, nonce].filter((one) => one > highest - window))
      return true
    },
    highest: () => (highest < 0n ? 0n : highest),
    raise(nonce) {
      if (nonce > highest) highest = nonce
    },
  }
}
