/** How a REST endpoint is declared. */
import type { Result } from '../../../src/result.ts'
import type { Instant } from '../../../src/time.ts'
import type { Venue } from '../venue.ts'
import type { Json } from '../wire.ts'

export type Params = ReadonlyMap<string, string>

export type Call = { readonly at: Instant; readonly venue: Venue; readonly params: Params }
/** A call whose signature and nonce were good. */
export type PrivateCall = Call & { readonly account: string; readonly key: string }

/** The `result`, or Kraken's error text. */
export type Answer = Result<Json, string>

/** Endpoints by the last part of their path. */
export type PublicEndpoints = Readonly<Record<string, (call: Call) => Answer>>
export type PrivateEndpoints = Readonly<Record<string, (call: PrivateCall) => Answer>>
