/** The model behind a report's page: what is read out of a trace, and nothing else. */
import { describe, expect, it } from 'vitest'
import { runHead } from '../../sim/cli/traces.ts'
import { pageOf } from '../../sim/report/page/model.ts'
import type { Page, PageArrow } from '../../sim/report/page/shape.ts'
import { perfettoText } from '../../sim/report/perfetto.ts'
import type { TraceEvent } from '../../sim/trace.ts'
import { httpId, oid, reqid, socketId } from '../../src/ids.ts'
import {
  BID,
  ORDER,
  REPLACEMENT,
  TRADE,
  asked,
  at,
  buys,
  editRacesFill,
  fill,
  heard,
  note,
  outcomeOf,
  received,
  sent,
  step,
  told,
  toldTwice,
  trade,
} from './made.ts'
import type { Outcome } from '../../sim/play/outcome.ts'

const pageOfOutcome = (outcome: Outcome): Page =>
  pageOf({ head: runHead(editRacesFill, outcome, '0.0.0'), events: outcome.trace, isTorn: false })
const pageOfTrace = (...trace: readonly TraceEvent[]): Page => pageOfOutcome(outcomeOf(trace))

const texts = (page: Page): readonly string[] => page.rows.map(({ text }) => text)
const ends = (page: Page): readonly (readonly unknown[])[] =>
  page.arrows.map(({ heading, from, to, leftAt, lost }: PageArrow) => [
    heading,
    page.rows[from]?.text,
    page.rows[to]?.text,
    ...(leftAt === undefined ? [] : [leftAt]),
    ...(lost === undefined ? [] : ['lost']),
  ])

describe('a row', () => {
  it('stands for each event, and for each violation after its moment, in the order of time', () => {
    const page = pageOfOutcome(toldTwice)
    const [failure] = page.head.failures
    const row = page.rows[failure?.row ?? -1]
    expect([row?.kind, row?.claim, row?.text, row?.at]).toEqual([
      'failure',
      'no fill is told twice',
      'T1 was told at 1.160 and again at 1.900',
      1_900_000,
    ])
    expect(page.rows[(failure?.row ?? 0) - 1]?.text).toBe('bid filled 2 at 149.50')
    expect(page.rows.map((one) => one.at)).toEqual(page.rows.map((one) => one.at).sort((one, other) => one - other))
    expect(page.rows.filter(({ kind }) => kind === 'failure')).toHaveLength(1)
  })

  it('is routine where a report in a terminal leaves it out, but for what is durable and what hears an order', () => {
    const page = pageOfTrace(
      note(0, 'ready'),
      sent(1, { event: 'ping' }),
      heard(1, { event: 'ping' }),
      { kind: 'file-written', at: at(1), file: 'ledger', text: 'x' },
      asked(2, buys),
      told(2, { kind: 'BrokerdOrderAck', oid: BID, reqid: reqid(7), account: 'spot', time: at(2) }),
      sent(2, { event: 'addOrder', reqid: 7 }),
      heard(2, { event: 'addOrder', reqid: 7 }),
    )
    expect(page.rows.filter(({ routine }) => routine === true).map(({ text }) => text)).toEqual([
      'ready',
      'ping',
      'hears ping',
    ])
  })

  it('does not say what its lane says', () => {
    const page = pageOfTrace(
      {
        kind: 'http-request',
        at: at(0),
        id: httpId(1),
        method: 'GET',
        path: '/0/public/Assets',
        headers: {},
        body: '',
      },
      step(1, 'kraken releases what it held back'),
      { kind: 'file-written', at: at(1), file: 'positions', text: 'x' },
    )
    expect(texts(page)).toEqual(['GET Assets', 'releases what it held back', 'positions'])
  })
})

describe('an arrow', () => {
  const ping = { event: 'ping' }

  it('ends where the first equal text that is under way was heard', () => {
    const page = pageOfTrace(sent(0, ping), sent(1, ping), heard(2, ping), heard(3, ping))
    expect(page.arrows.map(({ from, to }) => [from, to])).toEqual([
      [0, 2],
      [1, 3],
    ])
  })

  it('is drawn twice when the message was doubled, and ends on the way when nobody heard it', () => {
    const page = pageOfTrace(
      sent(0, ping),
      heard(1, ping),
      heard(2, ping),
      sent(3, { event: 'cancelOrder', reqid: 4, txid: [ORDER] }),
    )
    expect(ends(page)).toEqual([
      ['right', 'ping', 'hears ping'],
      ['right', 'ping', 'hears ping'],
      ['right', 'cancelOrder #1 O1', 'cancelOrder #1 O1', 'lost'],
    ])
  })

  it('begins at what was done at Kraken when it was sent, and else at that time', () => {
    const page = pageOfTrace(
      trade(1, 'trader', TRADE, ORDER),
      { ...received(2, { event: 'heartbeat' }), sentAt: at(1) } as TraceEvent,
      { ...received(3, { event: 'pong' }), sentAt: at(2.5) } as TraceEvent,
    )
    expect(ends(page)).toEqual([
      ['left', 'T1 fills O1, 2 at 149.50', 'heartbeat'],
      ['left', 'pong', 'pong', 2_500_000],
    ])
  })

  it('is level where a recording cannot know what Kraken heard', () => {
    expect(pageOfTrace(sent(0, ping)).arrows).toEqual([{ lane: 4, from: 0, to: 0, heading: 'right' }])
  })
})

describe('an order', () => {
  const replaced = [
    asked(0, buys),
    told(0, { kind: 'BrokerdOrderAck', oid: BID, reqid: reqid(7), account: 'spot', time: at(0) }),
    sent(0, { event: 'addOrder', reqid: 7, userref: '7' }),
    received(1, { event: 'addOrderStatus', reqid: 7, status: 'ok', txid: ORDER }),
    sent(2, { event: 'editOrder', reqid: 8, orderid: ORDER }),
    received(3, { event: 'editOrderStatus', reqid: 8, status: 'ok', originaltxid: ORDER, txid: REPLACEMENT }),
    received(4, [[{ [REPLACEMENT]: { status: 'open', userref: 7 } }], 'openOrders', { sequence: 2 }]),
  ]

  it('is one through all of its ids', () => {
    const { orders, rows } = pageOfTrace(...replaced)
    expect(orders.map(({ name, txids }) => [name, ...txids.map(({ txid, row }) => [txid, row])])).toEqual([
      ['bid', [ORDER, 3], [REPLACEMENT, 5]],
    ])
    expect(rows.map((row) => row.orders)).toEqual(rows.map(() => [0]))
    expect(orders[0]?.rowCount).toBe(7)
  })

  it('is not made one with another by a request that names both', () => {
    const page = pageOfTrace(
      sent(1, { event: 'cancelOrder', reqid: 9, txid: [ORDER, REPLACEMENT] }),
      received(2, { event: 'cancelOrderStatus', reqid: 9, status: 'ok' }),
    )
    expect(page.orders.map(({ name }) => name)).toEqual(['O1', 'O2'])
    expect(page.rows.map(({ orders }) => orders)).toEqual([
      [0, 1],
      [0, 1],
    ])
  })

  it('stands as the trader was told, and beside it what Kraken executed', () => {
    const page = pageOfTrace(
      ...replaced,
      asked(5, { ...buys, price: '149.60' }),
      trade(6, 'trader', TRADE, ORDER),
      told(7, fill(7)),
      told(8, {
        kind: 'BrokerdStatus',
        oid: BID,
        reqid: reqid(7),
        account: 'spot',
        status: 'closed',
        size: '2.0',
        filled: '2.0',
        remaining: '0',
        time: at(8),
      }),
    )
    const stand = page.orderStates.map(({ status, told: sum, executed, wish }) => [status, sum, executed, wish])
    expect(stand).toEqual([
      ['asked', '0', '0', undefined],
      ['acknowledged', '0', '0', undefined],
      ['acknowledged', '0', '0', '2 at 149.60'],
      ['acknowledged', '0', '2', '2 at 149.60'],
      ['acknowledged', '2', '2', '2 at 149.60'],
      ['closed', '2', '2', undefined],
    ])
    expect(page.traded).toEqual([{ row: 8, pair: 'XXMRZEUR', net: '2' }])
  })

  it('of a trader who asked for nothing is known by what the trader was told', () => {
    const page = pageOfTrace(told(1, fill(1, { oid: oid('x') })))
    expect(page.orders.map(({ name, oid: its }) => [name, its])).toEqual([['order 1', 'x']])
  })
})

describe('a lane', () => {
  it('of a closed connection goes to the next, and connections that live together have their own', () => {
    const open = (time: number, socket: number): TraceEvent => ({
      kind: 'socket-open',
      at: at(time),
      socket: socketId(socket),
      url: `wss://host-${socket}`,
    })
    const page = pageOfTrace(
      open(0, 1),
      open(1, 2),
      { kind: 'socket-closed', at: at(2), socket: socketId(1), code: 1006 },
      open(3, 3),
      { kind: 'broker-ended', at: at(4), how: 'crashed' },
      open(5, 1),
    )
    const connections = page.lanes.filter(({ kind }) => kind === 'connection')
    expect(connections.map(({ tenants = [] }) => tenants.map(({ name, row }) => [name, row]))).toEqual([
      [
        ['connection 1', 0],
        ['connection 3', 3],
        ['connection 1', 5],
      ],
      [['connection 2', 1]],
    ])
  })
})

describe('a body', () => {
  const write = (time: number, text: string): TraceEvent => ({
    kind: 'file-written',
    at: at(time),
    file: 'ledger',
    text,
  })

  it('that grows is kept as what was added, and the same text once', () => {
    const page = pageOfTrace(
      write(0, 'a'),
      write(1, 'ab'),
      write(2, 'ab'),
      write(3, 'c'),
      received(4, 'x'),
      received(5, 'x'),
    )
    expect(page.bodies).toEqual([{ text: 'a' }, { text: 'b', after: 0 }, { text: 'c' }, { text: 'x' }])
    expect(page.rows.map(({ body }) => body)).toEqual([0, 1, 1, 2, 3, 3])
    expect(page.files.map(({ body }) => body)).toEqual([0, 1, 1, 2])
  })
})

describe('what Perfetto opens', () => {
  it('has a track a lane, a slice a row, a flow for a message that was heard and a span for an order', () => {
    const page = pageOfOutcome(toldTwice)
    const { traceEvents } = JSON.parse(perfettoText(page)) as { traceEvents: Record<string, unknown>[] }
    const ofPhase = (phase: string): Record<string, unknown>[] => traceEvents.filter(({ ph }) => ph === phase)
    expect(
      ofPhase('M')
        .filter(({ name }) => name === 'thread_name')
        .map(({ args }) => args),
    ).toEqual(['Trader', 'Adapter', 'Disk', 'REST', 'connection 1', 'Kraken'].map((name) => ({ name })))
    expect(ofPhase('X')).toHaveLength(page.rows.length)
    const heardArrows = page.arrows.filter(({ from, to }) => from !== to)
    expect(ofPhase('s').map(({ id }) => id)).toEqual(ofPhase('f').map(({ id }) => id))
    expect(ofPhase('s')).toHaveLength(heardArrows.length)
    expect(heardArrows.length).toBeGreaterThan(0)
    expect([...ofPhase('b'), ...ofPhase('e')].map(({ name }) => name)).toEqual(['bid', 'bid'])
  })
})
