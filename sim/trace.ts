/**
 * What happened in a run, in order: the story's steps, everything that crossed the broker's border, and what was
 * done at Kraken. One event is one JSON line of a trace file; secrets are never in it.
 */
import type { BrokerFile } from '../src/broker/port.ts'
import type { EmsEvent, EmsRequest } from '../src/ems.ts'
import type { HttpId, SocketId } from '../src/ids.ts'
import type { Instant } from '../src/time.ts'

export type TraceEvent = { readonly at: Instant } & (
  | {
      readonly kind: 'step'
      /** The step in the story's words: `trader edits bid to 149.60`. */
      readonly text: string
      /** The step belongs to a race: 1 for the story's first race, and so on. */
      readonly race?: number
    }
  | { readonly kind: 'broker-started' }
  | { readonly kind: 'broker-ended'; readonly how: 'exited' | 'crashed' }
  | { readonly kind: 'ems-requested'; readonly request: EmsRequest }
  | { readonly kind: 'ems-event'; readonly event: EmsEvent }
  /** Left the broker. */
  | {
      readonly kind: 'http-request'
      readonly id: HttpId
      readonly method: 'GET' | 'POST'
      readonly path: string
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
    }
  /** Reached the broker. */
  | { readonly kind: 'http-answered'; readonly id: HttpId; readonly status: number; readonly body: string }
  | { readonly kind: 'http-failed'; readonly id: HttpId; readonly reason: 'refused' | 'reset' | 'timeout' }
  | { readonly kind: 'socket-open'; readonly socket: SocketId; readonly url: string }
  | { readonly kind: 'socket-opened'; readonly socket: SocketId }
  /** Left the broker. */
  | { readonly kind: 'socket-send'; readonly socket: SocketId; readonly frame: string }
  /** Reached the broker. */
  | { readonly kind: 'socket-received'; readonly socket: SocketId; readonly frame: string }
  | { readonly kind: 'socket-closed'; readonly socket: SocketId; readonly code: number }
  /** A request of the broker's reached Kraken: a frame, or an HTTP request by its path. */
  | { readonly kind: 'kraken-heard'; readonly what: string }
  /** Kraken executed a trade; one event a party. Amounts as plain decimals. */
  | {
      readonly kind: 'trade'
      readonly account: string
      readonly tradeId: string
      readonly txid: string
      readonly pair: string
      readonly side: 'buy' | 'sell'
      readonly price: string
      readonly volume: string
    }
  /** The world did something on purpose: a frame lost, a socket cut. */
  | { readonly kind: 'fault'; readonly text: string }
  | { readonly kind: 'note'; readonly name: string; readonly detail?: string }
  /** A file is on the disk, synced, with this whole content. */
  | { readonly kind: 'file-written'; readonly file: BrokerFile; readonly text: string }
)
