/** The counter of REST calls that each API key has. Source: protocol 1.7. */
import type { Instant } from '../../../src/time.ts'
import type { ExchangeAccount } from '../port.ts'
import type { Quirks } from '../quirks.ts'
import { type Counter, createCounter } from './counter.ts'
import type { Rates } from './rates.ts'
import { ALLOWANCES } from './tiers.ts'

export interface CallLimits {
  /** Charges the call, if the key has room for it. What is refused costs nothing. */
  admits(at: Instant, call: { readonly key: string; readonly endpoint: string }): boolean
  /** Another program called with the key. */
  calledElsewhere(at: Instant, key: string): void
}

const HISTORIES: ReadonlySet<string> = new Set(['TradesHistory', 'Ledgers', 'QueryLedgers'])
const COST_OF_HISTORY = { two: 2, four: 4 } as const
/** Counted by the trading engine instead. */
const TRADING: ReadonlySet<string> = new Set([
  'AddOrder',
  'AddOrderBatch',
  'EditOrder',
  'AmendOrder',
  'CancelOrder',
  'CancelOrderBatch',
  'CancelAll',
  'CancelAllOrdersAfter',
])

export function createCallLimits(parts: {
  readonly clients: readonly ExchangeAccount[]
  readonly quirks: Quirks
  readonly rates: Rates
}): CallLimits {
  const counters = new Map<string, { readonly account: string; readonly counter: Counter }>()
  for (const { name: account, keys, tier = 'pro' } of parts.clients) {
    if (tier === 'unlimited') continue
    for (const { key } of keys) counters.set(key, { account, counter: createCounter(ALLOWANCES[tier].calls) })
  }
  const costOf = (endpoint: string): number => {
    if (TRADING.has(endpoint)) return 0
    return HISTORIES.has(endpoint) ? COST_OF_HISTORY[parts.quirks.costOfHistory] : 1
  }
  const nameOf = (account: string): string => `calls of ${account}`

  return {
    admits(at, { key, endpoint }) {
      const known = counters.get(key)
      if (known === undefined) return true
      const { account, counter } = known
      const cost = costOf(endpoint)
      if (!counter.hasRoomFor(at, cost)) return false
      counter.charge(at, cost)
      parts.rates.charged(at, { account, name: nameOf(account), counter })
      return true
    },
    calledElsewhere(at, key) {
      const known = counters.get(key)
      if (known === undefined) return
      parts.rates.shared(nameOf(known.account))
      if (known.counter.hasRoomFor(at, 1)) known.counter.charge(at, 1)
    },
  }
}
