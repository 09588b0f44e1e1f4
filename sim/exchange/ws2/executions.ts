/** Tells the executions channel what the engine does, and what stood when somebody subscribed. */
import { unreachable } from '../../../src/assert.ts'
import type { Instant } from '../../../src/time.ts'
import type { EngineEvent } from '../engine-port.ts'
import type { TradingLimits } from '../limits/trading.ts'
import type { Order } from '../orders.ts'
import type { Outbox } from '../outbox.ts'
import type { Quirks } from '../quirks.ts'
import type { Sessions, Subscription } from '../sessions.ts'
import type { Venue } from '../venue.ts'
import { type JsonObject, printJson } from '../wire.ts'
import { channelFrame } from './frame.ts'
import {
  amendedRow,
  endedRow,
  openedRow,
  pendingRow,
  refilledRow,
  restatedRow,
  snapshotRow,
  tradeRow,
  triggeredRow,
} from './rows.ts'

/** Source: protocol 6.3. */
const SNAPSHOT_TRADES = 50

type Parts = {
  readonly at: Instant
  readonly sessions: Sessions
  readonly outbox: Outbox
  readonly quirks: Quirks
  readonly tradingLimits: TradingLimits
}

/** To be called while the event happens: amounts are those of the moment. One frame holds one row. */
export function tellExecutions(parts: Parts, event: EngineEvent): void {
  switch (event.kind) {
    case 'order-pending':
      return tell(parts, { order: event.order, row: () => pendingRow(event.order), isMinor: true })
    case 'order-opened':
      return tell(parts, { order: event.order, row: () => openedRow(event.order) })
    case 'order-amended':
      return tell(parts, { order: event.order, row: () => amendedRow(event.order, parts.at), isMinor: true })
    case 'order-triggered':
      return tell(parts, { order: event.order, row: () => triggeredRow(event.order, parts.at), isMinor: true })
    case 'order-refilled':
      return tell(parts, { order: event.order, row: () => refilledRow(event.order, parts.at), isMinor: true })
    case 'trade-executed':
      return tell(parts, { order: event.fill.order, row: () => tradeRow(event.fill, { isLive: true }) })
    case 'order-ended': {
      const { order } = event
      const isShort = order.status === 'closed' && order.executed < order.volume
      if (isShort && parts.quirks.dustOnExecutions === 'restated-first') {
        tell(parts, { order, row: () => restatedRow(order, parts.at), isMinor: true })
      }
      return tell(parts, { order, row: () => endedRow(order, parts.at) })
    }
    /** A fill is told by its trade, and every trade by itself. */
    case 'order-filled':
    case 'trades-consolidated':
      return
    default:
      return unreachable(event)
  }
}

/** The frames that stand for everything before the subscription, newest first; none when nothing is asked for. */
export function executionSnapshots(
  { history, quirks }: Venue,
  subscription: Subscription,
  wants: { readonly orders: boolean; readonly trades: boolean },
): readonly string[] {
  const record = history.of(subscription.account)
  const orders = wants.orders ? [[...record.open.values()].reverse().map(snapshotRow)] : []
  const newest = record.rows.single.slice(-SNAPSHOT_TRADES).reverse()
  const trades = wants.trades ? [newest.map(({ first }) => tradeRow(first, { isLive: false }))] : []
  const lists = [...orders, ...trades]
  const frames = quirks.snapshotsOfExecutions === 'together' && lists.length > 0 ? [lists.flat()] : lists
  return frames.map((rows) => channelFrame(subscription, 'snapshot', printJson(rows)))
}

type Update = {
  readonly order: Order
  readonly row: () => JsonObject
  /** Told only to those who hear every status: not that an order is there, trades or ends. */
  readonly isMinor?: boolean
}

function tell({ at, sessions, outbox, tradingLimits }: Parts, { order, row, isMinor = false }: Update): void {
  let printed: string | undefined
  for (const subscription of sessions.subscribers(order.account, 'executions')) {
    if (isMinor && subscription.hearsEveryStatus === false) continue
    printed ??= printJson([row()])
    const rows =
      subscription.countsRate === true
        ? printJson([{ ...row(), ratecount: tradingLimits.rateCount(at, order) }])
        : printed
    outbox.feed(subscription.socket, 'executions', channelFrame(subscription, 'update', rows))
  }
}
