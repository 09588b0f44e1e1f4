/** What the two WebSocket dialects have in common: who calls, by what right, and what a socket is told unasked. */
import { z } from 'zod'
import type { Instant } from '../../src/time.ts'
import type { Audience } from './audience.ts'
import type { Outbox } from './outbox.ts'
import type { Permission } from './permissions.ts'
import type { Sessions, Socket } from './sessions.ts'
import type { Venue } from './venue.ts'
import { type Json, jsonText, numberText } from './wire.ts'

export type Dialect = {
  readonly heartbeat: string
  greeting(venue: Venue, socket: Socket): string
  /** Told to every socket when the exchange's mode changes. */
  modeChange(venue: Venue, socket: Socket): string
  /** One frame of a client: carried out, or answered as not understood. */
  receive(call: Call, frame: string): void
}

/** One frame of a client, on its way through. */
export type Call = {
  readonly at: Instant
  readonly venue: Venue
  readonly sessions: Sessions
  readonly audience: Audience
  readonly outbox: Outbox
  readonly socket: Socket
}

/**
 * The account a token stands for on this socket: while it is fresh, or for ever once it opened a subscription here.
 * Source: protocol 9.2.
 */
export function accountOf({ at, venue, socket }: Call, token: string): string | undefined {
  const isGood = socket.tokens.has(token) || venue.tokens.isFresh(at, token)
  return isGood ? venue.tokens.accountOf(token) : undefined
}

/** Whether the key of a good token may do any of these. */
export function tokenMay({ venue }: Call, token: string, needs: readonly Permission[]): boolean {
  const key = venue.tokens.keyOf(token)
  return key !== undefined && venue.keyring.may(key, needs)
}

/** What trading over a socket takes; a key that may only end orders may end them. */
export const tradingNeeds = (isEnding: boolean): readonly Permission[] =>
  isEnding ? ['modify-trades', 'close-trades'] : ['modify-trades']

/** `null` answers a request's number that cannot be echoed. */
export type Echo = Json | undefined

/** A request's number as it is to be echoed: undefined when there was none, null when it is no unsigned 64-bit integer. */
export function echoOf(number: unknown): Echo {
  if (number === undefined) return undefined
  const text = numberText(number)
  const isEchoable = text !== undefined && /^\d{1,20}$/.test(text) && BigInt(text) < 1n << 64n
  return isEchoable ? jsonText(text) : null
}

/** A field that Kraken takes and this exchange does not model: its presence is refused, never overlooked. */
export const notModelled = z.undefined().optional()
