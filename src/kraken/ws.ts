/** WebSocket v1, private: the requests the adapter sends and the frames it reads. */
import { z } from 'zod'
import type { Side } from '../ems.ts'
import type { Reqid, Txid } from '../ids.ts'
import { reqid, txid } from '../ids.ts'
import type { Price, Volume } from '../money.ts'
import { plain } from '../money.ts'
import type { Pair } from '../pair.ts'
import { wholeField } from './fields.ts'
import type { Json } from './json.ts'
import { readJson } from './json.ts'

export const PRIVATE_URL = 'wss://ws-auth.kraken.com'

export type PrivateChannel = 'openOrders' | 'ownTrades'

// ---- what leaves

/** One trade row per execution, so that REST and socket call a trade by the same id. */
export const subscribeFrame = (channel: PrivateChannel, token: string): string =>
  JSON.stringify({
    event: 'subscribe',
    subscription: {
      name: channel,
      token,
      ...(channel === 'ownTrades' ? { snapshot: true, consolidate_taker: false } : {}),
    },
  })

export const pingFrame = (): string => JSON.stringify({ event: 'ping' })

export function addOrderFrame(order: {
  readonly token: string
  readonly reqid: Reqid
  readonly userref: Reqid
  readonly pair: Pair
  readonly side: Side
  readonly orderType: 'limit' | 'market'
  readonly price: Price | undefined
  readonly volume: Volume
  readonly postOnly: boolean
}): string {
  return JSON.stringify({
    event: 'addOrder',
    token: order.token,
    reqid: order.reqid,
    userref: String(order.userref),
    pair: order.pair.wsname,
    type: order.side,
    ordertype: order.orderType,
    ...(order.price === undefined ? {} : { price: plain(order.price) }),
    volume: plain(order.volume),
    ...(order.postOnly ? { oflags: 'post' } : {}),
  })
}

/** `newuserref` marks the replacement as ours: Kraken does not carry the old order's userref over. */
export function editOrderFrame(edit: {
  readonly token: string
  readonly reqid: Reqid
  readonly userref: Reqid
  readonly txid: Txid
  readonly pair: Pair
  readonly price: Price | undefined
  readonly volume: Volume
  readonly postOnly: boolean
}): string {
  return JSON.stringify({
    event: 'editOrder',
    token: edit.token,
    reqid: edit.reqid,
    orderid: edit.txid,
    newuserref: String(edit.userref),
    pair: edit.pair.wsname,
    ...(edit.price === undefined ? {} : { price: plain(edit.price) }),
    volume: plain(edit.volume),
    ...(edit.postOnly ? { oflags: 'post' } : {}),
  })
}

export const cancelOrderFrame = (cancel: {
  readonly token: string
  readonly reqid: Reqid
  readonly txid: Txid
}): string => JSON.stringify({ event: 'cancelOrder', token: cancel.token, reqid: cancel.reqid, txid: [cancel.txid] })

// ---- what arrives

export type Acknowledgement = { readonly reqid: Reqid | undefined } & (
  { readonly ok: true; readonly txid: Txid | undefined } | { readonly ok: false; readonly error: string }
)

export type Frame =
  | { readonly kind: 'system-status'; readonly status: string }
  | { readonly kind: 'idle' }
  | { readonly kind: 'subscribed'; readonly channel: PrivateChannel }
  | { readonly kind: 'subscription-refused'; readonly error: string }
  | {
      readonly kind: 'order-acknowledged'
      readonly to: 'addOrder' | 'editOrder' | 'cancelOrder'
      readonly ack: Acknowledgement
    }
  /** Rows by id, each an element of its own to decode. */
  | {
      readonly kind: 'channel'
      readonly channel: PrivateChannel
      readonly sequence: number
      readonly rows: readonly (readonly [id: string, row: Json])[]
    }
  | { readonly kind: 'not-understood'; readonly why: string }

/** Never fails: a frame that means nothing to us is a frame of that kind. */
export function readFrame(text: string): Frame {
  const json = readJson(text)
  if (!json.ok) return { kind: 'not-understood', why: json.error }
  const data = dataFrame.safeParse(json.value)
  if (data.success) {
    const [elements, channel, { sequence }] = data.data
    return { kind: 'channel', channel, sequence, rows: elements.flatMap((element) => Object.entries(element)) }
  }
  const event = eventFrame.safeParse(json.value)
  if (!event.success) return { kind: 'not-understood', why: text.slice(0, 120) }
  return frameFrom(event.data)
}

const dataFrame = z.tuple([
  z.array(
    z.record(
      z.string(),
      z.custom<Json>((value) => value !== undefined),
    ),
  ),
  z.enum(['openOrders', 'ownTrades']),
  z.object({ sequence: wholeField }),
])

const statusField = z.enum(['ok', 'error'])
const ackFields = {
  reqid: wholeField.nullish(),
  status: statusField,
  txid: z.string().optional(),
  errorMessage: z.string().optional(),
}
const eventFrame = z.discriminatedUnion('event', [
  z.object({ event: z.literal('systemStatus'), status: z.string() }),
  z.object({ event: z.literal('heartbeat') }),
  z.object({ event: z.literal('pong') }),
  z.object({
    event: z.literal('subscriptionStatus'),
    status: z.string(),
    errorMessage: z.string().optional(),
    subscription: z.object({ name: z.string() }).optional(),
  }),
  z.object({ event: z.literal('addOrderStatus'), ...ackFields }),
  z.object({ event: z.literal('editOrderStatus'), ...ackFields }),
  z.object({ event: z.literal('cancelOrderStatus'), ...ackFields }),
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
      const channel = event.subscription?.name
      if (event.status === 'subscribed' && (channel === 'openOrders' || channel === 'ownTrades'))
        return { kind: 'subscribed', channel }
      return { kind: 'not-understood', why: `subscriptionStatus ${event.status}` }
    }
    case 'addOrderStatus':
      return { kind: 'order-acknowledged', to: 'addOrder', ack: acknowledgement(event) }
    case 'editOrderStatus':
      return { kind: 'order-acknowledged', to: 'editOrder', ack: acknowledgement(event) }
    case 'cancelOrderStatus':
      return { kind: 'order-acknowledged', to: 'cancelOrder', ack: acknowledgement(event) }
  }
}

function acknowledgement(event: {
  readonly reqid?: number | null | undefined
  readonly status: z.output<typeof statusField>
  readonly txid?: string | undefined
  readonly errorMessage?: string | undefined
}): Acknowledgement {
  const id = event.reqid ?? undefined
  const named = id === undefined ? undefined : reqid(id)
  if (event.status === 'error') return { reqid: named, ok: false, error: event.errorMessage ?? 'no reason given' }
  return { reqid: named, ok: true, txid: event.txid === undefined ? undefined : txid(event.txid) }
}
