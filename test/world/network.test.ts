/** The wires: order within a pipe, freedom between channels, and what breaks with a connection. */
import { describe, expect, test } from 'vitest'
import { socketId } from '../../src/ids.ts'
import { after, micros, seconds, since } from '../../src/time.ts'
import { everyPath, seeded } from '../../sim/world/chance.ts'
import { framesOf, isHeartbeat, kindsOf, order, tank } from './toys.ts'

const SEEDS = Array.from({ length: 40 }, (_, seed) => String(seed))

describe('pipes', () => {
  test('frames of one channel arrive as they were sent, whatever their delays', () => {
    for (const seed of SEEDS) {
      const { world, brokers, exchange } = tank({ chance: seeded(seed) })
      for (const name of ['a', 'b', 'c', 'd']) world.request(order(name))
      world.settle(after(world.now, seconds(5)))
      const heard = exchange.heard.map(({ what }) => what).filter((what) => what.startsWith('addOrder'))
      expect(heard).toEqual(['addOrder a', 'addOrder b', 'addOrder c', 'addOrder d'])
      const orders = framesOf(brokers[0]).filter((frame) => !frame.startsWith('ack'))
      expect(orders).toEqual(
        ['a', 'b', 'c', 'd'].flatMap((name) => [`order of addOrder ${name}`, `again of addOrder ${name}`]),
      )
    }
  })

  test('between channels nothing is promised: either may be first', () => {
    const firsts = SEEDS.map((seed) => {
      const { world, brokers } = tank({ chance: seeded(seed) })
      world.request(order('a'))
      world.settle(after(world.now, seconds(5)))
      return framesOf(brokers[0])[0]
    })
    expect(new Set(firsts)).toEqual(new Set(['ack of addOrder a', 'order of addOrder a']))
  })

  test('delays stay within their ranges', () => {
    for (const seed of SEEDS) {
      const { world, exchange } = tank({ chance: seeded(seed) })
      const sentAt = world.now
      world.request(order('a'))
      world.settle(after(world.now, seconds(5)))
      const reachedAt = exchange.heard.find(({ what }) => what === 'addOrder a')?.at ?? sentAt
      expect(since({ from: sentAt, to: reachedAt })).toBeGreaterThanOrEqual(5000)
      expect(since({ from: sentAt, to: reachedAt })).toBeLessThanOrEqual(20_000)
      const arrivals = world.trace.filter((event) => event.kind === 'socket-received' && !isHeartbeat(event.frame))
      for (const { at } of arrivals) {
        expect(since({ from: reachedAt, to: at })).toBeGreaterThanOrEqual(5000)
        expect(since({ from: reachedAt, to: at })).toBeLessThanOrEqual(60_000)
      }
      expect(arrivals).toHaveLength(3)
    }
  })

  test('a request in a race reaches Kraken at its minute, and nobody hears of it before the race is over', () => {
    for (const seed of SEEDS) {
      const { world, exchange } = tank({ chance: seeded(seed) })
      const begins = world.now
      world.beginRace(3)
      world.request(order('a'), { reachesAt: after(begins, micros(20_000)) })
      world.request(order('b'), { reachesAt: after(begins, micros(60_000)) })
      world.settle(after(world.now, seconds(5)))
      const at = (what: string) => exchange.heard.find((one) => one.what === what)?.at
      expect([at('addOrder a'), at('addOrder b')]).toEqual([
        after(begins, micros(20_000)),
        after(begins, micros(60_000)),
      ])
      const first = world.trace.find((event) => event.kind === 'socket-received' && event.frame.includes('addOrder'))
      expect(first?.at).toBeGreaterThan(after(begins, micros(60_000)))
    }
  })
})

describe('connections', () => {
  test('a cut loses what is on the wire, both ways; Kraken hears of it first', () => {
    const { world, brokers, exchange } = tank()
    world.request(order('a'))
    world.cutSockets(seconds(0))
    expect(exchange.heard.at(-1)?.what).toBe('closed')
    expect(kindsOf(brokers[0])).not.toContain('socket-closed')
    world.settle(after(world.now, seconds(5)))
    expect(exchange.heard.map(({ what }) => what)).not.toContain('addOrder a')
    expect(brokers[0]?.heard.at(-1)).toEqual({ kind: 'socket-closed', socket: 7, code: 1006 })
  })

  test('a cut loses what Kraken has said and the broker not yet heard', () => {
    for (const seed of SEEDS) {
      const { world, brokers, exchange } = tank({ chance: seeded(seed) })
      world.request(order('a'))
      while (!exchange.heard.some(({ what }) => what === 'addOrder a')) world.step()
      world.cutSockets(seconds(0))
      world.settle(after(world.now, seconds(5)))
      expect(framesOf(brokers[0])).toEqual([])
      expect(kindsOf(brokers[0]).filter((kind) => kind === 'socket-closed')).toHaveLength(1)
    }
  })

  test('a connection cut before the broker was told of it is never told as open', () => {
    const told = SEEDS.map((seed) => {
      const { world } = tank({ chance: seeded(seed), asleep: true })
      world.startBroker()
      world.runUntil(after(world.now, micros(80_000)))
      const cutAt = world.now
      world.cutSockets(seconds(0))
      world.runUntil(after(world.now, seconds(2)))
      expect(world.trace.filter(({ kind, at }) => kind === 'socket-opened' && at > cutAt)).toEqual([])
      return world.trace.filter(({ kind }) => kind === 'socket-closed').length
    })
    expect(new Set(told)).toEqual(new Set([1]))
  })

  test('a connection closed before Kraken heard of it is opened and closed there, in that order', () => {
    for (const seed of SEEDS) {
      const { world, brokers, exchange } = tank({
        chance: seeded(seed),
        asleep: true,
        extra: (input) => (input.kind === 'started' ? [{ kind: 'socket-close', socket: socketId(7) }] : []),
      })
      world.startBroker()
      world.runUntil(after(world.now, seconds(5)))
      expect(exchange.heard.filter(({ what }) => what === 'closed')).toHaveLength(1)
      expect(kindsOf(brokers[0]).filter((kind) => kind.startsWith('socket'))).toEqual([
        'socket-opened',
        'socket-closed',
      ])
    }
  })

  test('during an outage new connections of both kinds are refused, afterwards accepted', () => {
    const { world, brokers, exchange } = tank({ asleep: true })
    world.cutSockets(seconds(2))
    world.startBroker()
    world.runUntil(after(world.now, seconds(1)))
    expect(kindsOf(brokers[0]).toSorted()).toEqual(['http-failed', 'socket-closed', 'started'])
    expect(brokers[0]?.heard.find(({ kind }) => kind === 'http-failed')).toMatchObject({ reason: 'refused' })
    expect(exchange.heard).toEqual([])
    world.crashBroker()
    world.runUntil(after(world.now, seconds(1)))
    world.startBroker()
    world.runUntil(after(world.now, seconds(1)))
    expect(kindsOf(brokers[1]).toSorted()).toEqual(['http-answered', 'socket-opened', 'started'])
  })

  test('a connection closed as asked delivers what was sent before, both ways', () => {
    for (const seed of SEEDS) {
      const { world, brokers, exchange } = tank({
        chance: seeded(seed),
        extra: (input) => (input.kind === 'ems-requested' ? [{ kind: 'socket-close', socket: socketId(7) }] : []),
      })
      world.request(order('a'))
      world.settle(after(world.now, seconds(5)))
      expect(exchange.heard.slice(-2).map(({ what }) => what)).toEqual(['addOrder a', 'closed'])
      expect(framesOf(brokers[0])).toHaveLength(3)
      expect(brokers[0]?.heard.at(-1)).toEqual({ kind: 'socket-closed', socket: 7, code: 1000 })
    }
  })

  test('a crashed broker’s last frames still reach Kraken, and then the end of its connection', () => {
    const { world, brokers, exchange } = tank()
    world.request(order('a'))
    world.crashBroker()
    world.startBroker()
    world.settle(after(world.now, seconds(5)))
    expect(exchange.heard.map(({ what }) => what)).toContain('addOrder a')
    expect(exchange.heard.map(({ what }) => what)).toContain('closed')
    expect(framesOf(brokers[0])).toEqual([])
    expect(framesOf(brokers[1])).toEqual([])
  })
})

describe('held-back channels', () => {
  const played = (pick: (channels: number) => number): readonly string[] => {
    const { world, brokers } = tank()
    world.holdBack(['ack', 'openOrders'])
    world.request(order('a'))
    world.runUntil(after(world.now, seconds(3)))
    expect(framesOf(brokers[0])).toEqual([])
    expect(world.unrest()).toBe('frames held back: 3')
    world.release(pick)
    world.settle(after(world.now, seconds(5)))
    return framesOf(brokers[0])
  }

  test('are let go in each order that keeps the channels’ own, 1 ms apart', () => {
    const orders: string[] = []
    for (const chance of everyPath(10)) orders.push(played((count) => chance.pick('story/release/1', count)).join())
    const [ack, one, two] = ['ack of addOrder a', 'order of addOrder a', 'again of addOrder a']
    expect(orders).toEqual([[ack, one, two].join(), [one, ack, two].join(), [one, two, ack].join()])
  })

  test('arrive 1 ms apart, and none before what its channel sent earlier', () => {
    for (const seed of SEEDS) {
      const { world, brokers, exchange } = tank({ chance: seeded(seed) })
      world.request(order('a'))
      while (!exchange.heard.some(({ what }) => what === 'addOrder a')) world.step()
      world.holdBack(['openOrders'])
      world.command({ kind: 'place', account: 'stranger', pair: 'XMR/EUR', side: 'sell', volume: '2' })
      world.request(order('b'))
      world.runUntil(after(world.now, micros(20_000)))
      world.release(() => 0)
      world.settle(after(world.now, seconds(5)))
      const told = framesOf(brokers[0]).filter((frame) => /^(order|again)/.test(frame))
      const ofOrder = (name: string) => [`order of addOrder ${name}`, `again of addOrder ${name}`]
      expect(told).toEqual([...ofOrder('a'), ...ofOrder('b')])
      const released = world.trace.filter(
        (event) => event.kind === 'socket-received' && ofOrder('b').includes(event.frame),
      )
      expect((released[1]?.at ?? 0) - (released[0]?.at ?? 0)).toBe(1000)
    }
  })

  test.each([
    { speaks: 'v1', hold: 'openOrders', passes: ['trade of O1'] },
    { speaks: 'v1', hold: 'executions', passes: [] },
    { speaks: 'v2', hold: 'openOrders', passes: [] },
    { speaks: 'v2', hold: 'ownTrades', passes: [] },
    { speaks: 'v2', hold: 'executions', passes: [] },
  ] as const)('mean in $speaks by $hold what carries it there', ({ speaks, hold, passes }) => {
    const { world, brokers } = tank({ speaks })
    world.holdBack([hold])
    world.request(order('a'))
    world.command({ kind: 'place', account: 'stranger', pair: 'XMR/EUR', side: 'sell', volume: '2' })
    world.runUntil(after(world.now, seconds(1)))
    expect(framesOf(brokers[0]).toSorted()).toEqual(['ack of addOrder a', ...passes])
  })

  test('flow again after healing, in the order in which they came', () => {
    const { world, brokers } = tank()
    world.holdBack(['ownTrades', 'ack'])
    world.request(order('a'))
    world.runUntil(after(world.now, seconds(1)))
    world.command({ kind: 'place', account: 'stranger', pair: 'XMR/EUR', side: 'sell', volume: '2' })
    world.heal()
    world.settle(after(world.now, seconds(5)))
    expect(framesOf(brokers[0]).slice(2)).toEqual(['ack of addOrder a', 'trade of O1'])
    world.request(order('b'))
    world.settle(after(world.now, seconds(5)))
    expect(framesOf(brokers[0])).toContain('ack of addOrder b')
  })
})
