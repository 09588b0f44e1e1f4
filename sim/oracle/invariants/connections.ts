/** How often a connection is tried. */
import type { Instant } from '../../../src/time.ts'
import { seconds, since } from '../../../src/time.ts'
import { factByFact } from '../fact-by-fact.ts'
import type { Invariant } from '../invariant.ts'

/** Above this Cloudflare blocks the address for ten minutes. Source: Kraken's WebSocket FAQ, read 2026-05. */
const MOST_TRIES = 150
const WINDOW = seconds(600)

export const connectionInvariants: readonly Invariant[] = [
  factByFact('no more connections are tried than Cloudflare bears', () => {
    let tries: readonly Instant[] = []
    return ({ event }) => {
      if (event.kind !== 'socket-open') return undefined
      tries = [...tries.filter((at) => since({ from: at, to: event.at }) < WINDOW), event.at]
      return tries.length <= MOST_TRIES ? [] : [`${tries.length} connections were tried within ten minutes`]
    }
  }),
]
