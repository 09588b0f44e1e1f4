/** WebSocket v2: orders and trades in one channel and one sequence, and an edit that leaves the order its id. */
import type { Dialect } from '../dialect.ts'
import type { PairNamed } from '../reference.ts'
import { readFrame } from './frames.ts'
import {
  CHANNEL,
  addOrderFrame,
  amendOrderFrame,
  cancelAllAfterFrame,
  cancelOrderFrame,
  pingFrame,
  subscribeFrame,
} from './requests.ts'

export const webSocketV2 = (pairNamed: PairNamed): Dialect => ({
  url: 'wss://ws-auth.kraken.com/v2',
  channels: [CHANNEL],
  edits: 'in place',
  subscribe: (token) => [subscribeFrame(token)],
  ping: pingFrame,
  addOrder: addOrderFrame,
  editOrder: amendOrderFrame,
  cancelOrder: cancelOrderFrame,
  cancelAllAfter: cancelAllAfterFrame,
  readFrame: (text) => readFrame(text, pairNamed),
})
