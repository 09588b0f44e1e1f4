/** All parts of one exchange, as the endpoints and the socket events find them. */
import type { Accounts } from './accounts.ts'
import type { Engine } from './engine.ts'
import type { History } from './history.ts'
import type { CallLimits } from './limits/calls.ts'
import type { TradingLimits } from './limits/trading.ts'
import type { Lapses } from './lapses.ts'
import type { Markets } from './market.ts'
import type { SystemMode } from './port.ts'
import type { Quirks } from './quirks.ts'
import type { Keyring } from './rest/auth.ts'
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
  readonly callLimits: CallLimits
  readonly tradingLimits: TradingLimits
  readonly keyring: Keyring
  readonly system: {
    mode: SystemMode
    /** By pair key; a pair that is not here has the status of the universe's table. */
    readonly pairs: Map<string, SystemMode>
  }
  readonly lapses: Lapses
  /** By account; those that are not here pay in quote. */
  readonly feePreferences: Map<string, 'base' | 'quote' | 'credits'>
  /** By account and asset id: by how much `Balance` is wrong, in ledger units. */
  readonly misstated: Map<string, Map<string, bigint>>
}
