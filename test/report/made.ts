/** Hand-made runs for the reports to show. */
import { PLAIN_WAY } from '../../sim/play/way.ts'
import type { BrokerdOrder, EmsEvent, EmsRequest } from '../../src/ems.ts'
import { type Oid, httpId, reqid, socketId, tradeId, txid } from '../../src/ids.ts'
import { type Instant, after, instant, seconds } from '../../src/time.ts'
import type { NamedScenario, Outcome } from '../../sim/play/outcome.ts'
import { oidOf } from '../../sim/play/trader.ts'
import { connected, race, scenario, settle, stranger, trader } from '../../sim/scenario.ts'
import type { TraceEvent } from '../../sim/trace.ts'

export const BEGUN = instant(1_700_000_000_000_000)
/** So many seconds after the run began. */
export const at = (count: number): Instant => after(BEGUN, seconds(count))

export const BID = oidOf('bid')
export const ORDER = txid('OAAAAA-AAAAA-AAAAAA')
export const REPLACEMENT = txid('OBBBBB-BBBBB-BBBBBB')
export const TRADE = tradeId('TCCCCC-CCCCC-CCCCCC')

export const editRacesFill: NamedScenario = {
  name: 'edit-races-fill',
  file: 'scenarios/edit-races-fill.ts',
  scenario: scenario('an edit races a fill', {
    why: 'Whoever wins, the trader bought once.',
    covers: ['RACE-06', 'RACE-07'],
    market: 'XMR/EUR',
    funds: { EUR: '1000' },
    story: [
      connected,
      trader.buys('2 XMR at 149.50', { as: 'bid' }),
      settle,
      race(trader.edits('bid', { price: '149.60' }), stranger.sells('2 XMR at market')),
      settle,
    ],
    ending: { position: '2 XMR' },
    under: {
      v2: { doesNotApply: 'one way is enough to look at' },
      'cancel-and-submit': { doesNotApply: 'one way is enough to look at' },
      block: { doesNotApply: 'one way is enough to look at' },
    },
    visits: [],
  }),
}

export const outcomeOf = (trace: readonly TraceEvent[], rest: Partial<Outcome> = {}): Outcome => ({
  name: 'edit-races-fill',
  path: '1',
  seed: 1,
  way: PLAIN_WAY,
  verdict: rest.failures === undefined ? 'passed' : 'failed',
  failures: [],
  visited: new Set(),
  startedAt: BEGUN,
  endedAt: at(1000),
  trace,
  hash: 'ab'.repeat(32),
  files: { ledger: undefined, positions: undefined },
  positions: [],
  ...rest,
})

// ---- events

export const step = (time: number, text: string, inRace?: number): TraceEvent => ({
  kind: 'step',
  at: at(time),
  text,
  ...(inRace === undefined ? {} : { race: inRace }),
})
export const note = (time: number, name: string, detail?: string): TraceEvent => ({
  kind: 'note',
  at: at(time),
  name,
  ...(detail === undefined ? {} : { detail }),
})
export const sent = (time: number, frame: unknown): TraceEvent => ({
  kind: 'socket-send',
  at: at(time),
  socket: socketId(1),
  frame: textOf(frame),
})
export const received = (time: number, frame: unknown): TraceEvent => ({
  kind: 'socket-received',
  at: at(time),
  socket: socketId(1),
  frame: textOf(frame),
})
export const heard = (time: number, frame: unknown): TraceEvent => ({
  kind: 'kraken-heard',
  at: at(time),
  what: textOf(frame),
})
export const asked = (time: number, request: EmsRequest): TraceEvent => ({
  kind: 'ems-requested',
  at: at(time),
  request,
})
export const told = (time: number, event: EmsEvent): TraceEvent => ({ kind: 'ems-event', at: at(time), event })
export const boot = (time: number): readonly TraceEvent[] => [
  { kind: 'http-request', at: at(time), id: httpId(1), method: 'GET', path: '/0/public/Assets', headers: {}, body: '' },
  { kind: 'http-answered', at: at(time), id: httpId(1), status: 200, body: '{"error":[],"result":{}}' },
  received(time, { event: 'heartbeat' }),
  sent(time, { event: 'subscribe', subscription: { name: 'openOrders' } }),
  received(time, [[], 'openOrders', { sequence: 1 }]),
]

const textOf = (frame: unknown): string => (typeof frame === 'string' ? frame : JSON.stringify(frame))

export const buys: BrokerdOrder = {
  kind: 'BrokerdOrder',
  oid: BID,
  account: 'spot',
  symbol: 'XMR/EUR',
  action: 'buy',
  orderType: 'limit',
  price: '149.50',
  size: '2',
}

export const fill = (time: number, rest: { readonly oid?: Oid } = { oid: BID }): EmsEvent => ({
  kind: 'BrokerdFill',
  reqid: reqid(7),
  account: 'spot',
  symbol: 'xmreur.kraken',
  tradeId: TRADE,
  txid: ORDER,
  action: 'buy',
  size: '2.00000000',
  price: '149.50000',
  fee: '0.77',
  feeAsset: 'EUR',
  brokerTime: at(time),
  time: at(time),
  ...rest,
})

export const trade = (time: number, account: string, id: string, order: string): TraceEvent => ({
  kind: 'trade',
  at: at(time),
  account,
  tradeId: id,
  txid: order,
  pair: 'XXMRZEUR',
  side: 'buy',
  price: '149.50',
  volume: '2',
})

/** An adapter that told one fill twice, the second time 20 ms after the first. */
export const toldTwice: Outcome = outcomeOf(
  [
    step(0, 'broker starts'),
    { kind: 'broker-started', at: at(0) },
    ...boot(0.1),
    note(0.3, 'ready'),
    step(0.3, 'settle'),
    step(0.412, 'trader buys 2 XMR at 149.50 as bid'),
    asked(0.412, buys),
    sent(0.412, {
      event: 'addOrder',
      reqid: 7,
      pair: 'XMR/EUR',
      type: 'buy',
      ordertype: 'limit',
      price: '149.50',
      volume: '2',
    }),
    heard(0.42, { event: 'addOrder', reqid: 7 }),
    received(0.45, { event: 'addOrderStatus', reqid: 7, status: 'ok', txid: ORDER, descr: '' }),
    step(1, 'trader edits bid to 149.60', 1),
    asked(1, { ...buys, price: '149.60' }),
    sent(1, { event: 'editOrder', reqid: 8, orderid: ORDER, pair: 'XMR/EUR', price: '149.60' }),
    step(1, 'settle'),
    step(1.02, 'stranger sells 2 XMR at market', 1),
    trade(1.02, 'trader', TRADE, ORDER),
    trade(1.02, 'stranger', 'TDDDDD-DDDDD-DDDDDD', 'OEEEEE-EEEEE-EEEEEE'),
    heard(1.04, { event: 'editOrder', reqid: 8, orderid: ORDER, pair: 'XMR/EUR', price: '149.60' }),
    received(1.1, [
      [{ [ORDER]: { status: 'closed', vol_exec: '2.00000000', userref: 7 } }],
      'openOrders',
      { sequence: 4 },
    ]),
    received(1.15, { event: 'editOrderStatus', reqid: 8, status: 'error', errorMessage: 'EOrder:Unknown order' }),
    told(1.16, fill(1.16)),
    received(1.3, { event: 'heartbeat' }),
    told(1.9, fill(1.9)),
  ],
  {
    endedAt: at(3),
    failures: [
      { claim: 'no fill is told twice', sentence: `${TRADE} was told at 1.160 and again at 1.900`, at: at(1.9) },
    ],
    positions: [{ symbol: 'xmreur.kraken', oracle: '2 @ 149.885', adapter: '4 @ 149.885' }],
  },
)
