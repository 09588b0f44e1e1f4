/**
 * What a story means by a channel in either dialect: v1 tells of orders and of trades in two, v2 of both in one. A
 * connection speaks one dialect, so that nothing is meant that was not said.
 */
import type { Channel } from '../exchange/port.ts'
import { membersOf, readWire } from '../exchange/wire.ts'
import type { HeldChannel } from '../scenario.ts'

/** The channels that wait or fall silent under this name: a channel does so as a whole. */
export const CHANNELS_MEANT: Readonly<Record<HeldChannel, readonly Channel[]>> = {
  control: ['control'],
  ack: ['ack'],
  openOrders: ['openOrders', 'executions'],
  ownTrades: ['ownTrades', 'executions'],
  executions: ['executions', 'openOrders', 'ownTrades'],
}

/**
 * The names by which one frame is lost, doubled or late. Each of v2 is about how orders stand; that of a trade, and how
 * things stood when the subscription began, are about trades as well.
 */
export function namesOfFrame({
  channel,
  text,
}: {
  readonly channel: Channel
  readonly text: string
}): readonly Channel[] {
  if (channel !== 'executions') return [channel]
  const read = readWire(text)
  const { type, data } = membersOf(read.ok ? read.value : undefined) ?? {}
  const isAboutTrades = type === 'snapshot' || (Array.isArray(data) && data.some(isTrade))
  return [channel, 'openOrders', ...(isAboutTrades ? (['ownTrades'] as const) : [])]
}

const isTrade = (row: unknown): boolean => membersOf(row)?.['exec_type'] === 'trade'
