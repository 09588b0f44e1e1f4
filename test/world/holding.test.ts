/** Held-back frames are let go in every order that keeps each channel's own, and in no other. */
import { expect, test } from 'vitest'
import { everyPath } from '../../sim/world/chance.ts'
import { interleaved } from '../../sim/world/holding.ts'
import type { Channel } from '../../sim/exchange/port.ts'

const frames = (counts: Partial<Record<Channel, number>>) =>
  (['ack', 'openOrders', 'ownTrades'] as const).flatMap((channel) =>
    Array.from({ length: counts[channel] ?? 0 }, (_, place) => ({ channel, place })),
  )

test.each([
  [{ ack: 3 }, 1],
  [{ ack: 1, openOrders: 2 }, 3],
  [{ ack: 2, openOrders: 2 }, 6],
  [{ ack: 1, openOrders: 2, ownTrades: 1 }, 12],
  [{ ack: 2, openOrders: 3, ownTrades: 1 }, 60],
])('%o have %i orders, the multinomial number', (counts, orders) => {
  const held = frames(counts)
  const seen = new Set<string>()
  let plays = 0
  for (const chance of everyPath(1000)) {
    const order = interleaved(held, (count) => chance.pick('story/release/1', count))
    for (const channel of ['ack', 'openOrders', 'ownTrades']) {
      const own = order.filter((frame) => frame.channel === channel).map(({ place }) => place)
      expect(own).toEqual(own.map((_, place) => place))
    }
    expect(order).toHaveLength(held.length)
    seen.add(order.map(({ channel, place }) => `${channel}${place}`).join())
    plays += 1
  }
  expect([plays, seen.size]).toEqual([orders, orders])
})
