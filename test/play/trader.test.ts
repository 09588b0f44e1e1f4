/** What the trader knows of orders by name, and how a name follows its order. */
import { describe, expect, test } from 'vitest'
import type { Status } from '../../src/ems.ts'
import { oid, reqid, tradeId, txid } from '../../src/ids.ts'
import { instant } from '../../src/time.ts'
import { Trader, oidOf } from '../../sim/play/trader.ts'

const time = instant(0)
const begin = () => new Trader({ account: 'spot', originOf: (id) => (id === 'O2' ? txid('O1') : id) })
const wish = { symbol: 'XMR/EUR', action: 'buy', orderType: 'limit', price: '149.50', size: '2' } as const
const found = (fields: Pick<Status, 'oid' | 'reqid' | 'txid'>): Status => ({
  kind: 'Status',
  account: 'spot',
  symbol: 'xmreur.kraken',
  action: 'buy',
  price: '140',
  size: '1',
  filled: '0',
  remaining: '1',
  time,
  ...fields,
})

describe('asking', () => {
  test('an oid is a uuid4, the same for a name in every run', () => {
    expect(oidOf('bid')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(oidOf('bid')).toBe(oidOf('bid'))
    expect(oidOf('bid')).not.toBe(oidOf('ask'))
  })

  test('an edit asks for the terms last wished for, changed where it says so', () => {
    const trader = begin()
    trader.place('bid', wish)
    trader.edit('bid', { price: '149.60' })
    expect(trader.edit('bid', { size: '3' })).toMatchObject({
      ok: true,
      value: { kind: 'BrokerdOrder', oid: oidOf('bid'), price: '149.60', size: '3', action: 'buy', account: 'spot' },
    })
  })

  test('a name is given once, and an unknown one asks for nothing', () => {
    const trader = begin()
    trader.place('bid', wish)
    expect(trader.place('bid', wish)).toEqual({ ok: false, error: 'there is an order bid already' })
    expect(trader.cancel('ask')).toEqual({ ok: false, error: 'the trader knows no order ask' })
    expect(trader.edit('ask', {})).toEqual({ ok: false, error: 'the trader knows no order ask' })
  })
})

describe('after a restart', () => {
  test('an order found live keeps its name by the reqid once acknowledged', () => {
    const trader = begin()
    trader.place('bid', wish)
    trader.hear({ kind: 'BrokerdOrderAck', oid: oidOf('bid'), reqid: reqid(0), account: 'spot', time })
    trader.hear(found({ oid: oid('new'), reqid: reqid(0), txid: txid('O9') }))
    expect(trader.cancel('bid')).toEqual({ ok: true, value: { kind: 'BrokerdCancel', oid: 'new', account: 'spot' } })
    expect(trader.edit('bid', { price: '1' })).toMatchObject({ ok: true, value: { oid: 'new', price: '1', size: '2' } })
    expect(trader.order('bid')?.standing).toMatchObject({ kind: 'Status', remaining: '1' })
  })

  test('an order of somebody else’s takes no name', () => {
    const trader = begin()
    trader.place('bid', wish)
    trader.hear({ kind: 'BrokerdOrderAck', oid: oidOf('bid'), reqid: reqid(1), account: 'spot', time })
    trader.hear(found({ oid: oid('new'), reqid: reqid(2), txid: txid('O9') }))
    expect(trader.order('bid')?.oid).toBe(oidOf('bid'))
  })

  test('an order of the web page is known once told of, by its txid, also after an edit gave it another', () => {
    for (const told of ['O1', 'O2']) {
      const trader = begin()
      trader.nameWebOrder('web', txid('O1'))
      expect(trader.cancel('web')).toEqual({ ok: false, error: 'no broker told the trader of web yet' })
      trader.hear(found({ oid: oid('w'), reqid: reqid(3), txid: txid(told) }))
      expect(trader.edit('web', { price: '141' })).toMatchObject({
        ok: true,
        value: { oid: 'w', symbol: 'xmreur.kraken', orderType: 'limit', price: '141', size: '1' },
      })
    }
  })
})

test('what was last heard is kept: fills are counted, positions by symbol', () => {
  const trader = begin()
  const position = { kind: 'BrokerdPosition', account: 'spot', symbol: 'xmreur.kraken', ppu: '1', time } as const
  trader.hear({ ...position, size: '1' })
  trader.hear({ ...position, size: '2' })
  const fill = { kind: 'BrokerdFill', account: 'spot', symbol: 'xmreur.kraken', action: 'buy', size: '1' } as const
  const paid = { price: '1', fee: '0', feeAsset: 'EUR', brokerTime: time, time, txid: txid('O1') }
  for (const id of ['T1', 'T2']) trader.hear({ ...fill, ...paid, tradeId: tradeId(id) })
  expect([trader.fills, trader.position('xmreur.kraken')?.size]).toEqual([2, '2'])
})
