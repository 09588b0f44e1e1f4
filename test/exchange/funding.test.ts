/** Money that moves without a trade, and fees that are not taken in quote: what the ledger then says. */
import { describe, expect, it } from 'vitest'
import { Kraken } from './kraken.ts'

const kraken = (funds: Readonly<Record<string, string>> = { XMR: '1', EUR: '1000', FEE: '1000' }) =>
  new Kraken({
    accounts: [
      { name: 'trader', keys: [{ key: 'trader-key', secret: 'c2VjcmV0' }], funds },
      { name: 'stranger', keys: [], funds: { XMR: '100', EUR: '100000' } },
    ],
  })

const rows = ({ exchange }: Kraken) =>
  exchange.truth.entries
    .filter(({ account, type }) => account === 'trader' && type !== 'deposit')
    .map(({ asset, type, subtype, amount, fee }) => [type, subtype, asset, amount.units, fee.units])
const refids = ({ exchange }: Kraken) =>
  new Set(exchange.truth.entries.filter(({ type }) => type !== 'deposit').map(({ refid }) => refid)).size

const out = { kind: 'withdraw', account: 'trader', asset: 'XMR', amount: '0.5', fee: '0.001' } as const

describe('a withdrawal', () => {
  it.each([
    ['success', []],
    ['failure', [['withdrawal', '', 'XXMR', 5000000000n, -10000000n]]],
    ['canceled', [['withdrawal', '', 'XXMR', 5000000000n, -10000000n]]],
    ['returned', [['withdrawal', '', 'XXMR', 5000000000n, 0n]]],
  ] as const)('that was pending has left, and ends as %s', (outcome, back) => {
    const venue = kraken()
    venue.operator({ ...out, outcome: 'pending' })
    const gone = ['withdrawal', '', 'XXMR', -5000000000n, 10000000n]
    expect(rows(venue)).toEqual([gone])
    venue.operator({ kind: 'resolve-withdrawal', account: 'trader', outcome })
    expect(rows(venue)).toEqual([gone, ...back])
    expect(refids(venue)).toBe(1)
    expect(venue.operator({ kind: 'resolve-withdrawal', account: 'trader', outcome })).toMatchObject([{ ok: false }])
  })
})

describe('a wallet', () => {
  const move = { kind: 'move-wallets', account: 'trader', amount: '0.4' } as const

  it('that earns is filled and emptied by rows of one refid', () => {
    const venue = kraken()
    venue.operator({ ...move, asset: 'XMR', into: 'XMR.F' })
    expect(rows(venue)).toEqual([
      ['earn', 'allocation', 'XXMR', -4000000000n, 0n],
      ['earn', 'allocation', 'XMR.F', 4000000000n, 0n],
    ])
    expect(refids(venue)).toBe(1)
  })

  it('that earns pays what its asset cannot: one trade, three rows', () => {
    const venue = kraken()
    venue.operator({ ...move, asset: 'XMR', into: 'XMR.F' })
    venue.places('stranger', 'buy', '1', '150')
    venue.places('trader', 'sell', '0.9', '150')
    expect(rows(venue).slice(2)).toEqual([
      ['trade', '', 'ZEUR', 1350000n, 5400n],
      ['trade', '', 'XXMR', -6000000000n, 0n],
      ['trade', '', 'XMR.F', -3000000000n, 0n],
    ])
    expect(venue.operator({ ...out, outcome: 'success' })).toMatchObject([{ error: 'EFunding:Invalid amount' }])
  })
})

describe('a fee', () => {
  it('in credits has a row of its own, while there are enough of them', () => {
    const venue = kraken({ EUR: '1000', FEE: '100' })
    venue.operator({ kind: 'prefer-fees', account: 'trader', in: 'credits' })
    venue.places('stranger', 'sell', '3', '150')
    venue.places('trader', 'buy', '1', '150')
    venue.places('trader', 'buy', '1', '150')
    expect(rows(venue)).toEqual([
      ['trade', '', 'ZEUR', -1500000n, 0n],
      ['trade', '', 'XXMR', 10000000000n, 0n],
      ['trade', '', 'KFEE', 0n, 6000n],
      ['trade', '', 'ZEUR', -1500000n, 6000n],
      ['trade', '', 'XXMR', 10000000000n, 0n],
    ])
    const [first, second] = venue.exchange.truth.trades.filter(({ account }) => account === 'trader')
    expect(first).toMatchObject({ feeAsset: 'KFEE', fee: { units: 6000n, scale: 2 } })
    expect(second?.feeAsset).toBe('ZEUR')
    expect(first?.statedFee).toEqual(second?.statedFee)
  })
})

it('a tick that changes judges new orders and leaves old ones', () => {
  const venue = kraken()
  venue.places('trader', 'buy', '1', '149.51')
  venue.operator({ kind: 'change-pair', pair: 'XMR/EUR', fields: { tick_size: '0.5' } })
  expect(() => venue.places('trader', 'buy', '1', '149.51')).toThrow('EOrder:Tick size check failed')
  expect(venue.exchange.truth.pairs.get('XXMRZEUR')?.tickSize).toEqual({ units: 5n, scale: 1 })
  expect(venue.exchange.truth.best('XXMRZEUR')).toMatchObject({ bid: { units: 14951n } })
  const tooFine = { kind: 'change-pair', pair: 'XMR/EUR', fields: { tick_size: '0.001' } } as const
  expect(venue.operator(tooFine)).toMatchObject([{ ok: false }])
})
