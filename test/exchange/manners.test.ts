/** What Kraken expects of a socket, where it is told to: that it is used, and not too much. */
import { describe, expect, it } from 'vitest'
import { socketId } from '../../src/ids.ts'
import { Kraken } from './kraken.ts'

describe('an idle socket', () => {
  const opens = (kraken: Kraken) => {
    const client = kraken.socket('wss://ws.kraken.com')
    const fires = () =>
      kraken
        .handle({ kind: 'timer-fired', timer: { kind: 'idle', socket: client.id } })
        .map((effect) => (effect.kind === 'socket-close' ? `closed ${effect.code}` : effect.kind))
    return { client, fires }
  }

  it('is closed when its client has said nothing for a minute', () => {
    const kraken = new Kraken({ quirks: { idleSockets: 'closed' } })
    const { client, fires } = opens(kraken)
    kraken.passes(40)
    client.sends({ event: 'ping' })
    kraken.passes(30)
    expect(fires()).toEqual(['timer-set'])
    kraken.passes(31)
    expect(fires()).toEqual(['closed 1001'])
    expect(client.sends({ event: 'ping' })).toEqual([])
  })

  it('stays while it is subscribed, and is looked at again when it is not any more', () => {
    const kraken = new Kraken({ quirks: { idleSockets: 'closed' } })
    const { client, fires } = opens(kraken)
    const wish = { pair: ['XMR/EUR'], subscription: { name: 'trade' } }
    client.sends({ event: 'subscribe', ...wish })
    kraken.passes(100)
    expect(fires()).toEqual([])
    const frame = JSON.stringify({ event: 'unsubscribe', ...wish })
    const effects = kraken.handle({ kind: 'socket-received', socket: client.id, frame })
    expect(effects.map(({ kind }) => kind)).toEqual(['socket-send', 'timer-stop', 'timer-set'])
    kraken.passes(61)
    expect(fires()).toEqual(['closed 1001'])
  })

  it('is kept unless said otherwise', () => {
    const effects = new Kraken().handle({ kind: 'socket-opened', socket: socketId(9), url: 'wss://ws.kraken.com' })
    expect(effects.map(({ kind }) => kind)).toEqual(['socket-send'])
  })
})

describe('a client that says too much', () => {
  it('is told so, and the frame is not carried out; a second later it may again', () => {
    const kraken = new Kraken({ quirks: { framesOfAClient: 'counted' } })
    const client = kraken.socket('wss://ws.kraken.com')
    const pings = () => client.sends({ event: 'ping' })[0]?.text
    const answers = Array.from({ length: 201 }, pings)
    expect(answers.slice(-2)).toEqual(['{"event":"pong"}', '{"Error":"Exceeded msg rate"}'])
    kraken.passes(1)
    expect(pings()).toBe('{"event":"pong"}')
  })
})

describe('OrderAmends', () => {
  it('tells what an order was born as, and each amend of it', () => {
    const kraken = new Kraken()
    const client = kraken.subscribed()
    client.asks('addOrder', { pair: 'XMR/EUR', type: 'buy', ordertype: 'limit', price: '149.00', volume: '2' })
    const [[id] = ['']] = client.told('openOrders')
    client.asks('amendOrder', { txid: id, limit_price: '148.50' })
    expect(kraken.result('OrderAmends', { order_id: id })).toMatchObject({
      amends: [
        { amend_type: 'original', order_qty: '2.00000000', limit_price: '149.00', post_only: false },
        { amend_type: 'user', remaining_qty: '2.00000000', limit_price: '148.50', reason: 'User requested' },
      ],
      count: 2,
    })
    expect(kraken.post('OrderAmends', { order_id: 'x' }).error).toEqual(['EOrder:Unknown order'])
  })
})
