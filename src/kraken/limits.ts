/** How much Kraken lets an account of each tier do, and what a deed counts. Source: protocol 1.4, 1.7, 7.7. */
import type { Micros } from '../time.ts'
import { seconds } from '../time.ts'

/** The one that is allowed least stands first. */
export const TIERS = ['starter', 'intermediate', 'pro'] as const
export type Tier = (typeof TIERS)[number]

/** A counter's ceiling in points, and how many it falls by in a second. */
export type Rate = { readonly max: number; readonly perSecond: number }

/** Of private REST calls, by API key. */
export const CALL_RATES: Readonly<Record<Tier, Rate>> = {
  starter: { max: 15, perSecond: 0.33 },
  intermediate: { max: 20, perSecond: 0.5 },
  pro: { max: 20, perSecond: 1 },
}

/** Of orders and what is done to them, by account and pair, whatever way they come. */
export const TRADING_RATES: Readonly<Record<Tier, Rate>> = {
  starter: { max: 60, perSecond: 1 },
  intermediate: { max: 125, perSecond: 2.34 },
  pro: { max: 180, perSecond: 3.75 },
}

/** Documents say two and four; the larger is safe. */
const HISTORY_COST = 4
const HISTORIES: readonly string[] = ['TradesHistory', 'Ledgers', 'QueryLedgers']

/** In points of the REST counter. */
export const costOfCall = (endpoint: string): number => (HISTORIES.includes(endpoint) ? HISTORY_COST : 1)

export type Deed = 'add' | 'edit' | 'amend' | 'cancel'

/** Points besides the fixed one, by the age in seconds that the order has not reached yet. */
const BY_AGE: Readonly<Record<Deed, readonly (readonly [under: number, points: number])[]>> = {
  add: [],
  amend: [
    [5, 3],
    [10, 2],
    [15, 1],
  ],
  edit: [
    [5, 6],
    [10, 5],
    [15, 4],
    [45, 2],
    [90, 1],
  ],
  cancel: [
    [5, 8],
    [10, 6],
    [15, 5],
    [45, 4],
    [90, 2],
    [300, 1],
  ],
}

/** In points of the pair's counter. `age`: since the order was opened or last amended. */
export function costOfDeed(deed: Deed, age: Micros): number {
  const fixed = deed === 'cancel' ? 0 : 1
  return fixed + (BY_AGE[deed].find(([under]) => age < seconds(under))?.[1] ?? 0)
}

/**
 * About fifteen minutes, by those it struck, and every call meanwhile makes it last anew: so half a minute more than that.
 */
export const LOCKOUT = seconds(930)
