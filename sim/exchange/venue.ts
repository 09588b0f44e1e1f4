/** All parts of one exchange, as the endpoints and the socket events find them. */
import type { Accounts } from './accounts.ts'
import type { Engine } from './engine.ts'
import type { History } from './history.ts'
import type { Markets } from './market.ts'
import type { SystemMode } from './port.ts'
import type { Quirks } from './quirks.ts'
import type { Tokens } from './tokens.ts'
import type { Universe } from './universe/universe.ts'

/** Fields of `AssetPairs` served differently, by pair key; undefined takes the field away. */
export type Served = Readonly<Record<string, Readonly<Record<string, string | number | undefined>>>>

export type Venue = {
  readonly universe: Universe
  readonly served: Served
  readonly quirks: Quirks
  readonly markets: Markets
  readonly accounts: Accounts
  readonly history: History
  readonly engine: Engine
  readonly tokens: Tokens
  readonly system: { mode: SystemMode }
}
