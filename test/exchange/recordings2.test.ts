/** The frames of WebSocket v2 beside genuine captures of the same kind: members, types and decimals. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sharedData } from '../shared-data.ts'
import { Client2, V2_URL, float } from './client2.ts'
import { Kraken } from './kraken.ts'

type Members = Readonly<Record<string, unknown>>

/** Numbers become `#` and their text, so that no digit is lost. */
const exact = (text: string): unknown =>
  JSON.parse(
    text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?/g, (token) => (token.startsWith('"') ? token : `"#${token}"`)),
  )

/** The members' names and, of a number, its decimals; else its type. */
function shapeOf(value: unknown): unknown {
  if (typeof value === 'string') {
    if (value.startsWith('#')) return value.includes('.') ? `${value.split('.')[1]?.length ?? 0} decimals` : 'whole'
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(value) ? 'time' : 'text'
  }
  if (Array.isArray(value)) return value.map(shapeOf)
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]))
}

/** The same without members that depend on who asked: a number of the request, ids given to an order elsewhere. */
function without(names: readonly string[], value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => without(names, one))
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([name]) => !names.includes(name))
  return Object.fromEntries(kept.map(([name, member]) => [name, without(names, member)]))
}

const rowsOf = (frame: unknown): readonly Members[] => (frame as { data: Members[] }).data

const FUNDS = { USD: '1000000', USDT: '1000000', XBT: '10', ETH: '100' }
const kraken = () =>
  new Kraken({
    accounts: [
      { name: 'trader', keys: [{ key: 'trader-key', secret: 'c2VjcmV0' }], funds: FUNDS },
      { name: 'stranger', keys: [], funds: FUNDS },
    ],
  })

/** The life of the recorded order: placed, amended in both, canceled. */
function lifecycle(): readonly unknown[] {
  const client = new Client2(kraken())
  client.asks('subscribe', { channel: 'executions' })
  const more = { symbol: 'BTC/USDT', cl_ord_id: 'b17c7bb34d000200' }
  const id = client.places('buy', '0.0001', '80000.0', more)
  client.asks('amend_order', { order_id: id, order_qty: float('0.00005'), limit_price: float('81818.0') })
  client.asks('cancel_order', { cl_ord_id: ['b17c7bb34d000200'] })
  return client.texts('executions').map(exact)
}

/** One frame for each recorded file of its kind. */
function simulated(): Readonly<Record<string, unknown>> {
  const tank = kraken()
  const client = new Client2(tank)
  const first = (texts: readonly string[]) => exact(texts[0] ?? '{}')
  const asks = (...request: Parameters<Client2['asksText']>) => first(client.asksText(...request))
  const subscribed = client.asksText('subscribe', { channel: 'balances' }, 1)
  tank.places('stranger', 'sell', '0.1', '60000.0', { pair: 'XBT/USD' })
  const order = { order_type: 'limit', side: 'buy', symbol: 'BTC/USD', order_qty: float('0.1') }
  const added = asks('add_order', { ...order, limit_price: float('60000.0'), order_userref: 5 }, 1)
  const named = asks('add_order', { ...order, limit_price: float('100.0'), cl_ord_id: 'mine' })
  const amended = asks('amend_order', { cl_ord_id: 'mine', order_qty: float('0.2') }, 1)
  const id = client.places('buy', '0.1', '100.0', { symbol: 'BTC/USD' })
  const edit = { order_id: id, symbol: 'BTC/USD', limit_price: float('101.0') }
  const edited = asks('edit_order', edit, 1) as { result: { order_id: string } }
  return {
    'status_update.1': first(tank.socket(V2_URL).frames.map(({ text }) => text)),
    'pong_response.1': first(client.socket.sendsText('{"method":"ping","req_id":1}').map(({ text }) => text)),
    'error.1': first(client.socket.sendsText('{').map(({ text }) => text)),
    'subscribe_response.7': first(subscribed),
    'subscribe_error.1': asks('subscribe', { channel: 'x' }, 0),
    'balances_update.1': exact(client.texts('balances')[1] ?? '{}'),
    'add_order_response.1': added,
    'add_order_response.3': named,
    'amend_order_response.1': amended,
    'add_order_error.1': asks('add_order', { ...order, limit_price: float('1.0'), no_mpp: true }, 0),
    'amend_order_error.1': asks('amend_order', { cl_ord_id: 'mine', limit_price: '1' }, 0),
    'edit_order_error.1': asks('edit_order', { token: undefined }, 0),
    'edit_order_response.1': edited,
    'cancel_order_response.1': asks('cancel_order', { order_id: [edited.result.order_id] }, 1),
    'cancel_order_response.5': asks('cancel_order', { cl_ord_id: ['mine'] }),
    'cancel_order_error.1': asks('cancel_order', { cl_ord_id: ['mine'] }),
    'cancel_all_response.1': asks('cancel_all', {}, 1),
    'batch_cancel_response.1': asks('batch_cancel', { orders: ['x', 'y'] }, 0),
  }
}

const recorded = (name: string) => {
  const data = sharedData(`ws2/${name}.json`)
  const reason = data.there ? '' : ` (skipped: ${data.reason})`
  return { isAbsent: !data.there, reason, read: () => exact(data.there ? readFileSync(data.path, 'utf8') : '{}') }
}

describe('answers and frames of every kind', () => {
  const ours = simulated()
  for (const [name, frame] of Object.entries(ours)) {
    const { isAbsent, reason, read } = recorded(name)
    it.skipIf(isAbsent)(`have the members of ${name}${reason}`, () => {
      expect(shapeOf(frame)).toEqual(shapeOf(read()))
    })
  }

  it.each(['error.1', 'add_order_error.1', 'amend_order_error.1', 'edit_order_error.1', 'cancel_order_error.1'])(
    'refuse in the words of %s',
    (name) => {
      const { isAbsent, read } = recorded(name)
      if (isAbsent) return
      const words = (frame: unknown) => without(['time_in', 'time_out'], frame)
      expect(words(ours[name])).toEqual(words(read()))
      expect(Object.keys(ours[name] as Members)).toEqual(Object.keys(read() as Members))
    },
  )
})

describe('the life of an order', () => {
  const { isAbsent, reason, read } = recorded('executions_lifecycle.1')
  it.skipIf(isAbsent)(`reads as the recorded one but for ids, times and decimals of the pair${reason}`, () => {
    const [ours, theirs] = [lifecycle(), read() as readonly unknown[]]
    /** The pair's cost had five decimals then. */
    const moved = ['cum_cost', 'timestamp', 'order_id']
    expect(without(moved, ours)).toEqual(without(moved, theirs))
    const names = (frames: readonly unknown[]) => frames.map((frame) => rowsOf(frame).map((row) => Object.keys(row)))
    expect(names(ours)).toEqual(names(theirs))
  })
})

describe('trades', () => {
  const { isAbsent, reason, read } = recorded('executions_snapshot.1')
  it.skipIf(isAbsent)(`in a snapshot have the members and decimals of the recorded ones${reason}`, () => {
    const tank = kraken()
    tank.places('stranger', 'buy', '1', '2392.41', { pair: 'ETH/USD' })
    tank.places('trader', 'sell', '0.015', undefined, { pair: 'ETH/USD' })
    tank.places('stranger', 'buy', '1', '63377.2', { pair: 'XBT/USD' })
    tank.places('trader', 'sell', '0.00016', '63377.2', { pair: 'XBT/USD' })
    const client = new Client2(tank)
    const [, text] = client.asksText('subscribe', { channel: 'executions', snap_trades: true })
    const [bitcoin, , ether] = rowsOf(read())
    expect(rowsOf(exact(text ?? '')).map(shapeOf)).toEqual(
      [bitcoin, ether].map((row) => shapeOf(without(['sender_sub_id'], row))),
    )
  })
})
