/** How often a connection is tried, and when one is relied on no more. */
import type { SocketId } from '../../../src/ids.ts'
import type { Instant } from '../../../src/time.ts'
import { seconds, since } from '../../../src/time.ts'
import { factByFact } from '../fact-by-fact.ts'
import type { Invariant } from '../invariant.ts'
import { clock } from '../run.ts'
import { isSubscription, numberOf } from '../wire.ts'

/** Above this Cloudflare blocks the address for ten minutes. Source: Kraken's WebSocket FAQ, read 2026-05. */
const MOST_TRIES = 150
const WINDOW = seconds(600)
/** Kraken beats about once a second on a line with a subscription; seconds without are a dead one. Source: protocol 9.2. */
const SILENCE_MAX = seconds(30)
/** From a frame that shows that one before it was lost; whoever looks at numbers knows at once. Source: protocol 9.3. */
const HOLE_MAX = seconds(5)

export const connectionInvariants: readonly Invariant[] = [
  factByFact('no more connections are tried than Cloudflare bears', () => {
    let tries: readonly Instant[] = []
    return ({ event }) => {
      if (event.kind !== 'socket-open') return undefined
      tries = [...tries.filter((at) => since({ from: at, to: event.at }) < WINDOW), event.at]
      return tries.length <= MOST_TRIES ? [] : [`${tries.length} connections were tried within ten minutes`]
    }
  }),

  factByFact('nothing is sent on a line that died half a minute ago', () => {
    const heardAt = new Map<SocketId, Instant>()
    return ({ event }, evidence) => {
      if (event.kind === 'socket-received') heardAt.set(event.socket, event.at)
      const last = event.kind === 'socket-send' ? heardAt.get(event.socket) : undefined
      if (last === undefined) return undefined
      const isDead = since({ from: last, to: event.at }) > SILENCE_MAX
      return isDead ? [`a frame left on a line that had said nothing since ${clock(evidence, last)}`] : []
    }
  }),

  factByFact('no line is gone on with after a frame of a feed was lost', () => {
    const lines = new Map<SocketId, Line>()
    return ({ event }, evidence) => {
      if (event.kind === 'socket-received') {
        const numbered = numberOf(event.frame)
        if (numbered === undefined) return undefined
        const line = lines.get(event.socket) ?? { last: new Map<string, number>(), hole: undefined }
        lines.set(event.socket, line)
        const { channel, number } = numbered
        const last = line.last.get(channel)
        line.last.set(channel, number)
        if (last === undefined) return undefined
        // A number that comes again is a frame said twice, and a lower one begins a new subscription.
        if (number > last + 1) line.hole ??= { at: event.at, what: `${channel} went from ${last} to ${number}` }
        return []
      }
      if (event.kind !== 'socket-send') return undefined
      const { hole } = lines.get(event.socket) ?? {}
      if (hole === undefined) return undefined
      if (isSubscription(event.frame)) lines.delete(event.socket)
      const isLate = since({ from: hole.at, to: event.at }) > HOLE_MAX
      return isLate ? [`a frame left on a line on which ${hole.what} at ${clock(evidence, hole.at)}`] : []
    }
  }),
]

/** The last number of each channel, and the first jump in any. */
type Line = {
  readonly last: Map<string, number>
  hole: { readonly at: Instant; readonly what: string } | undefined
}
