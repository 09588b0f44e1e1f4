/** How a REST endpoint is declared. */
import type { Result } from '../../../src/result.ts'
import type { Instant } from '../../../src/time.ts'
import type { Permission } from '../permissions.ts'
import type { Venue } from '../venue.ts'
import type { Json } from '../wire.ts'

export type Params = ReadonlyMap<string, string>

export type Call = { readonly at: Instant; readonly venue: Venue; readonly params: Params }
/** A call whose signature and nonce were good. */
export type PrivateCall = Call & { readonly account: string; readonly key: string }

/** The `result`, or Kraken's error text; for a list that was known in part, both. */
export type Answer =
  | Result<Json, string>
  | { readonly ok: true; readonly value: Json; readonly error: string }
  /** A zip archive, one character for each byte, in place of an envelope. */
  | { readonly ok: true; readonly value: null; readonly file: string }

/** What the documentation says of an endpoint. */
type Described = {
  readonly what: string
  /** Names of the parameters it knows; others are not looked at, as at Kraken. */
  readonly params: string
}

export type PublicEndpoint = Described & {
  /** Calls are also counted by pair, not only by address. */
  readonly isCountedByPair?: true
  readonly answer: (call: Call) => Answer
}

export type PrivateEndpoint = Described & {
  /** A key with any of these may call it; with none, every key may. */
  readonly needs: readonly Permission[]
  readonly answer: (call: PrivateCall) => Answer
}

/** Endpoints by what comes after the access in their path: `Balance`, `Earn/Strategies`. */
export type PublicEndpoints = Readonly<Record<string, PublicEndpoint>>
export type PrivateEndpoints = Readonly<Record<string, PrivateEndpoint>>
