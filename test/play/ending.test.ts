/** Every way in which an ending can be wrong is told with both values; what is right is not told at all. */
import { describe, expect, test } from 'vitest'
import type { BrokerdError, BrokerdStatus } from '../../src/ems.ts'
import { reqid, txid } from '../../src/ids.ts'
import { instant } from '../../src/time.ts'
import { misendings } from '../../sim/play/ending.ts'
import { Trader, oidOf } from '../../sim/play/trader.ts'
import { type Ending, type OrderEnding, oneOf } from '../../sim/scenario.ts'
import type { Truth, TruthOrder } from '../../sim/truth.ts'
import { toyExchange } from '../world/toys.ts'

const NO_FILES = { ledger: undefined, positions: undefined, kept: undefined, refusals: undefined }

const time = instant(0)
const told = { oid: oidOf('bid'), reqid: reqid(1), account: 'spot', time } as const
const status = (fields: Partial<BrokerdStatus>): BrokerdStatus => ({
  kind: 'BrokerdStatus',
  ...told,
  status: 'open',
  price: '149.5',
  size: '2',
  filled: '0.5',
  remaining: '1.5',
  ...fields,
})
const refusal = (reason: string): BrokerdError => ({
  kind: 'BrokerdError',
  ...told,
  request: 'edit',
  by: 'kraken',
  reason,
})

function ended(
  ending: Ending,
  events: readonly Parameters<Trader['hear']>[0][] = [],
  orders: readonly TruthOrder[] = [],
) {
  const trader = new Trader({ account: 'spot', originOf: (id) => id })
  trader.place('bid', { symbol: 'XMR/EUR', action: 'buy', orderType: 'limit', price: '149.50', size: '2' })
  for (const event of events) trader.hear(event)
  const truth: Truth = { ...toyExchange().truth, orders: new Map(orders.map((order) => [order.txid, order])) }
  return misendings(ending, {
    trader,
    truth,
    krakenAccount: 'trader',
    files: NO_FILES,
    gaveUp: undefined,
    market: 'XMR/EUR',
    marketOf: () => 'XMR/EUR',
  })
}

describe('orders', () => {
  const right: readonly [OrderEnding, readonly (BrokerdStatus | BrokerdError)[]][] = [
    ['open 1.5 XMR at 149.50', [status({})]],
    ['open 1.5 XMR at 149.50', [status({}), refusal('EOrder:Unknown order')]],
    ['filled 2.0 XMR', [status({ status: 'closed', filled: '2', remaining: '0' })]],
    ['canceled', [status({ status: 'canceled', filled: '0', remaining: '2' })]],
    ['canceled after 0.5 XMR', [status({ status: 'canceled' })]],
    ['refused by kraken: Unknown order', [refusal('EOrder:Unknown order')]],
  ]
  test.each(right)('%s', (wanted, events) => {
    expect(ended({ orders: { bid: wanted } }, events)).toEqual([])
  })

  const wrong: readonly [OrderEnding, readonly (BrokerdStatus | BrokerdError)[], string][] = [
    ['open 2 XMR at 149.50', [status({})], 'open 1.5 XMR at 149.5'],
    ['open 1.5 XMR at 149.60', [status({})], 'open 1.5 XMR at 149.5'],
    ['open 1.5 XBT at 149.50', [status({})], 'open 1.5 XMR at 149.5'],
    ['open 1.5 XMR at 149.50', [status({ status: 'pending' })], 'pending 1.5 XMR at 149.5'],
    ['filled 2 XMR', [status({ status: 'closed', filled: '1.9' })], 'filled 1.9 XMR'],
    ['canceled', [status({ status: 'canceled', reason: 'User requested' })], 'canceled after 0.5 XMR (User requested)'],
    ['canceled after 0.6 XMR', [status({ status: 'canceled' })], 'canceled after 0.5 XMR'],
    ['refused by us: not ready', [refusal('not ready')], 'its edit refused by kraken: not ready'],
    ['refused by kraken: funds', [refusal('x')], 'its edit refused by kraken: x'],
    ['refused by kraken: x', [], 'nothing of it'],
    ['filled 2 XMR', [refusal('x')], 'its edit refused by kraken: x'],
  ]
  test.each(wrong)('not %s', (wanted, events, heard) => {
    expect(ended({ orders: { bid: wanted } }, events)).toEqual([
      `bid: expected ${wanted}, the trader last heard ${heard}`,
    ])
  })

  test('one of several is enough, and a name nobody has is heard of nowhere', () => {
    expect(ended({ orders: { bid: oneOf('canceled', 'open 1.5 XMR at 149.5') } }, [status({})])).toEqual([])
    expect(ended({ orders: { ask: oneOf('canceled', 'filled 2 XMR') } })).toEqual([
      'ask: expected canceled or filled 2 XMR, the trader last heard nothing of it',
    ])
  })
})

describe('positions', () => {
  const position = {
    kind: 'BrokerdPosition',
    account: 'spot',
    symbol: 'xmreur.kraken',
    size: '2',
    ppu: '149.50',
    time,
  } as const

  test('are compared as numbers', () => {
    expect(
      ended({ position: '2.00 XMR', ppu: oneOf('1', '149.5'), positions: { 'XMR/EUR': '2 XMR' } }, [position]),
    ).toEqual([])
    expect(ended({ position: 'nothing', ppu: '0' })).toEqual([])
    expect(ended({ position: 'nothing' }, [{ ...position, size: '0.000' }])).toEqual([])
  })

  test('and told with both values when they differ', () => {
    expect(ended({ position: '2.00000001 XMR', ppu: '149.5000001' }, [position])).toEqual([
      'position: expected 2.00000001 XMR, the trader last heard 2 XMR',
      'ppu: expected 149.5000001, the trader last heard 149.50',
    ])
    expect(ended({ position: '2 XMR', positions: { 'XMR/EUR': '1 XMR' } })).toEqual([
      'position: expected 2 XMR, the trader last heard nothing',
      'position in XMR/EUR: expected 1 XMR, the trader last heard nothing',
    ])
    expect(ended({ position: 'nothing' }, [position])).toHaveLength(1)
  })

  test('fills are counted', () => {
    expect(ended({ fills: 0 })).toEqual([])
    expect(ended({ fills: 1 })).toEqual(['fills: expected 1, the trader was told of 0'])
  })
})

describe('open on Kraken', () => {
  const order = (id: string, fields: Partial<TruthOrder> = {}): TruthOrder => ({
    txid: txid(id),
    account: 'trader',
    pair: 'XXMRZEUR',
    side: 'buy',
    orderType: 'limit',
    price: { units: 14950n, scale: 2 },
    volume: { units: 2n, scale: 0 },
    executed: { units: 5n, scale: 1 },
    status: 'open',
    userref: 0,
    openedAt: time,
    ...fields,
  })

  test('is what remains of the trader’s live orders, oldest first', () => {
    const others = [
      order('O2', { account: 'stranger' }),
      order('O3', { status: 'closed' }),
      order('O4', { status: 'pending' }),
    ]
    const wanted = ['1.5 XMR at 149.5', '1.50 XMR at 149.50'] as const
    expect(ended({ openOnKraken: wanted }, [], [order('O1'), ...others])).toEqual([])
    expect(ended({ openOnKraken: 'nothing' }, [], others.slice(0, 2))).toEqual([])
  })

  test('and told when it is something else', () => {
    expect(ended({ openOnKraken: 'nothing' }, [], [order('O1')])).toEqual([
      'open on Kraken: expected nothing, in truth 1.5 XMR at 149.50',
    ])
    expect(ended({ openOnKraken: ['1.5 XMR at 149.51'] }, [], [order('O1')])).toHaveLength(1)
    expect(ended({ openOnKraken: ['1.5 XMR at 149.5'] })).toEqual([
      'open on Kraken: expected 1.5 XMR at 149.5, in truth nothing',
    ])
  })
})
