/** Tells the private feeds of WebSocket v1 what the engine does, and what stood when somebody subscribed. */
import { unreachable } from '../../../src/assert.ts'
import type { Instant } from '../../../src/time.ts'
import type { EngineEvent } from '../engine-port.ts'
import { type Order, type TradeRow, rowOf } from '../orders.ts'
import type { TradingLimits } from '../limits/trading.ts'
import type { Outbox } from '../outbox.ts'
import type { V1Feed } from '../port.ts'
import type { Sessions, Subscription } from '../sessions.ts'
import type { Venue } from '../venue.ts'
import { type JsonObject, printJson } from '../wire.ts'
import {
  amendedDelta,
  endedDelta,
  filledDelta,
  liveTradeRow,
  openedDelta,
  refilledDelta,
  tradeRow,
  triggeredDelta,
  wholeOrder,
} from './payloads.ts'

/** Source: protocol 4.3. */
const SNAPSHOT_TRADES = 50

type Parts = {
  readonly at: Instant
  readonly sessions: Sessions
  readonly outbox: Outbox
  readonly tradingLimits: TradingLimits
}

/** To be called while the event happens: amounts are those of the moment. */
export function tellFeeds(parts: Parts, event: EngineEvent): void {
  switch (event.kind) {
    case 'order-pending':
      return tell(parts, { ...orderUpdate(event), payload: () => wholeOrder(event.order) })
    case 'order-opened':
      return tell(parts, { ...orderUpdate(event), payload: () => openedDelta(event.order) })
    case 'order-filled':
      return tell(parts, { ...orderUpdate(event), payload: () => filledDelta(event.order) })
    case 'order-amended':
      return tell(parts, { ...orderUpdate(event), payload: () => amendedDelta(event.order) })
    case 'order-triggered':
      return tell(parts, { ...orderUpdate(event), payload: () => triggeredDelta(event.order, parts.at) })
    case 'order-refilled':
      return tell(parts, { ...orderUpdate(event), payload: () => refilledDelta(event.order) })
    case 'order-ended':
      return tell(parts, { ...orderUpdate(event), payload: () => endedDelta(event.order, parts.at) })
    case 'trade-executed':
      return tell(
        parts,
        tradeUpdate(rowOf([event.fill]), (subscription) => subscription.consolidatesTaker !== true),
      )
    case 'trades-consolidated':
      return tell(
        parts,
        tradeUpdate(event.row, (subscription) => subscription.consolidatesTaker === true),
      )
    default:
      return unreachable(event)
  }
}

/** The frame that stands for everything before the subscription. */
export function snapshotFrame({ history }: Venue, subscription: Subscription): string {
  const record = history.of(subscription.account)
  const items =
    subscription.name === 'openOrders'
      ? [...record.open.values()].reverse().map((order) => ({ [order.txid]: wholeOrder(order) }))
      : (subscription.consolidatesTaker === true ? record.rows.consolidated : record.rows.single)
          .slice(-SNAPSHOT_TRADES)
          .reverse()
          .map((row) => ({ [row.first.trade.id]: tradeRow(row) }))
  return frameOf(subscription, printJson(items))
}

type Update = {
  readonly name: V1Feed
  readonly account: string
  readonly id: string
  readonly payload: () => JsonObject
  /** The order whose pair's counter those are told who asked for it. */
  readonly order?: Order
  readonly to?: (subscription: Subscription) => boolean
}

function tell({ at, sessions, outbox, tradingLimits }: Parts, update: Update): void {
  const { name, account, id, payload, order, to } = update
  let printed: string | undefined
  const withCount = (of: Order): string =>
    printJson([{ [id]: { ...payload(), ratecount: tradingLimits.rateCount(at, of) } }])
  for (const subscription of sessions.subscribers(account, name)) {
    if (to !== undefined && !to(subscription)) continue
    printed ??= printJson([{ [id]: payload() }])
    const items = order !== undefined && subscription.countsRate === true ? withCount(order) : printed
    outbox.feed(subscription.socket, name, frameOf(subscription, items))
  }
}

function frameOf(subscription: Subscription, items: string): string {
  subscription.sequence += 1
  return `[${items},"${subscription.name}",{"sequence":${subscription.sequence}}]`
}

const tradeUpdate = (row: TradeRow, to: (subscription: Subscription) => boolean): Update => ({
  name: 'ownTrades',
  account: row.first.trade.account,
  id: row.first.trade.id,
  payload: () => liveTradeRow(row),
  to,
})

const orderUpdate = ({ order }: Extract<EngineEvent, { order: unknown }>) =>
  ({ name: 'openOrders', account: order.account, id: order.txid, order }) as const
