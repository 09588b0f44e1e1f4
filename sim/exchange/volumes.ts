/** What each account has traded in 30 days, in dollars, and the fees it pays for that. Source: protocol 3.5, 8.4. */
import { type Instant, MICROS_PER_SECOND } from '../../src/time.ts'
import { isBelow } from './amount.ts'
import type { FeeTier, Market } from './market.ts'
import type { Fill } from './orders.ts'
import type { Quirks } from './quirks.ts'
import type { Rates } from './settlement.ts'

/** Decimals of a volume in dollars. */
export const VOLUME_SCALE = 4
const MONTH = 30 * 86_400 * MICROS_PER_SECOND

export interface Volumes {
  traded(fill: Fill): void
  /** Units of `10^-VOLUME_SCALE` dollars. A trade counts from the next moment on, so that one pass has one fee. */
  of(at: Instant, account: string): bigint
  ratesOf(at: Instant, account: string, market: Market): Rates
}

type Traded = { readonly at: Instant; readonly worth: bigint }
type Month = { readonly trades: Traded[]; first: number; next: number; sum: bigint }

/** Invariant: `sum` is what the trades from `first` up to `next` were worth, each by the prices of its own moment. */
export function createVolumes({
  quirks,
  worthOf,
}: {
  readonly quirks: Quirks
  readonly worthOf: (fill: Fill) => bigint
}): Volumes {
  const months = new Map<string, Month>()

  function volumeOf(at: Instant, account: string): bigint {
    const month = months.get(account)
    if (month === undefined) return 0n
    for (let trade = month.trades[month.next]; trade !== undefined && trade.at < at; trade = month.trades[month.next]) {
      month.sum += trade.worth
      month.next += 1
    }
    for (
      let trade = month.trades[month.first];
      trade !== undefined && trade.at <= at - MONTH;
      trade = month.trades[month.first]
    ) {
      month.sum -= trade.worth
      month.first += 1
    }
    return month.sum
  }

  return {
    traded(fill) {
      const worth = worthOf(fill)
      if (worth === 0n) return
      const { account, at } = fill.trade
      const month = months.get(account) ?? { trades: [], first: 0, next: 0, sum: 0n }
      months.set(account, month)
      month.trades.push({ at, worth })
    },
    of: volumeOf,
    ratesOf(at, account, market) {
      if (quirks.feesByVolume === 'first-tier') return market
      const volume = volumeOf(at, account)
      return {
        takerRate: tierAt(market.tiers.taker, volume)?.rate ?? market.takerRate,
        makerRate: tierAt(market.tiers.maker, volume)?.rate ?? market.makerRate,
      }
    },
  }
}

/** The last tier that begins at this volume or below. */
export const tierAt = (tiers: readonly FeeTier[], volume: bigint): FeeTier | undefined =>
  tiers.findLast(({ from }) => !isBelow({ units: volume, scale: VOLUME_SCALE }, from))
