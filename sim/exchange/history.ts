/** Everything that ever happened to orders and transfers, by id and by account, oldest first. */
import { assert, present } from '../../src/assert.ts'
import type { TradeId, Txid } from '../../src/ids.ts'
import type { Instant } from '../../src/time.ts'
import type { TruthOrder, TruthTrade } from '../truth.ts'
import { type Fill, type Order, type TradeRow, rowOf, truthOf } from './orders.ts'
import { originalIdOf } from './ids.ts'
import { createSweep } from './sweep.ts'
import type { AssetRow } from './universe/universe.ts'

/** A deposit or withdrawal, as its status is asked for. */
export type Transfer = {
  readonly kind: 'deposit' | 'withdrawal'
  readonly refid: string
  readonly at: Instant
  readonly asset: AssetRow
  readonly amount: bigint
  readonly fee: bigint
  readonly status: 'Success' | 'Pending' | 'Failure'
  /** Kraken's `status-prop`. */
  readonly twist?: 'canceled' | 'return'
  /** By what name the client knows the address a withdrawal goes to. */
  readonly key?: string
}

/** What an order was after a change in place; the first one what it was born as. */
export type Amend = {
  readonly id: string
  readonly at: Instant
  readonly price: bigint | undefined
  readonly volume: bigint
  /** Of it not executed at that moment. */
  readonly left: bigint
}

export type AccountRecord = {
  readonly open: ReadonlyMap<Txid, Order>
  /** In the order in which they ended. */
  readonly ended: readonly Order[]
  readonly rows: { readonly single: readonly TradeRow[]; readonly consolidated: readonly TradeRow[] }
  readonly transfers: readonly Transfer[]
}

export interface History {
  readonly truthOrders: ReadonlyMap<Txid, TruthOrder>
  readonly truthTrades: readonly TruthTrade[]
  /** How many there ever were, the forgotten included. */
  readonly orderCount: () => number
  readonly tradeCount: () => number
  order(txid: Txid): Order | undefined
  fill(id: TradeId): Fill | undefined
  of(account: string): AccountRecord
  /** To be called after every change of an order, the first included. */
  changed(order: Order): void
  executed(fill: Fill): void
  /** To be called after the change. */
  amended(at: Instant, order: Order, id: string): void
  /** What the order was born as and what it was amended to, oldest first. */
  amendsOf(order: Order): readonly Amend[]
  /** A maker's fill by itself, or a taker's after one pass. */
  consolidated(row: TradeRow): void
  transferred(account: string, transfer: Transfer): void
  /** A transfer of the same refid turned out otherwise. */
  resolved(account: string, transfer: Transfer): void
  /**
   * Of these accounts, keeps the newest so many orders that ended, and about as many trades of all of them together.
   * Cheap where there is nothing to forget.
   */
  forget(accounts: ReadonlySet<string>, keep: number): void
}

type Pages = {
  readonly open: Map<Txid, Order>
  readonly ended: Order[]
  readonly rows: { readonly single: TradeRow[]; readonly consolidated: TradeRow[] }
  readonly transfers: Transfer[]
}

/** Invariant: an order is among the open ones of its account until it ends, then among the ended ones, once. */
export function createHistory(clients: readonly string[]): History {
  const orders = new Map<Txid, Order>()
  const truthOrders = new Map<Txid, TruthOrder>()
  const amends = new Map<Txid, Amend[]>()
  const fills = new Map<TradeId, Fill>()
  const truthTrades: TruthTrade[] = []
  let [born, traded] = [0, 0]
  const trades = createSweep(truthTrades)
  const pages = new Map<string, Pages>(
    clients.map((name) => [
      name,
      { open: new Map(), ended: [], rows: { single: [], consolidated: [] }, transfers: [] },
    ]),
  )
  const pagesOf = (account: string): Pages => present(pages.get(account), `${account} is an account`)

  return {
    truthOrders,
    truthTrades,
    orderCount: () => born,
    tradeCount: () => traded,
    order: (txid) => orders.get(txid),
    fill: (id) => fills.get(id),
    of: pagesOf,
    changed(order) {
      const { open, ended } = pagesOf(order.account)
      const hasEnded = order.status !== 'pending' && order.status !== 'open'
      if (!orders.has(order.txid)) {
        orders.set(order.txid, order)
        born += 1
        const original = { id: originalIdOf(born), at: order.openedAt, left: order.volume }
        amends.set(order.txid, [{ ...original, price: order.price, volume: order.volume }])
        open.set(order.txid, order)
      }
      if (hasEnded) {
        assert(open.delete(order.txid), `${order.txid} ends once`)
        ended.push(order)
      }
      truthOrders.set(order.txid, truthOf(order))
    },
    amended(at, order, id) {
      const { price, volume, executed } = order
      amends.get(order.txid)?.push({ id, at, price, volume, left: volume - executed })
    },
    amendsOf: ({ txid }) => amends.get(txid) ?? [],
    executed(fill) {
      fills.set(fill.trade.id, fill)
      truthTrades.push(fill.trade)
      traded += 1
      pagesOf(fill.order.account).rows.single.push(rowOf([fill]))
    },
    consolidated(row) {
      pagesOf(row.first.order.account).rows.consolidated.push(row)
    },
    transferred(account, transfer) {
      pagesOf(account).transfers.push(transfer)
    },
    resolved(account, transfer) {
      const { transfers } = pagesOf(account)
      const place = transfers.findIndex(({ refid }) => refid === transfer.refid)
      assert(place !== -1, `${transfer.refid} was under way`)
      transfers[place] = transfer
    },
    forget(accounts, keep) {
      for (const account of accounts) {
        const { ended, rows } = pagesOf(account)
        if (ended.length <= 2 * keep) continue
        for (const { txid, fills: gone } of ended.splice(0, ended.length - keep)) {
          orders.delete(txid)
          truthOrders.delete(txid)
          amends.delete(txid)
          for (const { trade } of gone) fills.delete(trade.id)
        }
        for (const list of [rows.single, rows.consolidated]) list.splice(0, list.length - keep)
      }
      trades.sweep(accounts, keep)
    },
  }
}
