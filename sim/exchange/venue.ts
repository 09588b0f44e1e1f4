/** All parts of one exchange, as the endpoints and the socket events find them. */
import type { Accounts } from './accounts.ts'
import type { DeadMan } from './dead-man.ts'
import type { Engine } from './engine-port.ts'
import type { Exports } from './exports.ts'
import type { History } from './history.ts'
import type { CallLimits } from './limits/calls.ts'
import type { PublicLimits } from './limits/public.ts'
import type { TradingLimits } from './limits/trading.ts'
import type { Lapses } from './lapses.ts'
import type { Markets } from './market.ts'
import type { SystemMode } from './port.ts'
import type { Quirks } from './quirks.ts'
import type { Refusals } from './refusals.ts'
import type { Keyring } from './rest/auth.ts'
import type { Tokens } from './tokens.ts'
import type { Tape } from './tape/tape.ts'
import type { Volumes } from './volumes.ts'
import type { PairRow, Universe } from './universe/universe.ts'

/** Fields of `AssetPairs` served differently, by pair key; undefined takes the field away. */
export type Served = Readonly<Record<string, Readonly<Record<string, string | number | undefined>>>>

/** Regions (`US`, `US:MA`) in which a pair may not be traded, by pair key. */
export type Restrictions = Readonly<Record<string, readonly string[]>>

export const isRestricted = ({ restricted }: Venue, { key }: PairRow, region: string): boolean =>
  (restricted[key] ?? []).some((code) => region === code || region.startsWith(`${code}:`))

export type Venue = {
  readonly universe: Universe
  readonly served: Served
  readonly restricted: Restrictions
  /** One object for the whole exchange, so that an operator can decide otherwise. */
  readonly quirks: { -readonly [Name in keyof Quirks]: Quirks[Name] }
  readonly markets: Markets
  readonly accounts: Accounts
  readonly history: History
  readonly engine: Engine
  readonly deadMan: DeadMan
  readonly tape: Tape
  readonly tokens: Tokens
  readonly callLimits: CallLimits
  readonly publicLimits: PublicLimits
  readonly tradingLimits: TradingLimits
  readonly keyring: Keyring
  readonly system: {
    mode: SystemMode
    /** By pair key; a pair that is not here has the status of the universe's table. */
    readonly pairs: Map<string, SystemMode>
  }
  readonly volumes: Volumes
  readonly lapses: Lapses
  readonly refusals: Refusals
  /** By account: where its holder lives; unknown for those that are not here. */
  readonly regions: ReadonlyMap<string, string>
  /** By account; those that are not here pay in quote. */
  readonly feePreferences: Map<string, 'base' | 'quote' | 'credits'>
  /** By account and asset id, with a blank between: how many deposit addresses there are. */
  readonly depositAddresses: Map<string, number>
  readonly exports: Exports
  /** By account: the assets of the addresses that withdrawals may go to, by the client's names for them. */
  readonly withdrawKeys: ReadonlyMap<string, Readonly<Record<string, string>>>
  /** By account and asset id: by how much `Balance` is wrong, in ledger units. */
  readonly misstated: Map<string, Map<string, bigint>>
}
