/** WebSocket v1: orders and trades in two channels, and an edit that puts a new order in the old one's place. */
import type { Dialect } from '../dialect.ts'
import type { PairNamed } from '../reference.ts'
import { readFrame } from './frames.ts'
import {
  CHANNELS,
  addOrderFrame,
  cancelAllAfterFrame,
  cancelOrderFrame,
  editOrderFrame,
  pingFrame,
  subscribeFrame,
} from './requests.ts'

export const webSocketV1 = (pairNamed: PairNamed): Dialect => ({
  url: 'wss://ws-auth.kraken.com',
  channels: CHANNELS,
  edits: 'by replacing',
  subscribe: (token) => CHANNELS.map((channel) => subscribeFrame(channel, token)),
  ping: pingFrame,
  addOrder: addOrderFrame,
  editOrder: editOrderFrame,
  cancelOrder: cancelOrderFrame,
  cancelAllAfter: cancelAllAfterFrame,
  readFrame: (text) => readFrame(text, pairNamed),
})
