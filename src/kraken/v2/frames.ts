/** The frames of WebSocket v2, as the adapter reads them. */
import { z } from 'zod'
import { reqid, txid } from '../../ids.ts'
import type { Acknowledgement, Frame, News } from '../dialect.ts'
import { wholeField } from '../fields.ts'
import type { Json } from '../json.ts'
import { readJson } from '../json.ts'
import type { PairNamed } from '../reference.ts'
import { readExecution } from './executions.ts'

export function readFrame(text: string, pairNamed: PairNamed): Frame {
  const json = readJson(text)
  if (!json.ok) return { kind: 'not-understood', why: json.error }
  const data = channelFrame.safeParse(json.value)
  if (data.success) return channelNews(data.data, pairNamed)
  const response = responseFrame.safeParse(json.value)
  if (response.success) return answerFrom(response.data)
  return { kind: 'not-understood', why: text.slice(0, 120) }
}

// ---- channels

const channelFrame = z.discriminatedUnion('channel', [
  z.object({ channel: z.literal('heartbeat') }),
  z.object({ channel: z.literal('status'), data: z.array(z.object({ system: z.string() })).min(1) }),
  z.object({
    channel: z.literal('executions'),
    type: z.enum(['snapshot', 'update']),
    data: z.array(z.custom<Json>((value) => value !== undefined)),
    sequence: wholeField,
  }),
])

function channelNews(frame: z.output<typeof channelFrame>, pairNamed: PairNamed): Frame {
  switch (frame.channel) {
    case 'heartbeat':
      return { kind: 'idle' }
    case 'status':
      return { kind: 'system-status', status: frame.data[0]?.system ?? '' }
    case 'executions': {
      const { channel, sequence } = frame
      const isSnapshot = frame.type === 'snapshot'
      const news: News[] = []
      const unreadable: string[] = []
      for (const row of frame.data) {
        const read = readExecution(row, { pairNamed, isSnapshot })
        if (read.ok) news.push(...read.value)
        else unreadable.push(read.error)
      }
      return { kind: 'channel', channel, sequence, isSnapshot, news, unreadable }
    }
  }
}

// ---- answers

const responseFrame = z.object({
  method: z.string(),
  req_id: wholeField.nullish(),
  success: z.boolean().optional(),
  error: z.string().optional(),
  result: z.object({ channel: z.string().optional(), order_id: z.string().optional() }).optional(),
})
type Response = z.output<typeof responseFrame>

function answerFrom(response: Response): Frame {
  switch (response.method) {
    case 'pong':
      return { kind: 'idle' }
    case 'subscribe': {
      const channel = response.result?.channel
      if (response.success === true && channel !== undefined) return { kind: 'subscribed', channel }
      return { kind: 'subscription-refused', error: response.error ?? 'no reason given' }
    }
    case 'add_order':
      return { kind: 'order-acknowledged', to: 'addOrder', ack: acknowledgement(response) }
    case 'amend_order':
      return { kind: 'order-acknowledged', to: 'amendOrder', ack: acknowledgement(response) }
    case 'cancel_all_orders_after': {
      const ack = acknowledgement(response)
      return { kind: 'switch-set', error: ack.ok ? undefined : ack.error }
    }
    case 'cancel_order':
      return { kind: 'order-acknowledged', to: 'cancelOrder', ack: acknowledgement(response) }
    default:
      return { kind: 'not-understood', why: `an answer to ${response.method}` }
  }
}

function acknowledgement({ req_id: id, success, error, result }: Response): Acknowledgement {
  const named = id === undefined || id === null ? undefined : reqid(id)
  if (success !== true) return { reqid: named, ok: false, error: error ?? 'no reason given' }
  const order = result?.order_id
  return { reqid: named, ok: true, txid: order === undefined ? undefined : txid(order) }
}
