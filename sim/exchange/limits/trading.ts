/** The trading engine's counter, for each account and pair, and the cap on open orders. Source: protocol 7.7. */
import { type Instant, type Micros, seconds, since } from '../../../src/time.ts'
import type { Engine } from '../engine-port.ts'
import { ORDERS_LIMIT, RATE_LIMIT } from '../errors.ts'
import type { History } from '../history.ts'
import type { Market } from '../market.ts'
import type { Order, OrderTerms } from '../orders.ts'
import type { ExchangeAccount } from '../port.ts'
import type { Quirks } from '../quirks.ts'
import { fail } from '../../../src/result.ts'
import { type Counter, PARTS_PER_POINT, createCounter } from './counter.ts'
import type { Rates } from './rates.ts'
import { ALLOWANCES, type Tier } from './tiers.ts'

export interface TradingLimits {
  /**
   * An add, edit or amend was asked for. Its fixed part, half of it for one of a batch, is charged also when it turns out
   * to be refused.
   */
  asked(at: Instant, wish: { readonly account: string; readonly market: Market; readonly isBatched?: boolean }): void
  /** Why the counter or the cap does not let a new order in. */
  refusalOfNew(at: Instant, terms: OrderTerms): string | undefined
  /** Charges the change of a young order, or says why not. */
  refusalOfChange(at: Instant, change: { readonly order: Order; readonly by: 'edit' | 'amend' }): string | undefined
  /** Why the counter does not let the orders of one request be canceled; several are always let. */
  refusalOfCancel(at: Instant, orders: readonly Order[]): string | undefined
  canceled(at: Instant, order: Order): void
  /** As the feed tells it: whole points, rounded up. */
  rateCount(at: Instant, order: Order): number
  maxRateCount(account: string): number
  /** Somebody traded for the account otherwise than by its own program. */
  tradedElsewhere(of: { readonly account: string; readonly market: Market }): void
}

/** Points by the age that an order has not reached yet. Source: protocol 7.7, Kraken's own table. */
type Penalties = readonly (readonly [under: Micros, points: number])[]
const PENALTIES: Readonly<Record<'edit' | 'amend' | 'cancel', Penalties>> = {
  amend: points([5, 3], [10, 2], [15, 1]),
  edit: points([5, 6], [10, 5], [15, 4], [45, 2], [90, 1]),
  cancel: points([5, 8], [10, 6], [15, 5], [45, 4], [90, 2], [300, 1]),
}
const FIXED = 1
/** What an account without limits is told as its limit. */
const MAX_UNLIMITED = ALLOWANCES.pro.trading.max

export function createTradingLimits(parts: {
  readonly clients: readonly ExchangeAccount[]
  readonly history: History
  readonly quirks: Quirks
  readonly rates: Rates
}): TradingLimits {
  const tiers = new Map(parts.clients.map(({ name, tier = 'pro' }) => [name, tier]))
  const counters = new Map<string, Counter>()
  const tierOf = (account: string): Tier | undefined => {
    const tier = tiers.get(account)
    return tier === 'unlimited' ? undefined : tier
  }
  type Place = { readonly account: string; readonly market: Market }
  const nameOf = ({ account, market }: Place): string => `${account} in ${market.row.key}`

  /** Undefined for an account without limits. */
  function counterOf(place: Place): Counter | undefined {
    const tier = tierOf(place.account)
    if (tier === undefined) return undefined
    const known = counters.get(nameOf(place))
    const counter = known ?? createCounter(ALLOWANCES[tier].trading)
    counters.set(nameOf(place), counter)
    return counter
  }

  function charge(at: Instant, place: Place, cost: number): void {
    const counter = counterOf(place)
    if (counter === undefined) return
    counter.charge(at, cost)
    parts.rates.charged(at, { account: place.account, name: nameOf(place), counter })
  }

  const isOver = (at: Instant, place: Place, cost: number): boolean => counterOf(place)?.hasRoomFor(at, cost) === false

  return {
    asked: (at, wish) => charge(at, wish, wish.isBatched === true ? FIXED / 2 : FIXED),
    refusalOfNew(at, terms) {
      if (isOver(at, terms, 0)) return RATE_LIMIT
      const tier = tierOf(terms.account)
      if (tier === undefined) return undefined
      const open = [...parts.history.of(terms.account).open.values()]
      const inPair = open.filter(({ market }) => market === terms.market).length
      return inPair >= ALLOWANCES[tier].openOrders ? ORDERS_LIMIT : undefined
    },
    refusalOfChange(at, { order, by }) {
      const cost = penalty(by, at, order)
      if (isOver(at, order, cost)) return RATE_LIMIT
      charge(at, order, cost)
      return undefined
    },
    refusalOfCancel(at, orders) {
      const [order, ...others] = orders
      if (order === undefined || others.length > 0 || parts.quirks.cancelOverTheLimit === 'take') return undefined
      return isOver(at, order, penalty('cancel', at, order)) ? RATE_LIMIT : undefined
    },
    canceled: (at, order) => charge(at, order, penalty('cancel', at, order)),
    rateCount: (at, order) => Math.ceil((counterOf(order)?.level(at) ?? 0) / PARTS_PER_POINT),
    maxRateCount(account) {
      const tier = tierOf(account)
      return tier === undefined ? MAX_UNLIMITED : ALLOWANCES[tier].trading.max
    },
    tradedElsewhere: (place) => parts.rates.shared(nameOf(place)),
  }
}

/** The engine behind the limits: whatever way an order takes to it, it is counted. */
export const limitedEngine = (engine: Engine, limits: TradingLimits): Engine => ({
  ...engine,
  place(at, terms) {
    const refusal = limits.refusalOfNew(at, terms)
    return refusal === undefined ? engine.place(at, terms) : fail(refusal)
  },
  replace(at, change) {
    const refusal = limits.refusalOfChange(at, { order: change.order, by: 'edit' })
    return refusal === undefined ? engine.replace(at, change) : fail(refusal)
  },
  amend(at, change) {
    const refusal = limits.refusalOfChange(at, { order: change.order, by: 'amend' })
    return refusal === undefined ? engine.amend(at, change) : fail(refusal)
  },
  cancel(at, order) {
    limits.canceled(at, order)
    engine.cancel(at, order)
  },
})

/** Of its age since it was opened or last amended. */
const penalty = (of: keyof typeof PENALTIES, at: Instant, { openedAt, amendedAt = openedAt }: Order): number =>
  PENALTIES[of].find(([span]) => since({ from: amendedAt, to: at }) < span)?.[1] ?? 0

function points(...rows: readonly (readonly [under: number, cost: number])[]): Penalties {
  return rows.map(([under, cost]) => [seconds(under), cost])
}
