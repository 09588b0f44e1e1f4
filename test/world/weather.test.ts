/** Every word of the weather bites: on the message it names, as often as it says, and not after healing. */
import { describe, expect, test } from 'vitest'
import { httpId } from '../../src/ids.ts'
import { after, seconds } from '../../src/time.ts'
import type { createLapses } from '../../sim/exchange/lapses.ts'
import { namesOfFrame } from '../../sim/edge/channels.ts'
import { Drifts } from '../../sim/edge/drift.ts'
import { Faults } from '../../sim/edge/faults.ts'
import { Kraken } from '../exchange/kraken.ts'
import { framesOf, kindsOf, order, tank } from './toys.ts'

describe('inside Kraken', () => {
  /** What the socket is told of an order of two that is filled in two halves. */
  function toldUnder(lapse: Pick<Parameters<ReturnType<typeof createLapses>['add']>[0], 'of' | 'does' | 'after'>) {
    const kraken = new Kraken()
    const client = kraken.subscribed({ consolidate_taker: false })
    kraken.operator({ kind: 'lapse', account: 'trader', notices: 1, behind: 1, ...lapse })
    kraken.places('trader', 'buy', '2', '149.50')
    kraken.places('stranger', 'sell', '1', '149.50')
    kraken.places('stranger', 'sell', '1', '149.50')
    const frames = client.frames.map(({ json }) => json as [Record<string, Record<string, unknown>>[], string, object])
    const of = (channel: string) => frames.filter(([, name]) => name === channel)
    const orders = of('openOrders').map(([items]) => Object.values(items[0] ?? {})[0]?.['status'] ?? 'filled')
    const numbers = (channel: string) => of(channel).map(([, , last]) => (last as { sequence: number }).sequence)
    return { orders, trades: of('ownTrades').length, numbers }
  }

  test('a notice that is lost leaves no hole', () => {
    const { orders, numbers } = toldUnder({ of: 'orders', does: 'lose', after: 2 })
    expect(orders).toEqual(['pending', 'open', 'filled', 'closed'])
    expect(numbers('openOrders')).toEqual([2, 3, 4, 5])
  })

  test('a notice told again comes behind the next, under a number of its own', () => {
    const { orders, numbers } = toldUnder({ of: 'orders', does: 'repeat', after: 1 })
    expect(orders).toEqual(['pending', 'open', 'filled', 'open', 'filled', 'closed'])
    expect(numbers('openOrders')).toEqual([2, 3, 4, 5, 6, 7])
  })

  test.each([
    ['lose', 1],
    ['repeat', 3],
  ] as const)('trades: %s', (does, count) => {
    const { trades, orders } = toldUnder({ of: 'trades', does, after: 0 })
    expect(trades).toBe(count)
    expect(orders).toHaveLength(5)
  })

  test('a lapse is for one account', () => {
    const kraken = new Kraken()
    const client = kraken.subscribed()
    kraken.operator({
      kind: 'lapse',
      account: 'stranger',
      of: 'orders',
      does: 'lose',
      after: 0,
      notices: 9,
      behind: 0,
    })
    kraken.places('trader', 'buy', '2', '149.50')
    expect(client.frames).toHaveLength(2)
  })

  test('REST that lags shows orders and trades as they were, and then as they are', () => {
    const kraken = new Kraken()
    type Orders = Readonly<Record<string, { readonly status: string; readonly vol_exec: string }>>
    const seen = (txid: string) => {
      const open = kraken.result<{ open: Orders }>('OpenOrders').open[txid]
      const closed = kraken.result<{ closed: Orders }>('ClosedOrders').closed[txid]
      const { count } = kraken.result<{ count: number }>('TradesHistory', { consolidate_taker: 'false' })
      return [open?.vol_exec, closed?.vol_exec, count]
    }
    kraken.operator({ kind: 'lag', by: seconds(60) })
    const txid = kraken.places('trader', 'buy', '2', '149.50')
    expect(seen(txid)).toEqual([undefined, undefined, 0])
    expect(kraken.post('QueryOrders', { txid }).error).toEqual(['EOrder:Unknown order'])
    kraken.passes(30)
    kraken.places('stranger', 'sell', '0.5', '149.50')
    kraken.passes(40)
    kraken.places('stranger', 'sell', '1.5', '149.50')
    expect(seen(txid)).toEqual(['0.00000000', undefined, 0])
    kraken.passes(25)
    expect(seen(txid)).toEqual(['0.50000000', undefined, 1])
    kraken.passes(40)
    expect(seen(txid)).toEqual([undefined, '2.00000000', 2])
    kraken.places('trader', 'buy', '1', '149.50')
    kraken.operator({ kind: 'heal' })
    expect(Object.keys(kraken.result<{ open: Orders }>('OpenOrders').open)).toHaveLength(1)
  })

  test('forgotten tokens are refused on the sockets they opened, and the feed goes on', () => {
    const kraken = new Kraken()
    const client = kraken.subscribed()
    kraken.operator({ kind: 'forget-tokens' })
    client.sends({ event: 'cancelAll', token: client.token })
    expect(client.frames.at(-1)?.json).toMatchObject({ errorMessage: 'ESession:Invalid session' })
    kraken.places('trader', 'buy', '2', '149.50')
    expect(client.frames.at(-1)?.channel).toBe('openOrders')
    client.token = kraken.token()
    client.sends({ event: 'cancelAll', token: client.token })
    expect(client.frames.some(({ text }) => text.includes('"count":1'))).toBe(true)
  })
})

describe('on the wire', () => {
  test('a muted queue is silent on the connection it strikes and on no other', () => {
    const { world, brokers } = tank()
    world.mute('openOrders', 1)
    world.request(order('a'))
    world.settle(after(world.now, seconds(5)))
    expect(framesOf(brokers[0]).toSorted()).toEqual(['ack of addOrder a', 'order of addOrder a'])
    world.crashBroker()
    world.startBroker()
    world.settle(after(world.now, seconds(5)))
    world.request(order('b'))
    world.settle(after(world.now, seconds(5)))
    expect(framesOf(brokers[1])).toContain('again of addOrder b')
  })

  test('on a dead line nothing arrives, either way, and nobody is told', () => {
    const { world, brokers, exchange } = tank()
    const before = exchange.heard.length
    world.leaveSocketsDead()
    world.request(order('a'))
    world.runUntil(after(world.now, seconds(60)))
    expect(exchange.heard).toHaveLength(before)
    expect(framesOf(brokers[0])).toEqual([])
    expect(kindsOf(brokers[0])).not.toContain('socket-closed')
  })

  const opened = '{"channel":"executions","type":"update","data":[{"exec_type":"new"}],"sequence":3}'
  const traded = '{"channel":"executions","type":"update","data":[{"exec_type":"trade"}],"sequence":4}'
  const begun = '{"channel":"executions","type":"snapshot","data":[],"sequence":1}'
  test.each([
    ['executions', opened, ['executions', 'openOrders']],
    ['executions', traded, ['executions', 'openOrders', 'ownTrades']],
    ['executions', begun, ['executions', 'openOrders', 'ownTrades']],
    ['ownTrades', '[[],"ownTrades",{"sequence":1}]', ['ownTrades']],
  ] as const)('a frame of %s such as %s goes by the names %s', (channel, text, names) => {
    expect(namesOfFrame({ channel, text })).toEqual(names)
  })

  test('a frame by several names is struck by what was meant for it under each, and spends them all', () => {
    const faults = new Faults()
    faults.add({ kind: 'drop', pipe: 'ws/openOrders', times: 1 })
    faults.add({ kind: 'drop', pipe: 'ws/ownTrades', times: 1 })
    expect(faults.inPipe(['ws/executions'])).toEqual({ kind: 'pass' })
    expect(faults.inPipe(['ws/executions', 'ws/openOrders', 'ws/ownTrades'])).toEqual({ kind: 'drop' })
    expect(faults.any).toBe(false)
  })

  test('a fault that lets some pass strikes the one after', () => {
    const { world, brokers } = tank()
    world.addFault({ kind: 'drop', pipe: 'ws/openOrders', times: 1, after: 1 })
    world.request(order('a'))
    world.settle(after(world.now, seconds(5)))
    expect(framesOf(brokers[0]).toSorted()).toEqual(['ack of addOrder a', 'order of addOrder a'])
  })

  test('control frames are held back, heartbeats are not', () => {
    const { world, brokers } = tank()
    world.holdBack(['control'])
    world.runUntil(after(world.now, seconds(3)))
    expect(world.unrest()).toBeUndefined()
    expect(brokers[0]?.heard.filter(({ kind }) => kind === 'socket-received').length).toBeGreaterThan(1)
  })
})

describe('the shape of what is said', () => {
  const frame = '[[{"O1":{"vol":"2.50","userref":7}},{"O2":{"vol":"1.0","userref":8}}],"openOrders",{"sequence":4}]'
  test.each([
    [
      { field: 'userref', becomes: 'gone' },
      '[[{"O1":{"vol":"2.50"}},{"O2":{"vol":"1.0"}}],"openOrders",{"sequence":4}]',
    ],
    [
      { field: 'userref', becomes: 'a text', row: 1 },
      '[[{"O1":{"vol":"2.50","userref":7}},{"O2":{"vol":"1.0","userref":"8"}}],"openOrders",{"sequence":4}]',
    ],
    [
      { field: 'vol', becomes: 'a number', row: 'O1' },
      '[[{"O1":{"vol":2.50,"userref":7}},{"O2":{"vol":"1.0","userref":8}}],"openOrders",{"sequence":4}]',
    ],
    [
      { field: 'status', becomes: { is: 'restated' }, row: 0 },
      '[[{"O1":{"vol":"2.50","userref":7,"status":"restated"}},{"O2":{"vol":"1.0","userref":8}}],"openOrders",{"sequence":4}]',
    ],
  ] as const)('%o', (drift, bent) => {
    const drifts = new Drifts()
    drifts.add({ in: 'openOrders', ...drift })
    expect(drifts.bend(frame)).toBe(bent)
    expect(drifts.bend(frame.replace('openOrders', 'ownTrades'))).toBe(frame.replace('openOrders', 'ownTrades'))
    drifts.heal()
    expect(drifts.bend(frame)).toBe(frame)
  })

  test('of a REST answer: its rows, or the whole', () => {
    const drifts = new Drifts()
    drifts.add({ in: 'TradesHistory', field: 'fee', becomes: { is: null }, messages: 1 })
    drifts.add({ in: 'TradesHistory', field: 'count', becomes: { is: 1 }, row: 'whole' })
    const body = '{"error":[],"result":{"trades":{"T1":{"fee":"0.10","time":1700000000.1234567}},"count":2}}'
    expect(drifts.bend(body, 'TradesHistory')).toBe(
      '{"error":[],"result":{"trades":{"T1":{"fee":null,"time":1700000000.1234567}},"count":1}}',
    )
    expect(drifts.bend(body, 'TradesHistory')).toBe(body.replace('"count":2', '"count":1'))
  })

  test('of an event', () => {
    const drifts = new Drifts()
    drifts.add({ in: 'addOrderStatus', field: 'reqid', becomes: 'gone' })
    expect(drifts.bend('{"event":"addOrderStatus","reqid":18446744073709551615}')).toBe('{"event":"addOrderStatus"}')
    const other = '{"event":"pong","reqid":18446744073709551615}'
    expect(drifts.bend(other)).toBe(other)
  })

  test('of an answer in v2, whose result is no list of rows', () => {
    const drifts = new Drifts()
    drifts.add({ in: 'add_order', field: 'result.order_id', becomes: 'gone' })
    drifts.add({ in: 'add_order', field: 'req_id', becomes: { is: null } })
    expect(drifts.bend('{"method":"add_order","req_id":7,"result":{"order_id":"O1"},"success":true}')).toBe(
      '{"method":"add_order","req_id":null,"result":{},"success":true}',
    )
  })

  test('a world bends what its broker is answered', () => {
    const { world, brokers } = tank({ asleep: true })
    world.drift({ in: 'Assets', field: 'new', becomes: { is: [] } })
    world.startBroker()
    world.settle(after(world.now, seconds(5)))
    const answer = { kind: 'http-answered', id: httpId(7), status: 200, body: '{"new":[]}' }
    expect(brokers[0]?.heard).toContainEqual(answer)
  })
})
