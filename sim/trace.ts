/**
 * What happened in a run, in order: the story's steps, everything that crossed the broker's border, and what was
 * done at Kraken. One event is one JSON line of a trace file; secrets are never in it.
 */
import type { BorderEvent } from '../src/broker/border.ts'
import type { Instant } from '../src/time.ts'

export type TraceEvent = { readonly at: Instant } & (
  | BorderEvent
  | {
      readonly kind: 'step'
      /** The step in the story's words: `trader edits bid to 149.60`. */
      readonly text: string
      /** The step belongs to a race: 1 for the story's first race, and so on. */
      readonly race?: number
    }
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
)

type Untimed<Event> = Event extends unknown ? Omit<Event, 'at'> : never
/** A trace event to which whoever keeps the trace adds the time. */
export type Happening = Untimed<TraceEvent>
