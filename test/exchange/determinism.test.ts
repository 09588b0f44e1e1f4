/** The exchange does the same twice, whatever it is asked. */
import { describe, expect, it } from 'vitest'
import { instant } from '../../src/time.ts'
import { createExchange } from '../../sim/exchange/exchange.ts'
import { builtInUniverse } from '../../sim/exchange/universe/universe.ts'
import { Kraken, TRADER } from './kraken.ts'

/** Everything that comes out of one small day. */
function day(): readonly string[] {
  const kraken = new Kraken()
  const client = kraken.subscribed()
  kraken.places('stranger', 'sell', '3', '150')
  client.asks('addOrder', { pair: 'XMR/EUR', type: 'buy', ordertype: 'limit', price: '150', volume: '5' })
  client.asks('cancelAll', {})
  const texts = client.frames.map(({ text }) => text)
  return [...texts, JSON.stringify(kraken.post('TradesHistory')), JSON.stringify(kraken.post('Ledgers'))]
}

describe('the exchange', () => {
  it('does the same again', () => {
    const [one, other] = [day(), day()]
    expect(one.length).toBeGreaterThan(8)
    expect(other).toEqual(one)
  })

  it('waits for nothing', () => {
    const kraken = new Kraken()
    kraken.subscribed()
    expect(kraken.exchange.pending()).toBeUndefined()
  })

  it('is never told of the past', () => {
    const kraken = new Kraken()
    kraken.socket()
    kraken.now = instant(0)
    expect(() => kraken.socket()).toThrow('the exchange is never told of the past')
  })

  it('books opening balances at the time it is given', () => {
    const openedAt = instant(1_600_000_000_000_000)
    const { truth } = createExchange({ universe: builtInUniverse(), accounts: [TRADER], openedAt })
    expect(truth.entries.map(({ at, type, asset }) => [at, type, asset])).toEqual([
      [openedAt, 'deposit', 'ZEUR'],
      [openedAt, 'deposit', 'XXMR'],
    ])
  })

  it('answers an operator once, before the frames it causes', () => {
    const kraken = new Kraken()
    kraken.subscribed()
    const kinds = kraken
      .operator({ kind: 'place', account: 'trader', pair: 'XMREUR', side: 'buy', volume: '1', price: '149' })
      .map(({ kind }) => kind)
    expect(kinds).toEqual(['operator-answered', 'socket-send', 'socket-send'])
    const place = { kind: 'place', account: 'nobody', pair: 'XMREUR', side: 'buy', volume: '1' } as const
    expect(kraken.operator(place)).toEqual([{ kind: 'operator-answered', ok: false, error: 'no account nobody' }])
  })
})
