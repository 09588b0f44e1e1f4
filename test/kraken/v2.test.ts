/** WebSocket v2 as the adapter speaks it: genuine frames are understood, and amounts leave with every digit. */
import { readFileSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reqid, txid } from '../../src/ids.ts'
import type { ChannelFrame } from '../../src/kraken/dialect.ts'
import { readJson, writeJson } from '../../src/kraken/json.ts'
import { webSocketV2 } from '../../src/kraken/v2/v2.ts'
import { exact, plain, price, tickOf, volume } from '../../src/money.ts'
import { instant } from '../../src/time.ts'
import type { Pair } from '../../src/pair.ts'
import { sharedData } from '../shared-data.ts'

const btcusd: Pair = {
  key: 'XXBTZUSD',
  altname: 'XBTUSD',
  wsname: 'XBT/USD',
  newName: 'BTC/USD',
  bsuid: 'xbtusd',
  symbol: 'xbtusd.kraken',
  base: 'XXBT',
  quote: 'ZUSD',
  priceTick: tickOf(1),
  priceTickFrom: 'tick_size',
  lotTick: tickOf(8),
  orderMin: undefined,
  costMin: undefined,
}
const v2 = webSocketV2((name) => (name === 'BTC/USD' || name === 'XXBTZUSD' ? btcusd : undefined))

// ---- what leaves

test('amounts leave as numbers with a point and every digit, under the new name of the pair', () => {
  const order = {
    token: 'T',
    reqid: reqid(7),
    userref: reqid(7),
    pair: btcusd,
    side: 'buy',
    orderType: 'limit',
    manner: { timeInForce: 'gtc', expiresAt: undefined, reduceOnly: false },
    deadline: undefined,
  } as const
  const amounts = { price: price(exact('66788')), volume: volume(exact('12345678901.00000001')), postOnly: true }
  expect(v2.addOrder({ ...order, ...amounts })).toBe(
    '{"method":"add_order","params":{"order_type":"limit","side":"buy","symbol":"BTC/USD",' +
      '"order_qty":12345678901.00000001,"limit_price":66788.0,"post_only":true,"order_userref":7,"token":"T"},"req_id":7}',
  )
  expect(v2.addOrder({ ...order, ...amounts, orderType: 'market', price: undefined })).not.toContain('limit_price')
  const at = instant(1_700_000_001_500_000)
  const manner = { timeInForce: 'gtd', expiresAt: at, reduceOnly: true } as const
  expect(v2.addOrder({ ...order, ...amounts, manner, deadline: at })).toContain(
    '"time_in_force":"gtd","expire_time":"2023-11-14T22:13:21.500Z","reduce_only":true,"deadline":"2023-11-14T22:13:21.500Z"',
  )
})

test('an edit amends the order it names', () => {
  const edit = { token: 'T', reqid: reqid(8), userref: reqid(7), txid: txid('OX'), pair: btcusd, postOnly: false }
  expect(v2.editOrder({ ...edit, price: price(exact('0.1')), volume: volume(exact('2')) })).toBe(
    '{"method":"amend_order","params":{"order_id":"OX","order_qty":2.0,"limit_price":0.1,"token":"T"},"req_id":8}',
  )
  expect(v2.cancelOrder({ token: 'T', reqid: reqid(9), txids: [txid('OX'), txid('OY')] })).toBe(
    '{"method":"cancel_order","params":{"order_id":["OX","OY"],"token":"T"},"req_id":9}',
  )
})

test('any decimal is written as a number that reads back to the last digit', () => {
  const decimals = fc.tuple(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.integer({ min: 0, max: 18 }))
  fc.assert(
    fc.property(decimals, fc.string(), ([units, scale], text) => {
      const value = exact(String(units)).times(tickOf(scale))
      const written = writeJson({ value, list: [value, text, true], text, absent: undefined })
      expect(written).toMatch(/^\{"value":-?\d+\.\d+,/)
      const read = readJson(written)
      const given = read.ok && typeof read.value === 'object' && read.value !== null ? read.value : undefined
      expect(given).toMatchObject({ text })
      const digits = given !== undefined && 'value' in given ? given['value'] : undefined
      expect(typeof digits === 'string' ? plain(exact(digits)) : digits).toBe(plain(value))
    }),
  )
})

// ---- what arrives

const executions = (row: object, type: 'snapshot' | 'update' = 'update'): ChannelFrame => {
  const frame = v2.readFrame(JSON.stringify({ channel: 'executions', type, data: [row], sequence: 3 }))
  if (frame.kind !== 'channel') throw new Error(`this is ${frame.kind}`)
  return frame
}

const trade = {
  order_id: 'OX',
  exec_id: 'TX',
  exec_type: 'trade',
  symbol: 'BTC/USD',
  side: 'buy',
  order_type: 'limit',
  last_qty: '0.00400000',
  last_price: '50000.1',
  cost: '200.00040',
  fees: [{ asset: 'USD', qty: '0.50000' }],
  liquidity_ind: 'm',
  trade_id: '90000001',
  cum_qty: '0.01000000',
  order_status: 'partially_filled',
  timestamp: '2024-01-01T00:00:05.000001Z',
}

test('a trade is the record that REST gives of it, and moves its order on first', () => {
  const { news } = executions(trade)
  expect(news.map(({ kind }) => kind)).toEqual(['order', 'trade'])
  const [order, fill] = news
  expect(order).toMatchObject({ update: { txid: 'OX', status: undefined, terms: undefined } })
  expect(fill?.kind === 'trade' ? [fill.trade.id, fill.trade.fields] : undefined).toEqual([
    'TX',
    {
      ordertxid: 'OX',
      pair: 'XXBTZUSD',
      time: '1704067205.000001',
      type: 'buy',
      ordertype: 'limit',
      price: '50000.1',
      cost: '200.00040',
      fee: '0.50000',
      vol: '0.00400000',
      trade_id: '90000001',
      maker: 'true',
    },
  ])
})

test('a fee in another asset than the quote is not taken for one in quote: REST is asked', () => {
  const [first, fill] = executions({ ...trade, fees: [{ asset: 'XMR', qty: '0.001' }] }).news
  expect(fill).toBeUndefined()
  expect(first?.kind === 'order' ? first.update.doubts : []).toHaveLength(1)
})

test('fees in several parts are one sum', () => {
  const [, fill] = executions({ ...trade, fees: [{ qty: '0.50000' }, { qty: '0.00001' }] }).news
  expect(fill?.kind === 'trade' ? fill.trade.fields['fee'] : undefined).toBe('0.50001')
})

test('the last trades of a snapshot say nothing of orders', () => {
  expect(executions(trade, 'snapshot').news.map(({ kind }) => kind)).toEqual(['trade'])
})

test('an amended order keeps what the update does not name', () => {
  const row = { order_id: 'OX', exec_type: 'amended', order_status: 'new', timestamp: trade.timestamp }
  const [order] = executions({ ...row, order_qty: '5.10000000', limit_price: '0.9600' }).news
  const update = order?.kind === 'order' ? order.update : undefined
  expect([update?.amended?.price, update?.amended?.volume].map((value) => value && plain(value))).toEqual([
    '0.96',
    '5.1',
  ])
  expect([update?.terms, update?.status]).toEqual([undefined, 'open'])
})

test('a field that is not understood costs itself, and a trade of which one is missing costs the trade', () => {
  const [told] = executions({ ...trade, cum_qty: 'some', fees: undefined }).news
  const update = told?.kind === 'order' ? told.update : undefined
  expect(update).toMatchObject({ txid: 'OX', executed: undefined })
  expect(update?.doubts).toEqual([
    "execution of OX: cum_qty: value: 'some' is not a plain decimal",
    'trade TX: fee: Invalid input: expected string, received undefined',
  ])
  expect(executions({ ...trade, fees: undefined }).news).toHaveLength(1)
})

test('a row of no known kind is a trade if it has the id of one', () => {
  expect(executions({ ...trade, exec_type: 'fill' }).news.map(({ kind }) => kind)).toEqual(['order', 'trade'])
})

test('a limit order of which the limit is not said is not described', () => {
  const row = { ...trade, exec_type: 'pending_new', exec_id: undefined, order_qty: '1.0', limit_price: null }
  expect(executions(row).news).toMatchObject([{ update: { terms: undefined } }])
  expect(executions({ ...row, limit_price: '50000.1' }).news).toMatchObject([{ update: { terms: { side: 'buy' } } }])
  expect(executions({ ...row, order_type: 'market' }).news).toMatchObject([{ update: { terms: { side: 'buy' } } }])
})

test('a row that cannot be read does not take the others with it', () => {
  const rows = [{ ...trade, symbol: 'NO/SUCH' }, { exec_type: 'new' }, trade]
  const frame = v2.readFrame(JSON.stringify({ channel: 'executions', type: 'snapshot', data: rows, sequence: 1 }))
  expect(frame).toMatchObject({ isSnapshot: true, news: [{ kind: 'trade' }] })
  expect(frame.kind === 'channel' ? frame.unreadable.length : 0).toBe(2)
})

const recordings = sharedData('ws2/executions_lifecycle.1.json')

describe.skipIf(!recordings.there)(
  `genuine frames${recordings.there ? '' : ` (skipped: ${recordings.reason})`}`,
  () => {
    const folder = recordings.there ? dirname(recordings.path) : ''
    const anyPair = webSocketV2(() => btcusd)
    const files = folder === '' ? [] : readdirSync(folder).toSorted()
    const textsOf = (name: string): readonly string[] => {
      const json = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as unknown
      return (Array.isArray(json) ? json : [json]).map((frame) => JSON.stringify(frame))
    }

    test('of executions are understood, and every row in them', () => {
      const frames = files.filter((name) => /^executions_(snapshot|update|lifecycle)/.test(name)).flatMap(textsOf)
      expect(frames.length).toBeGreaterThan(10)
      for (const text of frames)
        expect(anyPair.readFrame(text), text).toMatchObject({ kind: 'channel', unreadable: [] })
    })

    test('that answer and announce are understood', () => {
      const names = files.filter((name) => /^((add|amend|cancel)_order_(resp|err)|pong|heartbeat|status)/.test(name))
      expect(names.length).toBeGreaterThan(10)
      for (const name of names)
        for (const text of textsOf(name)) expect(anyPair.readFrame(text).kind, name).not.toBe('not-understood')
    })
  },
)
