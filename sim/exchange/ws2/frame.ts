/** The envelope of what a private channel of WebSocket v2 tells. Source: protocol 6.1. */
import type { Subscription } from '../sessions.ts'

/** `rows` is printed already. Counts the frame. */
export function channelFrame(subscription: Subscription, type: 'snapshot' | 'update', rows: string): string {
  subscription.sequence += 1
  return `{"channel":"${subscription.name}","type":"${type}","data":${rows},"sequence":${subscription.sequence}}`
}
