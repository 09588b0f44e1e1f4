/** What Kraken allows an account of each tier to do, and how fast it forgets. Source: protocol 1.7, 7.7. */

export type Tier = 'starter' | 'intermediate' | 'pro'

/** How high a counter may stand, and by how many hundredths of a point it falls in a second. */
export type Rate = { readonly max: number; readonly hundredthsPerSecond: number }

export type Allowance = {
  /** REST calls, for each API key. */
  readonly calls: Rate
  /** The trading engine, for each pair. */
  readonly trading: Rate
  /** Open orders in one pair. */
  readonly openOrders: number
}

export const ALLOWANCES: Readonly<Record<Tier, Allowance>> = {
  starter: {
    calls: { max: 15, hundredthsPerSecond: 33 },
    trading: { max: 60, hundredthsPerSecond: 100 },
    openOrders: 60,
  },
  intermediate: {
    calls: { max: 20, hundredthsPerSecond: 50 },
    trading: { max: 125, hundredthsPerSecond: 234 },
    openOrders: 80,
  },
  pro: {
    calls: { max: 20, hundredthsPerSecond: 100 },
    trading: { max: 180, hundredthsPerSecond: 375 },
    openOrders: 225,
  },
}
