/** What ccxt heard through a recorder, REST and WebSocket, the fake exchange says again, to the last byte. */
import { expect, test } from 'vitest'
import { playedAgain, recorderBefore, unwrap } from '../serve/recorded.ts'
import { started } from '../serve/served.ts'
import { UNLIMITED, ccxtAt, idOf, leaveAll } from './pointed.ts'

test('what ccxt was told through a recorder is said again, byte for byte, and an answer altered by hand is named', async () => {
  const one = await started({ market: 'busy', pairs: ['XMR/EUR', 'XBT/USD'], accounts: UNLIMITED, speed: 10 })
  const { rest, ws, ends } = await recorderBefore(one)
  const client = await ccxtAt({ ...one, kraken: { ...one.kraken, rest, ws } })
  await client.loadMarkets()
  await client.watchOrderBook('XMR/EUR', 10)
  const watched = client.watchOrders()
  const placed = await client.createOrderWs('XMR/EUR', 'limit', 'buy', 1, 10)
  await watched
  await client.editOrderWs(idOf(placed), 'XMR/EUR', 'limit', 'buy', 2, 11)
  await client.cancelOrderWs(idOf(placed))
  const trades = client.watchMyTrades('XMR/EUR')
  const bought = await client.createOrder('XMR/EUR', 'market', 'buy', 1)
  await trades
  expect(await client.fetchOrder(idOf(bought))).toMatchObject({ status: 'closed' })
  await client.fetchBalance()
  await leaveAll()
  const text = await ends()

  const again = unwrap(playedAgain(text))
  expect(again.difference).toBeUndefined()
  expect(again.compared).toBeGreaterThan(20)
  const lines = text.split('\n')
  const place = lines.findLastIndex((line) => line.includes('"http-answered"'))
  const altered = lines.with(place, (lines[place] ?? '').replace('ZEUR', 'ZUER'))
  expect(unwrap(playedAgain(altered.join('\n'))).difference).toMatchObject({
    line: place + 1,
    place: expect.stringContaining('POST /0/private/BalanceEx') as string,
  })
})
