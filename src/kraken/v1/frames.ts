/** The frames of WebSocket v1, as the adapter reads them. */
import { z } from 'zod'
import { reqid, txid } from '../../ids.ts'
import type { Acknowledgement, ChannelFrame, Frame, News } from '../dialect.ts'
import { wholeField } from '../fields.ts'
import type { Json } from '../json.ts'
import { readJson } from '../json.ts'
import { readOrder } from '../order.ts'
import type { PairNamed } from '../reference.ts'
import { readTrade } from '../trade.ts'
import type { ChannelName } from './requests.ts'

export function readFrame(text: string, pairNamed: PairNamed): Frame {
  const json = readJson(text)
  if (!json.ok) return { kind: 'not-understood', why: json.error }
  const data = dataFrame.safeParse(json.value)
  if (data.success) return channelFrame(data.data, pairNamed)
  const event = eventFrame.safeParse(json.value)
  if (!event.success) return { kind: 'not-understood', why: text.slice(0, 120) }
  return frameFrom(event.data)
}

// ---- channels

/** What more Kraken might say at the end of one is left alone. */
const dataFrame = z.tuple(
  [
    z.array(
      z.record(
        z.string(),
        z.custom<Json>((value) => value !== undefined),
      ),
    ),
    z.enum(['openOrders', 'ownTrades']),
    z.object({ sequence: wholeField.nullish() }),
  ],
  z.unknown(),
)

/** Rows by id, each an element of its own to decode. */
function channelFrame(
  [elements, channel, { sequence }]: z.output<typeof dataFrame>,
  pairNamed: PairNamed,
): ChannelFrame {
  const news: News[] = []
  const unreadable: string[] = []
  for (const [id, row] of elements.flatMap((element) => Object.entries(element))) {
    const read = readRow(channel, id, row, pairNamed)
    if (typeof read === 'string') unreadable.push(read)
    else news.push(read)
  }
  return { kind: 'channel', channel, sequence: sequence ?? undefined, isSnapshot: undefined, news, unreadable }
}

/** The news, or what is wrong with the row. */
function readRow(channel: ChannelName, id: string, row: Json, pairNamed: PairNamed): News | string {
  if (channel === 'openOrders') {
    const update = readOrder(id, row, pairNamed)
    return update.ok ? { kind: 'order', update: update.value } : update.error
  }
  const trade = readTrade(id, row, pairNamed)
  return trade.ok ? { kind: 'trade', trade: trade.value } : trade.error
}

// ---- events

const statusField = z.enum(['ok', 'error'])
const ackFields = {
  reqid: wholeField.nullish(),
  status: statusField,
  txid: z.string().nullish(),
  errorMessage: z.string().nullish(),
}
const eventFrame = z.discriminatedUnion('event', [
  z.object({ event: z.literal('systemStatus'), status: z.string() }),
  z.object({ event: z.literal('heartbeat') }),
  z.object({ event: z.literal('pong') }),
  z.object({
    event: z.literal('subscriptionStatus'),
    status: z.string(),
    errorMessage: z.string().nullish(),
    channelName: z.string().nullish(),
    subscription: z.object({ name: z.string().nullish() }).nullish(),
  }),
  z.object({ event: z.literal('addOrderStatus'), ...ackFields }),
  z.object({ event: z.literal('editOrderStatus'), ...ackFields }),
  z.object({ event: z.literal('cancelOrderStatus'), ...ackFields }),
  z.object({ event: z.literal('cancelAllOrdersAfterStatus'), ...ackFields }),
])

function frameFrom(event: z.output<typeof eventFrame>): Frame {
  switch (event.event) {
    case 'systemStatus':
      return { kind: 'system-status', status: event.status }
    case 'heartbeat':
    case 'pong':
      return { kind: 'idle' }
    case 'subscriptionStatus': {
      if (event.status === 'error')
        return { kind: 'subscription-refused', error: event.errorMessage ?? 'no reason given' }
      const channel = event.subscription?.name ?? event.channelName ?? undefined
      if (event.status === 'subscribed' && channel !== undefined) return { kind: 'subscribed', channel }
      return { kind: 'not-understood', why: `subscriptionStatus ${event.status}` }
    }
    case 'addOrderStatus':
      return { kind: 'order-acknowledged', to: 'addOrder', ack: acknowledgement(event) }
    case 'editOrderStatus':
      return { kind: 'order-acknowledged', to: 'editOrder', ack: acknowledgement(event) }
    case 'cancelOrderStatus':
      return { kind: 'order-acknowledged', to: 'cancelOrder', ack: acknowledgement(event) }
    case 'cancelAllOrdersAfterStatus': {
      const ack = acknowledgement(event)
      return { kind: 'switch-set', error: ack.ok ? undefined : ack.error }
    }
  }
}

function acknowledgement(event: {
  readonly reqid?: number | null | undefined
  readonly status: z.output<typeof statusField>
  readonly txid?: string | null | undefined
  readonly errorMessage?: string | null | undefined
}): Acknowledgement {
  const id = event.reqid ?? undefined
  const named = id === undefined ? undefined : reqid(id)
  if (event.status === 'error') return { reqid: named, ok: false, error: event.errorMessage ?? 'no reason given' }
  return {
    reqid: named,
    ok: true,
    txid: event.txid === undefined || event.txid === null ? undefined : txid(event.txid),
  }
}
