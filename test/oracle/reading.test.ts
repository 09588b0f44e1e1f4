/** The oracle's own readers of TOML and of the wire keep every digit and refuse what is not sound. */
import { describe, expect, test } from 'vitest'
import { readJson } from '../../sim/oracle/json.ts'
import { readLedgerFile } from '../../sim/oracle/ledger-file.ts'
import { readPositionsFile } from '../../sim/oracle/positions-file.ts'
import { digitsOf, readToml } from '../../sim/oracle/toml.ts'
import { nonceOf, readBody, readFrame, readSent } from '../../sim/oracle/wire.ts'

describe('TOML', () => {
  const valueOf = (text: string) => {
    const read = readToml(`a = ${text}`)
    return read.ok ? read.value.get('a') : read.error
  }

  test.each(['12345678901.12345678', '1.10', '0.00000001', '-0', '9007199254740993', '9223372036854775808', '1e-8'])(
    '%s keeps its digits',
    (text) => {
      expect(digitsOf(valueOf(text))).toBe(text)
    },
  )

  test('numbers keep their digits in lists and in inline tables', () => {
    const number = (text: string) => ({ kind: 'number', text })
    expect(valueOf('[{ b = 104.302700000000000000001 }, 2.50]')).toEqual([
      new Map([['b', number('104.302700000000000000001')]]),
      number('2.50'),
    ])
  })

  test('a table cannot pass for a number', () => {
    expect(digitsOf(valueOf('{ kind = "number", text = "1.0" }'))).toBeUndefined()
  })

  test('what no file of ours holds is no number', () => {
    expect(digitsOf(valueOf('inf'))).toBeUndefined()
    expect(digitsOf(valueOf('2022-06-20T02:26:33Z'))).toBeUndefined()
  })

  test.each([
    '[constructor]\npwned = 1',
    '[a.constructor]\npwned = 1',
    '[[toString]]\nx = 1',
    '__proto__ = 1',
    'a.valueOf = 1',
    'a = { hasOwnProperty = 1 }',
    '["constructor"]\npwned = 1',
  ])('%o is refused, and no object is touched', (text) => {
    expect(readToml(text)).toMatchObject({ ok: false })
    expect(Object.keys(Object)).toEqual([])
  })

  test('what is no TOML is an error, not an exception', () => {
    expect(readToml('a = ')).toMatchObject({ ok: false })
    expect(readToml('[a]\n[a]')).toEqual({ ok: false, error: "Can't redefine existing key" })
  })

  test('an empty text is an empty document', () => {
    expect(readToml('')).toEqual({ ok: true, value: new Map() })
  })
})

describe('files', () => {
  test("only the account's own tables are its positions", () => {
    const text =
      '[kraken.spot."a.kraken"]\nsize = 1.0\nppu = 2.0\n[kraken.other."b.kraken"]\nsize = 1\nppu = 2\n[ib.x]\ny = 1'
    const read = readPositionsFile(text, 'spot')
    expect(read.ok && read.value.map(({ symbol }) => symbol)).toEqual(['a.kraken'])
  })

  test.each(['size = "1.0"\nppu = 1.0', 'size = 1e2\nppu = 1.0', 'size = 1.0'])('%o is no position', (fields) => {
    expect(readPositionsFile(`[kraken.spot."a.kraken"]\n${fields}`, 'spot')).toMatchObject({ ok: false })
  })

  test('a ledger has one table an id, and its numbers keep their digits', () => {
    const read = readLedgerFile('[T1]\ntime = 1655691993.4133966\nmaker = true\nvol = "4.80"')
    const fields = new Map([
      ['time', '1655691993.4133966'],
      ['maker', 'true'],
      ['vol', '4.80'],
    ])
    expect(read).toEqual({ ok: true, value: new Map([['T1', fields]]) })
    expect(readLedgerFile('T1 = "x"')).toEqual({ ok: false, error: 'T1 is no table' })
  })
})

describe('the wire', () => {
  test('numbers keep their text, and digits in strings are left alone', () => {
    expect(readJson('{"a":66788.0,"b":[1e-7,-2],"c":"is 5, \\"6\\""}')).toEqual({
      a: '66788.0',
      b: ['1e-7', '-2'],
      c: 'is 5, "6"',
    })
    expect(readJson('<html>502</html>')).toBeUndefined()
  })

  test('what is no trading request is not one', () => {
    expect(readSent('{"event":"ping"}')).toBeUndefined()
    expect(readSent('{"event":"addOr')).toBeUndefined()
    expect(readSent('{"event":"cancelOrder","txid":"O1"}')).toEqual({ kind: 'cancelOrder', txids: ['O1'] })
  })

  test('only endings and records are heard', () => {
    const rows = [{ O1: { status: 'open' }, O2: { status: 'expired' } }, { O3: { vol_exec: '1' } }]
    expect(readFrame(JSON.stringify([rows, 'openOrders', { sequence: 1 }]))).toEqual([
      { kind: 'order-ended', txid: 'O2' },
    ])
    expect(readFrame(JSON.stringify([[{ T1: { vol: '1' } }], 'ownTrades', { sequence: 1 }]))).toEqual([
      { kind: 'record', id: 'T1', fields: { vol: '1' } },
    ])
    expect(readFrame('{"event":"editOrderStatus","status":"error","originaltxid":"O1"}')).toEqual([])
    expect(readBody('/0/private/TradesHistory', '{"result":{"trades":{"T1":{"vol":"1"}}}}')).toHaveLength(1)
    expect(readBody('/0/private/QueryLedgers', '{"result":{"L1":{"fee":"1"}}}')).toHaveLength(1)
    expect(readBody('/0/private/OpenOrders', '{"result":{"open":{"O1":{"status":"open"}}}}')).toEqual([])
    expect(readBody('/0/private/QueryOrders', '<html>')).toEqual([])
  })

  test('v2 says the same by other names', () => {
    expect(
      readSent('{"method":"amend_order","params":{"order_id":"O1","order_qty":2.50,"limit_price":1.0},"req_id":1}'),
    ).toEqual({
      kind: 'amendOrder',
      orderid: 'O1',
      numbers: [
        { name: 'limit_price', text: '1.0', unit: 'price' },
        { name: 'order_qty', text: '2.50', unit: 'volume' },
      ],
    })
    expect(readSent('{"method":"add_order","params":{"symbol":"BTC/USD","order_userref":7}}')).toMatchObject({
      kind: 'addOrder',
      pair: 'BTC/USD',
      userref: '7',
    })
    expect(readSent('{"method":"cancel_order","params":{"order_id":["O1"]}}')).toEqual({
      kind: 'cancelOrder',
      txids: ['O1'],
    })
    const trade =
      '{"order_id":"O1","exec_type":"trade","exec_id":"T1","last_qty":0.50,"fees":[{"qty":0.00100}],' +
      '"timestamp":"2023-11-14T22:13:21.120000Z","order_status":"filled"}'
    const end = '{"order_id":"O1","exec_type":"canceled","order_status":"canceled"}'
    expect(readFrame(`{"channel":"executions","type":"update","data":[${trade},${end}],"sequence":2}`)).toEqual([
      {
        kind: 'record',
        id: 'T1',
        fields: { ordertxid: 'O1', time: '1700000001.120000', vol: '0.50', fee: '0.00100' },
      },
      { kind: 'order-ended', txid: 'O1' },
    ])
  })

  test('a nonce is read from a form and from JSON, beyond 2^53', () => {
    expect(nonceOf('asset=XMR&nonce=18446744073709551615')).toBe(18446744073709551615n)
    expect(nonceOf('{"nonce":18446744073709551615}')).toBe(18446744073709551615n)
    expect(nonceOf('xnonce=1')).toBeUndefined()
    expect(nonceOf('{"nonce":"-1"}')).toBeUndefined()
  })
})
