/** What a client does at a served Kraken: both dialects, public and private, with trades, refusals and an operator. */
import type { Started } from '../../sim/serve/start.ts'
import { asks, connects } from './client.ts'
import { control, demoKey } from './served.ts'

/** `rest` and `ws`: of Kraken, or of whoever stands before it. */
export async function trades(
  one: Started,
  { rest, ws }: { readonly rest: string; readonly ws: string },
): Promise<void> {
  const key = demoKey(one)
  for (const path of ['Time', 'AssetPairs?pair=XMREUR', 'Depth?pair=XMREUR', 'Ticker?pair=XBTUSD', 'Nothing']) {
    await (await fetch(`${rest}/0/public/${path}`)).text()
  }
  const { result } = await asks(rest, key, 'GetWebSocketsToken')
  const { token } = result as { token: string }
  const market = await connects(`${ws}/ws/v2`)
  market.say({ method: 'subscribe', params: { channel: 'book', symbol: ['XMR/EUR'], depth: 10 } })
  market.say({ method: 'subscribe', params: { channel: 'trade', symbol: ['XMR/EUR', 'XBT/USD'] } })
  const old = await connects(`${ws}/ws-auth`)
  for (const name of ['openOrders', 'ownTrades']) {
    old.say({ event: 'subscribe', subscription: { name, token } })
    await old.hears(new RegExp(`"${name}"`))
  }
  const mine = await connects(`${ws}/ws-auth/v2`)
  mine.say({ method: 'subscribe', params: { channel: 'executions', snap_orders: true, token } })
  await mine.hears(/"snapshot"/)
  const order = { order_type: 'market', side: 'buy', order_qty: 2.0001, symbol: 'XMR/EUR', token }
  mine.say({ method: 'add_order', params: order, req_id: 1 })
  await mine.hears(/"exec_type":"trade"/)
  mine.say({ method: 'add_order', params: { ...order, order_type: 'limit', limit_price: 1.01 }, req_id: 2 })
  await mine.hears(/"req_id":2/)
  mine.say({ method: 'cancel_all', params: { token }, req_id: 3 })
  await mine.hears(/"req_id":3/)
  await asks(rest, key, 'AddOrder', { pair: 'XBTUSD', type: 'sell', ordertype: 'market', volume: '0.01' })
  await asks(rest, key, 'AddOrder', { pair: 'XBTUSD', type: 'sell', ordertype: 'market', volume: '0' })
  await asks(rest, { key: 'nobody', secret: key.secret }, 'Balance')
  await asks(rest, { ...key, secret: 'd3Jvbmc=' }, 'Balance')
  await control(one, '/command', { kind: 'deposit', asset: 'EUR', amount: '100' })
  await asks(rest, key, 'Ledgers')
  await asks(rest, key, 'TradesHistory')
  await asks(rest, key, 'AddExport', { report: 'trades', description: 'mine', format: 'CSV' })
  await new Promise((resolve) => setTimeout(resolve, 300))
  for (const socket of [market, old]) socket.wire.close(1000)
  await Promise.all([market.closed, old.closed])
  await asks(rest, key, 'Balance')
}
