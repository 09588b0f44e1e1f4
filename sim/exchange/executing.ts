/** Executions: what two orders that meet trade, what each pays for it, and who is told. */
import type { Instant } from '../../src/time.ts'
import type { Accounts } from './accounts.ts'
import { smaller } from './amount.ts'
import type { EngineEvent } from './engine-port.ts'
import type { History } from './history.ts'
import { tradeIdOf } from './ids.ts'
import type { Maker } from './liquidity.ts'
import { type Market, costOf } from './market.ts'
import { type Fill, type Order, type TradeRow, offeredOf, rowOf } from './orders.ts'
import { type Fee, type Rates, feeOf, inCredits, settle } from './settlement.ts'
import type { AssetRow } from './universe/universe.ts'

export interface Executor {
  /** One execution at the maker's price; gives the taker's side of it. */
  execute(
    at: Instant,
    parties: { readonly maker: Maker; readonly taker: Order },
  ): { readonly made: Fill; readonly taken: Fill }
  /** Tells all fills of one taker in one pass as one. */
  consolidate(fills: readonly Fill[]): void
  /** The price of the last trade. */
  last(market: Market): bigint | undefined
}

type Parts = {
  readonly accounts: Accounts
  readonly history: History
  readonly tell: (event: EngineEvent) => void
  readonly creditsOf: (account: string) => AssetRow | undefined
  readonly ratesOf: (at: Instant, account: string, market: Market) => Rates
}

export function createExecutor({ accounts, history, tell, creditsOf, ratesOf }: Parts): Executor {
  const tradeNumbers = new Map<string, number>()
  const lastPrices = new Map<string, bigint>()

  type Execution = {
    readonly price: bigint
    readonly volume: bigint
    readonly number: number
    readonly maker: boolean
  }
  function fillOf(at: Instant, order: Order, { price, volume, number, maker }: Execution): Fill {
    const { row } = order.market
    const cost = costOf(order.market, { price, volume })
    const { makerRate, takerRate } = ratesOf(at, order.account, order.market)
    const fee = chargeOf(order, feeOf(order, { cost, volume, rate: maker ? makerRate : takerRate }))
    const trade = {
      id: tradeIdOf(history.tradeCount()),
      at,
      account: order.account,
      txid: order.txid,
      pair: row.key,
      side: order.side,
      price: { units: price, scale: row.pairDecimals },
      volume: { units: volume, scale: row.lotDecimals },
      cost: { units: cost, scale: row.costDecimals },
      fee: { units: fee.charged, scale: fee.scale },
      feeAsset: fee.asset.id,
      statedFee: { units: fee.stated, scale: row.costDecimals },
      maker,
    }
    const fill = { trade, order, number, feeIn: fee.asset }
    order.executed += volume
    if (maker && order.shown !== undefined) order.shown -= volume
    order.cost += cost
    order.fee += fee.stated
    order.fills.push(fill)
    history.executed(fill)
    return fill
  }

  /** Paid in credits while there are enough of them for the whole of it, else as the order says. */
  function chargeOf({ account, market }: Order, fee: Fee): Fee {
    const credits = creditsOf(account)
    if (credits === undefined || fee.stated <= 0n) return fee
    const paid = inCredits(fee, { costDecimals: market.row.costDecimals, credits })
    return accounts.available(account, credits) < paid.charged ? fee : paid
  }

  function consolidate(row: TradeRow): void {
    history.consolidated(row)
    tell({ kind: 'trades-consolidated', row })
  }

  return {
    execute(at, { maker, taker }) {
      const volume = smaller(offeredOf(maker), taker.volume - taker.executed)
      const pair = taker.market.row.key
      const number = (tradeNumbers.get(pair) ?? 0) + 1
      tradeNumbers.set(pair, number)
      lastPrices.set(pair, maker.price)
      const made = fillOf(at, maker, { price: maker.price, volume, number, maker: true })
      const taken = fillOf(at, taker, { price: maker.price, volume, number, maker: false })
      settle(accounts, { at, fills: [made, taken] })
      for (const fill of [made, taken]) {
        history.changed(fill.order)
        tell({ kind: 'order-filled', order: fill.order })
        tell({ kind: 'trade-executed', fill })
      }
      consolidate(rowOf([made]))
      return { made, taken }
    },
    consolidate([first, ...rest]) {
      if (first !== undefined) consolidate(rowOf([first, ...rest]))
    },
    last: ({ row }) => lastPrices.get(row.key),
  }
}
