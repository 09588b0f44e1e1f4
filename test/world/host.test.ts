/** The broker's process in the world: effects in order, timers, restarts, crashes, and rest. */
import { describe, expect, test } from 'vitest'
import type { BrokerEffect } from '../../src/broker/port.ts'
import { after, micros, seconds } from '../../src/time.ts'
import { kindsOf, order, tank } from './toys.ts'

const soon = (world: { readonly now: ReturnType<typeof after> }, count = 5) => after(world.now, seconds(count))
const kindsIn = (trace: readonly { readonly kind: string }[]) => trace.map(({ kind }) => kind)
const replace = (text: string): BrokerEffect => ({ kind: 'file-replace', file: 'positions', text })

describe('effects', () => {
  test('a file is on the disk before the trader hears of what rests on it', () => {
    const { world } = tank({ extra: (input) => (input.kind === 'ems-requested' ? [replace('one')] : []) })
    world.request(order('a'))
    const kinds = world.trace.slice(-4).map(({ kind }) => kind)
    expect(kinds).toEqual(['ems-requested', 'ems-event', 'socket-send', 'file-written'])
    expect(world.files.positions).toBe('one')
  })

  test('every record in the trace has the time at which it happened', () => {
    const { world } = tank()
    const times = world.trace.map(({ at }) => at)
    expect(times).toEqual(times.toSorted((one, other) => one - other))
    expect(times.length).toBeGreaterThan(5)
  })

  test('a trade is in the trace once, when Kraken made it', () => {
    const { world } = tank()
    const sell = { kind: 'place', account: 'stranger', pair: 'XMR/EUR', side: 'sell', volume: '2' } as const
    for (const command of [sell, sell]) world.command(command)
    world.settle(soon(world))
    const trades = world.trace.flatMap((event) => (event.kind === 'trade' ? [`${event.tradeId} ${event.price}`] : []))
    expect(trades).toEqual(['T1 149.5', 'T2 149.5'])
  })
})

describe('timers', () => {
  test('a timer fires once, when it was last set to; a stopped one never', () => {
    const { world, brokers } = tank({
      extra: (input, now) =>
        input.kind === 'ems-requested'
          ? [
              { kind: 'timer-set', timer: 'retry', at: after(now, seconds(1)) },
              { kind: 'timer-set', timer: 'retry', at: after(now, seconds(2)) },
              { kind: 'timer-set', timer: 'watchdog', at: after(now, seconds(1)) },
              { kind: 'timer-stop', timer: 'watchdog' },
            ]
          : [],
    })
    const firings = () => brokers[0]?.heard.filter(({ kind }) => kind === 'timer-fired') ?? []
    const begins = world.now
    world.request(order('a'))
    world.runUntil(after(begins, micros(1_999_999)))
    expect(firings()).toEqual([])
    world.runUntil(after(begins, seconds(60)))
    expect(firings()).toEqual([{ kind: 'timer-fired', timer: 'retry' }])
  })

  test('a dead broker’s timers do not fire in the next one', () => {
    const { world, brokers } = tank({
      extra: (input, now) =>
        input.kind === 'ems-requested' ? [{ kind: 'timer-set', timer: 'retry', at: after(now, seconds(1)) }] : [],
    })
    world.request(order('a'))
    world.crashBroker()
    world.startBroker()
    world.runUntil(soon(world))
    expect(kindsOf(brokers[1])).not.toContain('timer-fired')
  })
})

describe('the process', () => {
  test('a restart finds the files, and numbers of its own clash with nobody’s', () => {
    const { world, brokers } = tank()
    world.request(order('a'))
    world.settle(soon(world))
    const ledger = world.files.ledger
    world.crashBroker()
    world.startBroker()
    world.request(order('b'))
    world.settle(soon(world))
    expect(ledger).toContain('ack of addOrder a')
    expect(brokers[1]?.heard[0]).toEqual({ kind: 'started', files: { ledger, positions: undefined } })
    const sockets = world.trace.flatMap((event) => (event.kind === 'socket-open' ? [event.socket] : []))
    expect(sockets).toEqual([1, 2])
    expect(brokers[1]?.heard.find(({ kind }) => kind === 'socket-opened')).toMatchObject({ socket: 7 })
  })

  test('stopping ends it when it says so, and an exception is told to it once', () => {
    for (const why of ['asked', 'exception'] as const) {
      const { world, brokers, exchange } = tank()
      world.stopBroker(why)
      expect(brokers[0]?.heard.at(-1)).toEqual({ kind: 'stop-requested', why })
      expect(world.isBrokerRunning).toBe(false)
      world.settle(soon(world))
      expect(exchange.heard.at(-1)?.what).toBe('closed')
      expect(world.trace.filter(({ kind }) => kind === 'broker-ended')).toMatchObject([{ how: 'exited' }])
    }
  })

  /** Two writes of six system calls each, with something seen after each. */
  const twoWrites = () =>
    tank({
      extra: (input) =>
        input.kind === 'ems-requested'
          ? [replace('old'), replace('new'), { kind: 'note', note: { name: 'positions written' } }]
          : [],
    })

  test('the power can fail after any system call; nothing after it is done, and the broker begins again', () => {
    const left = [1, 2, 3, 4, 5, 6, 7].map((syscalls) => {
      const { world } = twoWrites()
      world.strike({ kind: 'power', after: { of: 'syscalls', count: 6 + syscalls }, remains: 'nothing' })
      world.request(order('a'))
      const isNoted = world.trace.some(({ kind }) => kind === 'note')
      const starts = world.trace.filter(({ kind }) => kind === 'broker-started').length
      return `${world.files.positions}, ${starts} starts, ${isNoted ? 'noted' : 'silent'}`
    })
    const before = 'old, 2 starts, silent'
    expect(left).toEqual([before, before, before, before, before, 'new, 2 starts, silent', 'new, 1 starts, noted'])
  })

  test('the power can fail after any effect that others see', () => {
    const seen = [1, 2, 3].map((count) => {
      const { world } = tank()
      world.strike({ kind: 'power', after: { of: 'effects', count }, remains: 'nothing' })
      const { length } = world.trace
      world.request(order('a'))
      return kindsIn(world.trace.slice(length))
    })
    const again = ['fault', 'broker-ended', 'broker-started']
    expect(seen[0]?.slice(0, 5)).toEqual(['ems-requested', 'ems-event', ...again])
    expect(seen[1]?.slice(0, 6)).toEqual(['ems-requested', 'ems-event', 'socket-send', ...again])
    expect(seen[2]).toEqual(['ems-requested', 'ems-event', 'socket-send'])
  })

  test('the power can fail between any two events, and only while a broker runs', () => {
    const { world } = tank()
    const { events } = world.moments
    world.strike({ kind: 'power', after: { of: 'events', count: 2 }, remains: 'nothing' })
    world.crashBroker()
    expect(world.moments.events).toBe(events)
    world.startBroker()
    expect(world.trace.at(-1)?.kind).not.toBe('fault')
    world.settle(soon(world))
    expect(world.trace.filter(({ kind }) => kind === 'fault')).toHaveLength(1)
    expect(world.isBrokerRunning).toBe(true)
  })

  test('a write that finds no space leaves the file as it was, and the broker begins again', () => {
    const { world } = twoWrites()
    world.strike({ kind: 'no-space', after: { of: 'writes', count: 2 } })
    world.request(order('a'))
    expect(world.files.positions).toBe('old')
    expect(world.trace.flatMap((event) => (event.kind === 'fault' ? [event.text] : []))).toEqual([
      'the positions file cannot be written: ENOSPC',
    ])
    expect(world.isBrokerRunning).toBe(true)
    world.request(order('b'))
    expect(world.files.positions).toBe('new')
  })

  test('only one broker runs', () => {
    const { world } = tank()
    expect(() => world.startBroker()).toThrow('one broker runs at a time')
  })
})

describe('rest', () => {
  test('heartbeats keep nobody from rest; a message on its way does', () => {
    const { world } = tank()
    expect(world.unrest()).toBeUndefined()
    world.request(order('a'))
    expect(world.unrest()).toBe('messages on their way: 1')
    expect(world.settle(soon(world))).toBeUndefined()
    world.runUntil(after(world.now, seconds(60)))
    expect(world.unrest()).toBeUndefined()
  })

  test('settling ends one quiet second after the last stir', () => {
    const { world } = tank()
    world.request(order('a'))
    world.settle(soon(world))
    const lastAt = world.trace.findLast(({ kind }) => kind === 'file-written')?.at ?? world.now
    expect(world.now).toBe(after(lastAt, seconds(1)))
  })

  test('what arrives stirs the world and is looked at, though nothing follows from it', () => {
    const { world, looks } = tank()
    const arrivals = world.trace.filter(({ kind }) => kind === 'http-answered' || kind === 'socket-opened')
    expect(arrivals).toHaveLength(2)
    expect(world.now).toBe(after(arrivals[1]?.at ?? world.now, seconds(1)))
    // The start, both requests at Kraken, both answers.
    expect(looks()).toBe(5)
  })

  test('a machine that waits for ever is named when the bound is reached', () => {
    const { world } = tank({ asleep: true })
    world.cutSockets(seconds(3))
    world.startBroker()
    const deadline = soon(world, 40)
    expect(world.settle(deadline)).toBe('the broker waits: its socket')
    expect(world.now).toBe(deadline)
  })

  test('a broker that stirs all the time is never quiet', () => {
    const { world } = tank({
      extra: (input, now) =>
        input.kind === 'timer-fired' || input.kind === 'ems-requested'
          ? [
              { kind: 'timer-set', timer: 'account-poll', at: after(now, micros(900_000)) },
              { kind: 'note', note: { name: 'balances agree' } },
            ]
          : [],
    })
    world.request(order('a'))
    expect(world.settle(soon(world, 20))).toBe('something goes on at least once a second')
  })

  test('a timer that only sets itself again is idle life', () => {
    const { world, looks } = tank({
      extra: (input, now) =>
        input.kind === 'timer-fired' || input.kind === 'ems-requested'
          ? [{ kind: 'timer-set', timer: 'watchdog', at: after(now, micros(100_000)) }]
          : [],
    })
    world.request(order('a'))
    expect(world.settle(soon(world, 20))).toBeUndefined()
    const before = looks()
    world.runUntil(soon(world, 20))
    expect(looks()).toBe(before)
  })
})
