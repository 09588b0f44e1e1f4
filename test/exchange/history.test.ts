/** Orders, trades, ledgers and transfers as REST lists them, page by page. */
import { describe, expect, it } from 'vitest'
import { Kraken } from './kraken.ts'

type Page<Name extends string> = { readonly [name in Name]: Record<string, Record<string, unknown>> } & {
  readonly count?: number
}

/** 55 orders of the trader, filled one by one a second apart, each with a userref of its own parity. */
function busy(): { readonly kraken: Kraken; readonly txids: readonly string[]; readonly trades: readonly string[] } {
  const kraken = new Kraken()
  kraken.places('stranger', 'sell', '60', '150')
  const txids = Array.from({ length: 55 }, (_, index) => {
    kraken.passes(1)
    return kraken.places('trader', 'buy', '0.1', '150', { userref: index % 2 })
  })
  const trades = kraken.exchange.truth.trades.filter(({ account }) => account === 'trader').map(({ id }) => id)
  return { kraken, txids, trades }
}

describe('a history', () => {
  it('of trades comes in pages of 50, newest first, and counts them all', () => {
    const { kraken, trades } = busy()
    const newest = trades.toReversed()
    const first = kraken.result<Page<'trades'>>('TradesHistory')
    expect([Object.keys(first.trades), first.count]).toEqual([newest.slice(0, 50), 55])
    const second = kraken.result<Page<'trades'>>('TradesHistory', { ofs: '50' })
    expect([Object.keys(second.trades), second.count]).toEqual([newest.slice(50), 55])
    const beyond = kraken.result<Page<'trades'>>('TradesHistory', { ofs: '55', without_count: 'true' })
    expect(beyond).toEqual({ trades: {} })
  })

  it('shifts when something new arrives, unless its end is fixed', () => {
    const { kraken, trades } = busy()
    const end = trades.at(-1) ?? ''
    kraken.passes(1)
    kraken.places('trader', 'buy', '0.1', '150')
    const shifted = kraken.result<Page<'trades'>>('TradesHistory', { ofs: '50' })
    expect(Object.keys(shifted.trades)).toHaveLength(6)
    const fixed = kraken.result<Page<'trades'>>('TradesHistory', { ofs: '50', end })
    expect(Object.keys(fixed.trades)).toEqual(trades.slice(0, 5).reverse())
  })

  it('begins after its start and ends with its end, by id or by time', () => {
    const { kraken, trades } = busy()
    const [start = '', , , end = ''] = trades
    const byId = kraken.result<Page<'trades'>>('TradesHistory', { start, end })
    expect(Object.keys(byId.trades)).toEqual(trades.slice(1, 4).reverse())
    const { trades: all } = kraken.result<Page<'trades'>>('TradesHistory', { ofs: '50' })
    const times = { start: String(all[start]?.['time']), end: String(all[end]?.['time']) }
    const byTime = kraken.result<Page<'trades'>>('TradesHistory', times)
    expect(byTime.trades).toEqual(byId.trades)
    expect(kraken.post('TradesHistory', { start: 'yesterday' }).error).toEqual(['EGeneral:Invalid arguments:start'])
    expect(kraken.post('TradesHistory', { ofs: '-1' }).error).toEqual(['EGeneral:Invalid arguments:ofs'])
  })

  it('of trades names the pair by its key and says who made it', () => {
    const { kraken, txids, trades } = busy()
    const { trades: page } = kraken.result<Page<'trades'>>('TradesHistory')
    expect(page[trades[54] ?? '']).toEqual({
      ordertxid: txids[54],
      postxid: 'TKH2SE-M7IF5-CFI7LT',
      pair: 'XXMRZEUR',
      aclass: 'forex',
      time: 1700000055.056,
      type: 'buy',
      ordertype: 'limit',
      price: '150.00000000',
      cost: '15.00000000',
      fee: '0.06000000',
      vol: '0.10000000',
      margin: '0.00000000',
      leverage: '0',
      misc: '',
      trade_id: 55,
      maker: false,
    })
  })

  it('of ended orders is paged, and filtered by userref and by time', () => {
    const { kraken, txids } = busy()
    const first = kraken.result<Page<'closed'>>('ClosedOrders')
    expect([Object.keys(first.closed), first.count]).toEqual([txids.toReversed().slice(0, 50), 55])
    const odd = kraken.result<Page<'closed'>>('ClosedOrders', { userref: '1' })
    expect(odd.count).toBe(27)
    const [start = '', , end = ''] = txids
    const some = kraken.result<Page<'closed'>>('ClosedOrders', { start, end, closetime: 'open' })
    expect(Object.keys(some.closed)).toEqual([txids[2], txids[1]])
    expect(kraken.post('ClosedOrders', { closetime: 'x' }).error).toEqual(['EGeneral:Invalid arguments:closetime'])
  })

  it('of the ledger is paged, and filtered by type, asset and time', () => {
    const { kraken } = busy()
    const all = kraken.result<Page<'ledger'>>('Ledgers')
    expect([Object.keys(all.ledger).length, all.count]).toEqual([50, 112])
    const deposits = kraken.result<Page<'ledger'>>('Ledgers', { type: 'deposit' })
    expect(Object.values(deposits.ledger)).toMatchObject([
      { asset: 'XXMR', amount: '100.0000000000', type: 'deposit', subtype: '', aclass: 'currency' },
      { asset: 'ZEUR', amount: '100000.0000', fee: '0.0000', balance: '100000.0000', time: 0 },
    ])
    const euros = kraken.result<Page<'ledger'>>('Ledgers', { asset: 'EUR', type: 'trade' })
    expect(euros.count).toBe(55)
    const ids = Object.keys(euros.ledger)
    const late = kraken.result<Page<'ledger'>>('Ledgers', { asset: 'ZEUR', start: ids[10] ?? '' })
    expect(Object.keys(late.ledger)).toEqual(ids.slice(0, 10))
    expect(kraken.post('Ledgers', { asset: 'NOPE' }).error).toEqual(['EQuery:Unknown asset'])
  })
})

describe('orders over REST', () => {
  it('are listed while open, newest first, by altname and with the pair’s decimals', () => {
    const kraken = new Kraken()
    const first = kraken.places('trader', 'buy', '2', '149.5', { userref: 4 })
    const second = kraken.places('trader', 'buy', '1', '148', { postOnly: true })
    kraken.places('stranger', 'sell', '0.5', '149.5')
    const [trade] = kraken.exchange.truth.trades
    const { open } = kraken.result<Page<'open'>>('OpenOrders', { trades: 'true' })
    expect(Object.keys(open)).toEqual([second, first])
    expect(open[first]).toEqual({
      refid: null,
      userref: 4,
      status: 'open',
      opentm: 1700000000.001,
      starttm: 0,
      expiretm: 0,
      descr: {
        pair: 'XMREUR',
        aclass: 'forex',
        type: 'buy',
        ordertype: 'limit',
        price: '149.50',
        price2: '0',
        leverage: 'none',
        order: 'buy 2.00000000 XMREUR @ limit 149.50',
        close: '',
      },
      vol: '2.00000000',
      vol_exec: '0.50000000',
      cost: '74.75000000',
      fee: '0.18687500',
      price: '149.50000000',
      stopprice: '0.00000000',
      limitprice: '0.00000000',
      misc: 'partial',
      oflags: 'fciq',
      time_in_force: 'gtc',
      trades: [trade?.id],
    })
    expect(Object.keys(kraken.result<Page<'open'>>('OpenOrders', { userref: '0' }).open)).toEqual([second])
  })

  it('are found by id, whatever became of them, and only by their owner', () => {
    const kraken = new Kraken()
    const own = kraken.places('trader', 'buy', '2', '149.5', { postOnly: true })
    const foreign = kraken.places('stranger', 'buy', '2', '149.5')
    kraken.places('other', 'sell', '2', '149.5')
    const { error, result } = kraken.post('QueryOrders', { txid: own })
    expect([error, result]).toMatchObject([[], { [own]: { status: 'closed', closetm: 1700000000.003, reason: null } }])
    expect(kraken.post('QueryOrders', { txid: `${own},${foreign}` }).error).toEqual(['EOrder:Unknown order'])
    expect(kraken.post('QueryOrders').error).toEqual(['EGeneral:Invalid arguments:txid'])
    const tooMany = Array.from({ length: 51 }, () => own).join()
    expect(kraken.post('QueryOrders', { txid: tooMany }).error).toEqual(['EGeneral:Invalid arguments:txid'])
  })

  it('that ended say why', () => {
    const kraken = new Kraken()
    kraken.places('stranger', 'buy', '2', '149.5')
    const refused = kraken.places('trader', 'sell', '2', '149.5', { postOnly: true })
    const { closed } = kraken.result<Page<'closed'>>('ClosedOrders')
    expect(closed[refused]).toMatchObject({ status: 'canceled', reason: 'Post only order' })
  })
})

describe('transfers', () => {
  const outcomes = [
    { outcome: 'success', status: 'Success', balance: '99899.5000', lines: ['-100.0000'] },
    { outcome: 'pending', status: 'Pending', balance: '99899.5000', lines: ['-100.0000'] },
    { outcome: 'failure', status: 'Failure', balance: '100000.0000', lines: ['100.0000', '-100.0000'] },
  ] as const
  it.each(outcomes)('out that end in $outcome are told and booked', ({ outcome, status, balance, lines }) => {
    const kraken = new Kraken()
    const answers = kraken.operator({
      kind: 'withdraw',
      account: 'trader',
      asset: 'EUR',
      amount: '100',
      fee: '0.5',
      outcome,
    })
    expect(answers).toEqual([{ kind: 'operator-answered', ok: true }])
    const told = kraken.result<readonly Record<string, unknown>[]>('WithdrawStatus', { asset: 'EUR' })
    expect(told).toMatchObject([{ asset: 'ZEUR', amount: '100.0000', fee: '0.5000', status, time: 1700000000 }])
    expect(kraken.result('Balance')).toMatchObject({ ZEUR: balance })
    const { ledger } = kraken.result<Page<'ledger'>>('Ledgers', { type: 'withdrawal' })
    expect(Object.values(ledger).map((entry) => entry['amount'])).toEqual(lines)
    expect(new Set(Object.values(ledger).map((entry) => entry['refid']))).toEqual(new Set([told[0]?.['refid']]))
  })

  it('in are told newest first, the opening balances among them', () => {
    const kraken = new Kraken()
    kraken.operator({ kind: 'deposit', account: 'trader', asset: 'XMR', amount: '2.5' })
    const told = kraken.result<readonly Record<string, unknown>[]>('DepositStatus')
    expect(told.map(({ asset, amount, status }) => [asset, amount, status])).toEqual([
      ['XXMR', '2.5000000000', 'Success'],
      ['XXMR', '100.0000000000', 'Success'],
      ['ZEUR', '100000.0000', 'Success'],
    ])
    expect(kraken.result('DepositStatus', { asset: 'EUR' })).toHaveLength(1)
  })

  it.each([
    { what: 'beyond the balance', amount: '100000', fee: '0.0001' },
    { what: 'of nothing', amount: '0', fee: '0' },
    { what: 'of a part of a unit', amount: '0.00001', fee: '0' },
    { what: 'of less than nothing', amount: '-1', fee: '0' },
  ])('out $what are refused', ({ amount, fee }) => {
    const kraken = new Kraken()
    const command = { kind: 'withdraw', account: 'trader', asset: 'EUR', amount, fee, outcome: 'success' } as const
    expect(kraken.operator(command)).toEqual([
      { kind: 'operator-answered', ok: false, error: 'EFunding:Invalid amount' },
    ])
  })

  it('out leave what open orders hold', () => {
    const kraken = new Kraken()
    kraken.places('trader', 'sell', '60', '200')
    const command = { kind: 'withdraw', account: 'trader', asset: 'XMR', fee: '0', outcome: 'success' } as const
    expect(kraken.operator({ ...command, amount: '40.0000000001' })[0]).toMatchObject({ ok: false })
    expect(kraken.operator({ ...command, amount: '40' })[0]).toMatchObject({ ok: true })
  })
})
