/** Reference data: what Kraken trades, under which names, and how finely. */
import type { Decimal } from './money.ts'

export type Asset = {
  /** `XXBT` */
  readonly id: string
  /** `XBT` */
  readonly altname: string
  /** Ledger decimals: of balances, transfers and their fees; never of an order. */
  readonly decimals: number
  /** `10^-decimals`. */
  readonly txTick: Decimal
}

export type Pair = {
  /** `XXMRZEUR`: the key of REST answers and the `pair` of a trade. */
  readonly key: string
  /** `XMREUR`: the `descr.pair` of a REST order. */
  readonly altname: string
  /** `XMR/EUR`: the name on WebSocket v1. */
  readonly wsname: string
  /** `BTC/USD`: the name on WebSocket v2, which calls two assets otherwise than v1 does. */
  readonly newName: string
  /** `xmreur`, piker's `bsuid`. */
  readonly bsuid: string
  /** `xmreur.kraken`: the name towards the EMS and in `pps.toml`. */
  readonly symbol: string
  /** Asset ids, as Kraken gives them; never sliced out of a name. */
  readonly base: string
  readonly quote: string
  /** What an order's price must be a multiple of. */
  readonly priceTick: Decimal
  /** Where the tick came from: old markets carry no `tick_size`. */
  readonly priceTickFrom: 'tick_size' | 'pair_decimals'
  /** What an order's volume must be a multiple of. */
  readonly lotTick: Decimal
  readonly orderMin: Decimal | undefined
  readonly costMin: Decimal | undefined
}
