/** An acknowledgement word for word beside a genuine one; shapes of all kinds are compared in `conformance`. */
import { describe, expect } from 'vitest'
import { Kraken } from './kraken.ts'
import { recorded } from './recorded.ts'

type Members = Readonly<Record<string, unknown>>

describe('acknowledgements', () => {
  recorded('ws1/openOrders_lifecycle.3.json', 'reads as ours but for the id', (text) => {
    const [theirs] = JSON.parse(text) as [Members]
    const accounts = [{ name: 'trader', keys: [{ key: 'trader-key', secret: 'c2VjcmV0' }], funds: { USD: '100' } }]
    const client = new Kraken({ accounts }).subscribed()
    const fields = { pair: 'USDT/USD', type: 'buy', ordertype: 'limit', price: '0.998', volume: '10', oflags: 'post' }
    client.asks('addOrder', { ...fields, reqid: 5 })
    const [ack] = client.acks()
    expect(Object.keys(ack ?? {})).toEqual(Object.keys(theirs))
    /** The pair had four price decimals then and has five now. */
    const descr = 'buy 10.00000000 USDTUSD @ limit 0.99800'
    expect({ ...ack, txid: '' }).toEqual({ ...theirs, descr, txid: '' })
    expect(`${String(theirs['descr'])}0`).toBe(descr)
  })
})
