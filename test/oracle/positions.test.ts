/** The price-per-unit recurrence, in worked examples. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { add, decimalText, fromExact, isZero, zero } from '../../sim/oracle/fraction.ts'
import { exactPositions, positionText, positionsTable } from '../../sim/oracle/positions.ts'
import { RunBuilder, XMR, XMRUSD, exact } from './run-builder.ts'
import { bought, transferred } from './runs.ts'

type Deal = readonly [side: 'buy' | 'sell', volume: string, price: string, fee: string]

function dealing(...deals: readonly Deal[]): RunBuilder {
  const run = new RunBuilder()
  deals.forEach(([side, volume, price, fee], index) => {
    run.at(index).trade(`T${index + 1}`, { of: 'O1', side, volume, price, fee })
  })
  return run
}

const textsOf = (run: RunBuilder): readonly string[] =>
  exactPositions(run.evidence()).map((position) => `${position.symbol} ${positionText(position)}`)

describe('trades', () => {
  test('an entry carries its fee twice', () => {
    expect(textsOf(dealing(['buy', '2', '100', '1']))).toEqual(['xmreur.kraken 2 @ 101'])
    expect(textsOf(dealing(['sell', '2', '100', '1']))).toEqual(['xmreur.kraken -2 @ 99'])
  })

  test('growing averages what was paid', () => {
    // (101 × 2 + 110 × 1 + 2 × 0.5) / 3 = 313 / 3
    expect(textsOf(dealing(['buy', '2', '100', '1'], ['buy', '1', '110', '0.5']))).toEqual([
      'xmreur.kraken 3 @ 104.333333333333333333333',
    ])
    // (99 × 2 + 90 × 2 − 2 × 1) / 4
    expect(textsOf(dealing(['sell', '2', '100', '1'], ['sell', '2', '90', '1']))).toEqual(['xmreur.kraken -4 @ 94'])
  })

  test('shrinking leaves the price per unit, whatever it was sold at', () => {
    expect(textsOf(dealing(['buy', '2', '100', '1'], ['sell', '0.5', '7', '3']))).toEqual(['xmreur.kraken 1.5 @ 101'])
  })

  test('closing leaves nothing, and the next entry starts from nothing', () => {
    const closed: readonly Deal[] = [
      ['buy', '0.1', '100', '1'],
      ['buy', '0.2', '100', '1'],
      ['sell', '0.3', '100', '1'],
    ]
    expect(textsOf(dealing(...closed))).toEqual([])
    expect(textsOf(dealing(...closed, ['buy', '1', '50', '0']))).toEqual(['xmreur.kraken 1 @ 50'])
  })

  test('turning over in one trade prices only what is beyond zero, and its fee in full', () => {
    // (1 × 120 − 2 × 0.5) / 1
    expect(textsOf(dealing(['buy', '2', '100', '1'], ['sell', '3', '120', '0.5']))).toEqual(['xmreur.kraken -1 @ 119'])
    // (3 × 80 + 2 × 0.3) / 3
    expect(textsOf(dealing(['sell', '1', '100', '1'], ['buy', '4', '80', '0.3']))).toEqual(['xmreur.kraken 3 @ 80.2'])
  })

  test('trades of one instant count in the order of execution', () => {
    const run = new RunBuilder()
    for (const [id, side, price] of [
      ['T1', 'buy', '100'],
      ['T2', 'sell', '300'],
      ['T3', 'buy', '200'],
    ] as const)
      run.trade(id, { of: 'O1', side, price, volume: '1', fee: '0' })
    expect(textsOf(run)).toEqual(['xmreur.kraken 1 @ 200'])
  })

  test('a fee in the base asset reduces what is received and adds to what goes out', () => {
    const run = new RunBuilder().trade('T1', { of: 'O1', price: '100', volume: '2', fee: '0.1', feeAsset: XMR })
    expect(textsOf(run)).toEqual(['xmreur.kraken 1.9 @ 100'])
    run.at(1).trade('T2', { of: 'O2', side: 'sell', price: '120', volume: '1', fee: '0.2', feeAsset: XMR })
    expect(textsOf(run)).toEqual(['xmreur.kraken 0.7 @ 100'])
  })

  test('each market has its own position, and those of other accounts are none', () => {
    const run = dealing(['buy', '2', '100', '1'])
      .trade('T2', { of: 'O2', price: '150', volume: '1', fee: '0', pair: XMRUSD, feeAsset: 'ZUSD' })
      .trade('T3', { of: 'O3', price: '150', volume: '1', fee: '0', account: 'stranger' })
    expect(textsOf(run)).toEqual(['xmreur.kraken 2 @ 101', 'xmrusd.kraken 1 @ 150'])
  })

  test('the size is the exact sum of what was bought and sold', () => {
    const deal = fc.tuple(fc.constantFrom('buy', 'sell'), fc.bigInt({ min: 1n, max: 10n ** 19n }))
    fc.assert(
      fc.property(fc.array(deal, { maxLength: 12 }), (deals) => {
        const run = new RunBuilder()
        let expected = 0n
        deals.forEach(([side, lots], index) => {
          expected += side === 'buy' ? lots : -lots
          const volume = `${lots / 10n ** 8n}.${String(lots % 10n ** 8n).padStart(8, '0')}`
          run
            .at(index)
            .trade(`T${index}`, { of: 'O1', side: side === 'buy' ? 'buy' : 'sell', price: '0.01', volume, fee: '0' })
        })
        const [position] = exactPositions(run.evidence())
        expect(position?.size ?? zero).toEqual(fromExact({ units: expected, scale: 8 }))
        // Whatever went before, a price that never changed is the price per unit.
        if (position !== undefined) expect(decimalText(position.ppu)).toBe('0.01')
      }),
    )
  })

  test('the clears are those since the size was last zero, each with the sums so far', () => {
    const run = dealing(
      ['buy', '1', '100', '0'],
      ['sell', '1', '110', '0'],
      ['buy', '2', '50', '1'],
      ['sell', '0.5', '60', '1'],
    )
    const [position] = exactPositions(run.evidence())
    const rows = position?.clears.map(({ id, accumSize, ppu }) => [id, decimalText(accumSize), decimalText(ppu)])
    expect(rows).toEqual([
      ['T3', '2', '51'],
      ['T4', '1.5', '51'],
    ])
  })
})

describe('transfers', () => {
  test('they move the size in the market against the source fiat by amount and fee, and never the price', () => {
    expect(textsOf(transferred())).toEqual(['xmreur.kraken 5.9999 @ 42.9285714285714285714286'])
  })

  test('a position made by a transfer alone has cost nothing', () => {
    expect(textsOf(new RunBuilder().transfer('L1', { asset: XMR, amount: '5' }))).toEqual(['xmreur.kraken 5 @ 0'])
  })

  test('one that takes everything out closes the position', () => {
    const run = dealing(['buy', '2', '100', '1']).at(5).transfer('L1', { asset: XMR, amount: '-1.9', fee: '0.1' })
    expect(textsOf(run)).toEqual([])
    expect(textsOf(run.at(6).transfer('L2', { asset: XMR, amount: '3' }))).toEqual(['xmreur.kraken 3 @ 0'])
  })

  test('one that fails comes back, and the price per unit with it', () => {
    const run = dealing(['buy', '2', '100', '1'])
      .transfer('L1', { asset: XMR, amount: '-1', fee: '0.1' })
      .transfer('L2', { asset: XMR, amount: '1', fee: '-0.1' })
    expect(textsOf(run)).toEqual(['xmreur.kraken 2 @ 101'])
  })

  test('the source fiat, and an asset without a market against it, make no position', () => {
    const run = new RunBuilder()
      .transfer('L1', { asset: 'ZEUR', amount: '1000' })
      .transfer('L2', { asset: 'ZUSD', amount: '1000' })
    expect(textsOf(run)).toEqual([])
  })

  test('of one instant, the trade counts before the transfer', () => {
    const run = new RunBuilder()
      .transfer('L1', { asset: XMR, amount: '-2' })
      .trade('T1', { of: 'O1', price: '100', volume: '2', fee: '0' })
    expect(textsOf(run)).toEqual([])
  })
})

describe('side by side', () => {
  test('the table has what should be and what is written', () => {
    const row = { symbol: 'xmreur.kraken', oracle: '2 @ 150.25', adapter: '2 @ 150.25' }
    expect(positionsTable(bought().evidence())).toEqual([row])
  })

  test('what is only on one side is nothing on the other', () => {
    const written = bought()
    written.files.positions = '[kraken.spot."xmrusd.kraken"]\nsize = -1.5\nppu = 20.0'
    expect(positionsTable(written.evidence())).toEqual([
      { symbol: 'xmreur.kraken', oracle: '2 @ 150.25', adapter: 'nothing' },
      { symbol: 'xmrusd.kraken', oracle: 'nothing', adapter: '-1.5 @ 20' },
    ])
  })

  test('a file that cannot be read is said to be so', () => {
    const torn = bought()
    torn.files.positions = '[kraken'
    expect(positionsTable(torn.evidence())).toEqual([
      { symbol: 'xmreur.kraken', oracle: '2 @ 150.25', adapter: 'unreadable' },
    ])
  })
})

test('the builder of these runs prices a trade exactly', () => {
  const [trade] = dealing(['buy', '0.3', '0.1', '0']).trades
  expect(trade && isZero(add(fromExact(trade.cost), fromExact({ ...exact('0.03'), units: -3n })))).toBe(true)
})
