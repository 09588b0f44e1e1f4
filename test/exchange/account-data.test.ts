/** What an account asks of itself over REST: balances, records, reports, funding, and by what right. */
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Permission } from '../../sim/exchange/permissions.ts'
import { ACCOUNT } from '../../sim/exchange/rest/private/endpoints.ts'
import { ORDERS } from '../../sim/exchange/rest/orders.ts'
import { Kraken } from './kraken.ts'

const SECRET = 'c2VjcmV0'
const key = (name: string, permissions?: readonly Permission[]) => ({
  key: name,
  secret: SECRET,
  ...(permissions === undefined ? {} : { permissions }),
})
const TRADER = {
  name: 'trader',
  keys: [key('trader-key'), key('looker-key', ['query-funds'])],
  funds: { USD: '1000', XBT: '1', XMR: '2', 'XBT.F': '0.5' },
  withdrawKeys: { cold: 'XBT' },
}
const RICH = { name: 'other', keys: [], tier: 'unlimited' as const, funds: { USD: '1000000', XBT: '10', EUR: '1000' } }
const tank = () => new Kraken({ accounts: [{ ...TRADER, tier: 'unlimited' as const }, RICH] })

/** One bitcoin is worth 50,000 dollars, and the trader's bid for a hundredth of one at 40,000 is open. */
function priced(): Kraken {
  const kraken = tank()
  kraken.places('other', 'sell', '1', '50000.0', { pair: 'XBT/USD' })
  kraken.places('trader', 'buy', '0.001', '50000.0', { pair: 'XBT/USD' })
  kraken.places('trader', 'buy', '0.01', '40000.0', { pair: 'XBT/USD' })
  return kraken
}
const asks = (kraken: Kraken, method: string, params: Readonly<Record<string, string>> = {}): unknown => {
  const { error, result } = kraken.post(method, params)
  return error.length > 0 ? error[0] : result
}

describe('balances', () => {
  it('are told with what orders hold, by id or by new name', () => {
    const kraken = priced()
    expect(asks(kraken, 'BalanceEx')).toEqual({
      ZUSD: { balance: '949.8000', hold_trade: '401.6000' },
      XXBT: { balance: '1.0010000000', hold_trade: '0.0000000000' },
      XXMR: { balance: '2.0000000000', hold_trade: '0.0000000000' },
      'XBT.F': { balance: '0.5000000000', hold_trade: '0.0000000000' },
    })
    expect(asks(kraken, 'Balance', { assetVersion: '1' })).toMatchObject({ USD: '949.8000', BTC: '1.0010000000' })
  })

  it('are worth what the last trades say, and as collateral less', () => {
    expect(asks(priced(), 'TradeBalance')).toEqual({
      eb: '50999.8000',
      tb: '50499.3000',
      m: '0.0000',
      uv: '0.0000',
      n: '0.0000',
      c: '0.0000',
      v: '0.0000',
      e: '50499.3000',
      mf: '50499.3000',
      mfo: '50097.7000',
    })
    expect(asks(priced(), 'TradeBalance', { asset: 'XBT' })).toMatchObject({ eb: '1.0200' })
    expect(asks(priced(), 'TradeBalance', { asset: 'NOPE' })).toBe('EQuery:Unknown asset')
  })
})

describe('records', () => {
  it('of trades come by id, with the ledger rows of each', () => {
    const kraken = priced()
    const { trades } = kraken.result<{ trades: Record<string, { ledgers: string[] }> }>('TradesHistory', {
      ledgers: 'true',
    })
    const [[id, { ledgers }] = ['', { ledgers: [] }]] = Object.entries(trades)
    expect(ledgers).toHaveLength(2)
    expect(Object.keys(kraken.result('QueryTrades', { txid: id }))).toEqual([id])
    const rows = kraken.result<Record<string, { refid: string; asset: string }>>('QueryLedgers', { id: ledgers.join() })
    expect(Object.values(rows).map(({ refid, asset }) => [refid, asset])).toEqual([
      [id, 'ZUSD'],
      [id, 'XXBT'],
    ])
    expect(asks(kraken, 'QueryTrades', { txid: `${id},TAAAAA-AAAAA-AAAAAA` })).toBe('EGeneral:Invalid arguments:txid')
    expect(asks(kraken, 'QueryLedgers', { id: 'LAAAAA-AAAAA-AAAAAA' })).toBe('EGeneral:Invalid arguments:id')
    expect(asks(kraken, 'TradesHistory', { type: 'nothing' })).toBe('EGeneral:Invalid arguments:type')
    expect(asks(kraken, 'TradesHistory', { type: 'closed position' })).toEqual({ trades: {}, count: 0 })
  })

  it('of positions are empty', () => {
    expect(asks(tank(), 'OpenPositions')).toEqual([])
  })

  it('of the month’s volume are in dollars, with the fees that are charged', () => {
    const kraken = priced()
    expect(asks(kraken, 'TradeVolume')).toEqual({ currency: 'ZUSD', volume: '50.0000', fees: null, fees_maker: null })
    expect(asks(kraken, 'TradeVolume', { pair: 'XBTUSD' })).toMatchObject({
      fees: {
        XXBTZUSD: {
          fee: '0.4000',
          minfee: '0.1000',
          maxfee: '0.4000',
          nextfee: '0.3500',
          nextvolume: '10000.0000',
          tiervolume: '0.0000',
        },
      },
      fees_maker: { XXBTZUSD: { fee: '0.2500', minfee: '0.0000' } },
    })
    kraken.passes(31 * 86_400)
    expect(asks(kraken, 'TradeVolume')).toMatchObject({ volume: '0.0000' })
    expect(asks(kraken, 'TradeVolume', { pair: 'NOPE' })).toBe('EQuery:Unknown asset pair')
  })

  it('of single orders come in the order in which they are to be had', () => {
    const kraken = priced()
    const { bids, asks: offers } = kraken.result<{ bids: unknown[]; asks: { qty: string }[] }>('Level3', {
      pair: 'XBTUSD',
    })
    expect([bids.length, offers.map(({ qty }) => qty)]).toEqual([1, ['0.99900000']])
    expect(asks(kraken, 'Level3', { pair: 'XBTUSD', depth: '7' })).toBe('EGeneral:Invalid arguments:depth')
  })
})

describe('a report', () => {
  it('is ready after five seconds, a zip that any reader opens', () => {
    const kraken = priced()
    const { id } = kraken.result<{ id: string }>('AddExport', { report: 'ledgers', description: 'mine' })
    expect(asks(kraken, 'RetrieveExport', { id })).toBe('EGeneral:Invalid arguments:id')
    expect(asks(kraken, 'ExportStatus', { report: 'ledgers' })).toMatchObject([{ id, status: 'Queued', descr: 'mine' }])
    kraken.passes(6)
    expect(asks(kraken, 'ExportStatus', { report: 'ledgers' })).toMatchObject([
      { status: 'Processed', completedtm: '1700000005' },
    ])
    const zip = kraken.postText('RetrieveExport', { id })
    const text = zip.slice(30 + 'ledgers.csv'.length, zip.indexOf('PK\u0001\u0002'))
    expect(text.split('\n')[0]).toBe('"txid","refid","time","type","subtype","aclass","asset","amount","fee","balance"')
    expect(text.split('\n')).toHaveLength(8)
    const bytes = Buffer.from(zip, 'latin1')
    expect([bytes.readUInt32LE(14), bytes.readUInt32LE(18)]).toEqual([crc32(text), text.length])
    expect(asks(kraken, 'RemoveExport', { id, type: 'cancel' })).toBe('EGeneral:Invalid arguments:type')
    expect(asks(kraken, 'RemoveExport', { id, type: 'delete' })).toEqual({ delete: true })
    expect(asks(kraken, 'ExportStatus', { report: 'ledgers' })).toEqual([])
  })

  it('of trades names the ledger rows', () => {
    const kraken = priced()
    const { id } = kraken.result<{ id: string }>('AddExport', { report: 'trades', description: 'x', format: 'TSV' })
    expect(asks(kraken, 'RemoveExport', { id, type: 'cancel' })).toEqual({ cancel: true })
    const { id: second } = kraken.result<{ id: string }>('AddExport', {
      report: 'trades',
      description: 'x',
      format: 'TSV',
    })
    kraken.passes(6)
    expect(kraken.postText('RetrieveExport', { id: second })).toMatch(
      /buy\tlimit\t50000.00000\t50.00000\t0.20000\t.*\tL.{18},L.{18}\n/,
    )
  })
})

describe('funding', () => {
  it('comes in by addresses, of which there are five', () => {
    const kraken = tank()
    expect(asks(kraken, 'DepositMethods', { asset: 'XBT' })).toEqual([
      { method: 'Bitcoin', limit: false, 'gen-address': true, minimum: '0.0001000000' },
    ])
    expect(asks(kraken, 'DepositMethods', { asset: 'USD' })).toEqual([
      { method: 'USD transfer', limit: false, minimum: '0.0001' },
    ])
    const bitcoin = { asset: 'XBT', method: 'Bitcoin' }
    expect(asks(kraken, 'DepositAddresses', bitcoin)).toEqual([])
    for (let made = 0; made < 5; made += 1) {
      expect(asks(kraken, 'DepositAddresses', { ...bitcoin, new: 'true' })).toMatchObject([
        { expiretm: '0', new: true },
      ])
    }
    expect(asks(kraken, 'DepositAddresses', { ...bitcoin, new: 'true' })).toBe('EFunding:Too many addresses')
    expect(asks(kraken, 'DepositAddresses', bitcoin)).toHaveLength(5)
    expect(asks(kraken, 'DepositMethods', { asset: 'NOPE' })).toBe('EFunding:Unknown asset')
  })

  it('goes out by a known key, less a fee, and can be taken back while it is pending', () => {
    const kraken = tank()
    const wish = { asset: 'XBT', key: 'cold', amount: '0.1' }
    expect(asks(kraken, 'WithdrawAddresses')).toMatchObject([
      { asset: 'XBT', key: 'cold', method: 'Bitcoin', verified: true },
    ])
    expect(asks(kraken, 'WithdrawMethods', { asset: 'XBT' })).toEqual([
      { asset: 'XXBT', method: 'Bitcoin', network: 'Bitcoin', minimum: '0.0001000000' },
    ])
    expect(asks(kraken, 'WithdrawInfo', wish)).toEqual({
      method: 'Bitcoin',
      limit: '1.50000000',
      amount: '0.09980000',
      fee: '0.00020000',
    })
    expect(asks(kraken, 'Withdraw', { ...wish, key: 'hot' })).toBe('EFunding:Unknown withdraw key')
    expect(asks(kraken, 'Withdraw', { ...wish, amount: '5' })).toBe('EFunding:Invalid amount')
    expect(asks(kraken, 'Withdraw', { ...wish, amount: '0.00001' })).toBe('EFunding:Invalid amount')
    expect(asks(kraken, 'Withdraw', { ...wish, max_fee: '0.0001' })).toBe('EFunding:Max fee exceeded')
    const { refid } = kraken.result<{ refid: string }>('Withdraw', wish)
    expect(asks(kraken, 'WithdrawStatus', { asset: 'XBT' })).toMatchObject([
      { refid, status: 'Pending', key: 'cold', txid: null },
    ])
    expect(asks(kraken, 'Balance')).toMatchObject({ XXBT: '0.9000000000' })
    expect(asks(kraken, 'WithdrawCancel', { asset: 'XBT', refid: 'x' })).toBe('EFunding:Unknown reference id')
    expect(asks(kraken, 'WithdrawCancel', { asset: 'XBT', refid })).toBe(true)
    expect(asks(kraken, 'WithdrawCancel', { asset: 'XBT', refid })).toBe('EFunding:Invalid reference id')
    expect(asks(kraken, 'Balance')).toMatchObject({ XXBT: '1.0000000000' })
    expect(asks(kraken, 'WithdrawStatus', { cursor: 'true' })).toMatchObject({
      withdrawal: [{ 'status-prop': 'canceled' }],
      next_cursor: null,
    })
    expect(asks(kraken, 'DepositStatus', { cursor: 'true', limit: '3' })).toMatchObject({ next_cursor: '3' })
    expect(
      asks(kraken, 'WalletTransfer', { asset: 'XBT', from: 'Spot Wallet', to: 'Futures Wallet', amount: '0.1' }),
    ).toHaveProperty('refid')
    expect(asks(kraken, 'Balance')).toMatchObject({ XXBT: '0.9000000000' })
  })

  it('earns in another form of the asset', () => {
    const kraken = tank()
    const { items } = kraken.result<{ items: { id: string; lock_type: { type: string } }[] }>('Earn/Strategies', {
      asset: 'XBT',
    })
    const { id: strategy = '' } = items.find(({ lock_type: { type } }) => type === 'flex') ?? {}
    const wish = { strategy_id: strategy, amount: '0.25' }
    expect(asks(kraken, 'Earn/Allocate', wish)).toBe(true)
    expect(asks(kraken, 'Earn/AllocateStatus', wish)).toEqual({ pending: false })
    expect(asks(kraken, 'Earn/Allocations')).toMatchObject({
      items: [{ strategy_id: strategy, native_asset: 'XBT', amount_allocated: { total: { native: '0.7500000000' } } }],
    })
    expect(asks(kraken, 'Earn/Deallocate', { ...wish, amount: '9' })).toBe('EEarnings:Insufficient funds')
    expect(asks(kraken, 'Earn/Deallocate', { ...wish, strategy_id: 'x' })).toBe(
      'EGeneral:Invalid arguments:strategy_id',
    )
  })
})

describe('a key', () => {
  it('may do what its permissions say', () => {
    const kraken = tank()
    expect(asks(kraken, 'GetApiKeyInfo')).toMatchObject({
      api_key: 'trader-key',
      nonce_window: '0',
      iban: expect.stringMatching(/^AA/) as string,
    })
    expect(kraken.post('GetApiKeyInfo', {}, 'looker-key').result).toMatchObject({ permissions: ['query-funds'] })
    for (const [method, { needs }] of Object.entries({ ...ACCOUNT, ...ORDERS })) {
      const isDenied = kraken.post(method, {}, 'looker-key').error[0] === 'EGeneral:Permission denied'
      expect([method, isDenied]).toEqual([method, needs.length > 0 && !needs.includes('query-funds')])
    }
  })

  it('is heard for its signature first, then for its permission, then for how often it calls', () => {
    const accounts = [{ ...TRADER, tier: 'starter' as const }]
    const kraken = new Kraken({ accounts })
    for (let calls = 0; calls < 15; calls += 1) kraken.post('Balance', {}, 'looker-key')
    expect(kraken.post('Balance', {}, 'looker-key').error).toEqual(['EAPI:Rate limit exceeded'])
    expect(kraken.post('Ledgers', {}, 'looker-key').error).toEqual(['EGeneral:Permission denied'])
  })
})
