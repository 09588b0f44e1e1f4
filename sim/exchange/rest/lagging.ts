/** Orders and trades as they were a while ago: what REST shows while it is behind the feeds. Source: protocol 9.3. */
import { type Instant, instant } from '../../../src/time.ts'
import type { AccountRecord } from '../history.ts'
import { type Order, rowOf } from '../orders.ts'
import type { PrivateCall } from './registry.ts'

/** The account's orders and trades in REST's view. */
export function recordInView({ at, venue, account }: PrivateCall): AccountRecord {
  const record = venue.history.of(account)
  const { restLag } = venue.lapses
  return restLag === 0 ? record : asOf(record, instant(at - restLag))
}

/** An order in REST's view; undefined when there is none yet. */
export function orderInView({ at, venue }: PrivateCall, txid: Order['txid']): Order | undefined {
  const order = venue.history.order(txid)
  const { restLag } = venue.lapses
  return order === undefined || restLag === 0 ? order : orderAsOf(order, instant(at - restLag))
}

function asOf({ open, ended, rows, transfers }: AccountRecord, then: Instant): AccountRecord {
  const endedSince = ended.filter(({ closedAt }) => closedAt !== undefined && closedAt > then)
  const openThen = [...endedSince, ...open.values()]
    .flatMap((order) => orderAsOf(order, then) ?? [])
    .toSorted((one, other) => one.openedAt - other.openedAt)
  return {
    open: new Map(openThen.map((order) => [order.txid, order])),
    ended: ended.filter(({ closedAt }) => closedAt !== undefined && closedAt <= then),
    rows: {
      single: rows.single.filter(({ first }) => first.trade.at <= then),
      consolidated: rows.consolidated.filter(({ first }) => first.trade.at <= then),
    },
    transfers,
  }
}

/** Everything about an order that moves follows from its executions and its end. */
function orderAsOf(order: Order, then: Instant): Order | undefined {
  if (order.openedAt > then) return undefined
  if (order.closedAt !== undefined && order.closedAt <= then) return order
  const { closedAt: _closedAt, reason: _reason, ...rest } = order
  const [first, ...others] = order.fills.filter(({ trade }) => trade.at <= then)
  const done = first === undefined ? { volume: 0n, cost: 0n, fee: 0n } : rowOf([first, ...others])
  const fills = first === undefined ? [] : [first, ...others]
  return { ...rest, status: 'open', executed: done.volume, cost: done.cost, fee: done.fee, fills }
}
