/** Every kind of fault bites, as often as it should, and not after healing. */
import { describe, expect, test } from 'vitest'
import { after, micros, seconds, since } from '../../src/time.ts'
import { type Fault, Faults } from '../../sim/edge/faults.ts'
import { framesOf, kindsOf, order, tank } from './toys.ts'

/** What becomes of one order under a fault: what Kraken heard, what the broker was told. */
function under(fault: Fault) {
  const { world, brokers, exchange } = tank()
  world.addFault(fault)
  const sentAt = world.now
  world.request(order('a'))
  world.settle(after(world.now, seconds(20)))
  const text = world.trace.flatMap((event) => (event.kind === 'fault' ? [event.text] : []))
  return { world, broker: brokers[0], heard: exchange.heard.map(({ what }) => what), sentAt, text }
}

const ALL = ['ack of addOrder a', 'again of addOrder a', 'order of addOrder a']

describe('over the socket', () => {
  test('pass: without a fault everything arrives', () => {
    const { broker, heard, text } = under({ kind: 'lose-reply', request: 'cancelOrder', times: 1 })
    expect(heard).toContain('addOrder a')
    expect(framesOf(broker).toSorted()).toEqual(ALL)
    expect(text).toEqual([])
  })

  test('answer: the door refuses in Kraken’s words, and Kraken hears nothing', () => {
    const error = 'EService:Busy'
    const fault = { kind: 'answer', request: 'addOrder', with: { kind: 'kraken-error', error }, times: 1 } as const
    const { broker, heard, text } = under(fault)
    expect(heard).not.toContain('addOrder a')
    const refusal = { errorMessage: error, event: 'addOrderStatus', reqid: 5, status: 'error' }
    expect(framesOf(broker).map((frame): unknown => JSON.parse(frame))).toEqual([refusal])
    expect(text).toEqual(['addOrder is answered: EService:Busy'])
  })

  test('silence: nobody hears anything', () => {
    const fault = { kind: 'answer', request: 'addOrder', with: { kind: 'silence' }, times: 1 } as const
    const { broker, heard } = under(fault)
    expect(heard).not.toContain('addOrder a')
    expect(framesOf(broker)).toEqual([])
  })

  test('lose the reply: the deed is done and told on the feed, never acknowledged', () => {
    const { broker, heard, text } = under({ kind: 'lose-reply', request: 'addOrder', times: 1 })
    expect(heard).toContain('addOrder a')
    expect(framesOf(broker)).toEqual(['order of addOrder a', 'again of addOrder a'])
    expect(text).toEqual(['the reply to addOrder is lost'])
  })

  test('cut before: Kraken never hears the request', () => {
    const { broker, heard } = under({ kind: 'cut', when: 'before', request: 'addOrder', outage: seconds(0), times: 1 })
    expect(heard.at(-1)).toBe('closed')
    expect(heard).not.toContain('addOrder a')
    expect(kindsOf(broker).at(-1)).toBe('socket-closed')
  })

  test('cut after: the deed is done, and not a word of it gets back', () => {
    const { broker, heard } = under({ kind: 'cut', when: 'after', request: 'addOrder', outage: seconds(0), times: 1 })
    expect(heard.slice(-2)).toEqual(['addOrder a', 'closed'])
    expect(framesOf(broker)).toEqual([])
    expect(kindsOf(broker).at(-1)).toBe('socket-closed')
  })

  test('drop: one frame of the channel is lost', () => {
    const { broker, text } = under({ kind: 'drop', pipe: 'ws/openOrders', times: 1 })
    expect(framesOf(broker).toSorted()).toEqual(['ack of addOrder a', 'again of addOrder a'])
    expect(text).toEqual(['drop on ws/openOrders'])
  })

  test('duplicate: one frame of the channel comes twice', () => {
    const { broker } = under({ kind: 'duplicate', pipe: 'ws/ack', times: 1 })
    expect(framesOf(broker).toSorted()).toEqual(['ack of addOrder a', ...ALL])
  })

  test('delay: a frame and all behind it in the channel come later', () => {
    const { world, broker, sentAt } = under({ kind: 'delay', pipe: 'ws/openOrders', by: seconds(2), times: 1 })
    const late = world.trace.filter(
      (event) => event.kind === 'socket-received' && /^(order|again)/.test(event.frame) && event.at > sentAt,
    )
    expect(framesOf(broker)).toEqual(['ack of addOrder a', 'order of addOrder a', 'again of addOrder a'])
    for (const { at } of late) expect(since({ from: sentAt, to: at })).toBeGreaterThan(seconds(2))
    expect(late).toHaveLength(2)
  })
})

describe('over HTTP', () => {
  const bootedUnder = (fault: Fault) => {
    const { world, brokers, exchange } = tank({ asleep: true })
    world.addFault(fault)
    const startedAt = world.now
    world.startBroker()
    world.settle(after(world.now, seconds(30)))
    const answer = brokers[0]?.heard.find(({ kind }) => kind === 'http-answered' || kind === 'http-failed')
    const answeredAt =
      world.trace.find(({ kind }) => kind === 'http-answered' || kind === 'http-failed')?.at ?? startedAt
    return { answer, heard: exchange.heard.map(({ what }) => what), took: since({ from: startedAt, to: answeredAt }) }
  }
  const assets = '/0/public/Assets?x=1'

  test.each([
    [{ kind: 'kraken-error', error: 'EService:Unavailable' }, 200, '{"error":["EService:Unavailable"]}'],
    [{ kind: 'http-status', status: 520, body: '<html>' }, 520, '<html>'],
  ] as const)('answer %o: the door answers for Kraken', (answer, status, body) => {
    const booted = bootedUnder({ kind: 'answer', request: 'Assets', with: answer, times: 1 })
    expect(booted.answer).toEqual({ kind: 'http-answered', id: 7, status, body })
    expect(booted.heard).not.toContain(assets)
  })

  test('silence: the broker’s side gives up after 10 s', () => {
    const { answer, heard, took } = bootedUnder({
      kind: 'answer',
      request: 'Assets',
      with: { kind: 'silence' },
      times: 1,
    })
    expect(answer).toEqual({ kind: 'http-failed', id: 7, reason: 'timeout' })
    expect(heard).not.toContain(assets)
    expect(took).toBe(seconds(10))
  })

  test.each([
    ['http/up', false],
    ['http/down', true],
  ] as const)('drop on %s: no answer; Kraken heard the request: %s', (pipe, isHeard) => {
    const { answer, heard } = bootedUnder({ kind: 'drop', pipe, times: 1 })
    expect(answer).toMatchObject({ kind: 'http-failed', reason: 'timeout' })
    expect(heard.includes(assets)).toBe(isHeard)
  })

  test('an answer to another endpoint bites nobody', () => {
    const { answer } = bootedUnder({ kind: 'answer', request: 'AssetPairs', with: { kind: 'silence' }, times: 1 })
    expect(answer).toMatchObject({ kind: 'http-answered', status: 200 })
  })
})

describe('how often', () => {
  test('the oldest fault speaks first and is spent after its times', () => {
    const faults = new Faults()
    faults.add({ kind: 'answer', request: 'Assets', with: { kind: 'silence' }, times: 2 })
    faults.add({ kind: 'lose-reply', request: 'addOrder', times: 1 })
    const ask = (request: string) => faults.atDoor(request).kind
    expect([ask('addOrder'), ask('Assets'), ask('addOrder'), ask('Assets'), ask('Assets')]).toEqual([
      'lose-reply',
      'answer',
      'pass',
      'answer',
      'pass',
    ])
    expect(faults.any).toBe(false)
  })

  test('healing ends those in force', () => {
    const { world, brokers } = tank()
    world.addFault({ kind: 'delay', pipe: 'ws/uplink', by: micros(1), times: 9 })
    world.addFault({ kind: 'answer', request: 'addOrder', with: { kind: 'silence' }, times: 9 })
    world.heal()
    world.request(order('a'))
    world.settle(after(world.now, seconds(5)))
    expect(framesOf(brokers[0]).toSorted()).toEqual(ALL)
  })
})
