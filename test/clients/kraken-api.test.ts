/** The package `kraken-api` over REST, unmodified. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Started } from '../../sim/serve/start.ts'
import { control, started } from '../serve/served.ts'
import { UNLIMITED, krakenApiAt } from './pointed.ts'

let one: Started
let client: ReturnType<typeof krakenApiAt>
beforeEach(async () => {
  one = await started({ market: 'quiet', pairs: ['XMR/EUR'], accounts: UNLIMITED })
  client = krakenApiAt(one)
})

const buysOnThePage = () => control(one, '/command', { kind: 'place', pair: 'XMR/EUR', side: 'buy', volume: '2' })

describe('kraken-api', () => {
  it('reads what everybody may', async () => {
    await control(one, '/advance', { seconds: 600 })
    expect((await client.api('Time')).result).toMatchObject({ unixtime: expect.any(Number) as number })
    for (const method of ['Assets', 'AssetPairs']) expect((await client.api(method)).result).toBeTypeOf('object')
    for (const method of ['Ticker', 'Depth', 'Trades', 'Spread', 'OHLC']) {
      expect((await client.api(method, { pair: 'XMREUR' })).result).toHaveProperty('XXMRZEUR')
    }
    await expect(client.api('Ticker', { pair: 'NIX' })).rejects.toThrow('Query:Unknown asset pair')
  })

  it('reads the account it has a key for', async () => {
    await buysOnThePage()
    expect((await client.api('Balance')).result).toMatchObject({ XXMR: '52.0000000000' })
    expect((await client.api('OpenOrders')).result).toEqual({ open: {} })
    const { closed } = (await client.api('ClosedOrders')).result as { readonly closed: object }
    const [txid = ''] = Object.keys(closed)
    expect((await client.api('QueryOrders', { txid })).result).toHaveProperty(txid)
    const { trades } = (await client.api('TradesHistory')).result as { readonly trades: object }
    const [trade = ''] = Object.keys(trades)
    expect((await client.api('QueryTrades', { txid: trade })).result).toHaveProperty(trade)
    const { ledger } = (await client.api('Ledgers')).result as { readonly ledger: object }
    const [id = ''] = Object.keys(ledger)
    expect((await client.api('QueryLedgers', { id })).result).toHaveProperty(id)
    expect((await client.api('TradeBalance')).result).toHaveProperty('eb')
    expect((await client.api('TradeVolume', { pair: 'XMREUR' })).result).toHaveProperty('volume')
    expect((await client.api('GetWebSocketsToken')).result).toHaveProperty('token')
  })

  it('places and cancels an order', async () => {
    const order = { pair: 'XMREUR', type: 'buy', ordertype: 'limit', price: '10.00', volume: '1' }
    const { txid } = (await client.api('AddOrder', order)).result as { readonly txid: readonly string[] }
    expect((await client.api('CancelOrder', { txid: txid[0] })).result).toEqual({ count: 1 })
  })
})
