/** How a public channel of WebSocket v2 is declared. Source: protocol 6.5. */
import type { Feed } from '../../audience.ts'
import type { MarketChannel } from '../../port.ts'
import type { PairTape } from '../../tape/tape.ts'
import { type Json, type JsonObject, printJson } from '../../wire.ts'

/** A parameter besides `channel`, `symbol` and `snapshot`. */
export type Option = {
  readonly name: 'depth' | 'interval' | 'event_trigger'
  readonly taken: readonly (number | string)[]
  readonly standard: number | string
  readonly notTaken: string
}

/** The value of a channel's option; 0 where it has none. */
export type Setting = number | string

export type Channel2 = {
  readonly name: MarketChannel
  /** For the documentation. */
  readonly what: string
  readonly option?: Option
  /** It shows single orders, so that it wants a token. */
  readonly wantsToken?: true
  /** What a subscription's answer warns of. */
  readonly warnings?: readonly string[]
  open(tape: PairTape, setting: Setting): Feed
}

/** `rows` in the order in which they happened. */
export const frameOf = (
  channel: MarketChannel,
  type: 'snapshot' | 'update',
  rows: readonly Json[],
  more: JsonObject = {},
): string => printJson({ channel, type, ...more, data: rows })

/** `2024-01-01T00:00:00.123456000Z`: the finest that is told; the exchange's own clock counts microseconds. */
export const nanoText = (micros: string): string => micros.replace('Z', '000Z')
