/** The PPU recurrence on cases worked by hand, and the position book's independence of arrival order. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Movement } from '../../src/broker/position-book.ts'
import { createPositionBook } from '../../src/broker/position-book.ts'
import { exact, plain, price, tickOf } from '../../src/money.ts'
import type { Pair } from '../../src/pair.ts'
import { afterTrade, afterTransfer, nothing } from '../../src/position.ts'
import { instant } from '../../src/time.ts'

const xmreur: Pair = {
  key: 'XXMRZEUR',
  altname: 'XMREUR',
  wsname: 'XMR/EUR',
  newName: 'XMR/EUR',
  bsuid: 'xmreur',
  symbol: 'xmreur.kraken',
  base: 'XXMR',
  quote: 'ZEUR',
  priceTick: tickOf(2),
  priceTickFrom: 'tick_size',
  lotTick: tickOf(8),
  orderMin: undefined,
  costMin: undefined,
}

type Row = readonly [size: string, price: string, fee: string]
const holdingAfter = (rows: readonly Row[]): readonly [size: string, ppu: string] => {
  const end = rows.reduce(
    (holding, [size, at, fee]) => afterTrade(holding, { size: exact(size), price: exact(at), fee: exact(fee) }),
    nothing,
  )
  return [plain(end.size), plain(end.ppu)]
}

test.each<{ readonly what: string; readonly rows: readonly Row[]; readonly after: readonly [string, string] }>([
  { what: 'an entry carries its fee twice', rows: [['2', '100', '0.5']], after: ['2', '100.5'] },
  { what: 'a short entry is worth less by it', rows: [['-2', '100', '0.5']], after: ['-2', '99.5'] },
  {
    what: 'an exit leaves the PPU',
    rows: [
      ['1', '100', '0'],
      ['-0.5', '200', '9'],
    ],
    after: ['0.5', '100'],
  },
  {
    what: 'an entry after a partial exit averages over what is left',
    rows: [
      ['1', '100', '0'],
      ['-0.5', '200', '0'],
      ['0.5', '300', '0'],
    ],
    after: ['1', '200'],
  },
  {
    what: 'a flip starts anew at its own price',
    rows: [
      ['1', '100', '0'],
      ['-3', '120', '0'],
    ],
    after: ['-2', '120'],
  },
  {
    what: 'a flip carries its fee twice over what is open',
    rows: [
      ['1', '100', '0'],
      ['-3', '120', '1'],
    ],
    after: ['-2', '119'],
  },
  {
    what: 'nothing is left of a closed position',
    rows: [
      ['0.1', '7', '1'],
      ['0.2', '7', '1'],
      ['-0.3', '9', '1'],
    ],
    after: ['0', '0'],
  },
])('$what', ({ rows, after }) => {
  expect(holdingAfter(rows)).toEqual(after)
})

test('a transfer moves the size and leaves the PPU', () => {
  const bought = afterTrade(nothing, { size: exact('2'), price: exact('100'), fee: exact('0.5') })
  const left = afterTransfer(bought, exact('-0.5001'))
  expect([plain(left.size), plain(left.ppu)]).toEqual(['1.4999', '100.5'])
})

const movements = fc
  .array(
    fc.record({
      size: fc.integer({ min: -500, max: 500 }).filter((size) => size !== 0),
      price: fc.integer({ min: 1, max: 100_000 }),
      fee: fc.integer({ min: 0, max: 500 }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((rows) =>
    rows.map((row, index): Movement => ({
      kind: 'trade',
      id: `T${index}`,
      at: instant(1_000_000 * (index + 1)),
      size: exact(String(row.size)).div(100),
      price: price(exact(String(row.price)).div(100)),
      fee: exact(String(row.fee)).div(100),
    })),
  )

test('positions do not depend on the order in which trades arrive', () => {
  fc.assert(
    fc.property(
      movements.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([inOrder, shuffled]) => {
        expect(summary(shuffled)).toEqual(summary(inOrder))
      },
    ),
  )
})

test('only the movements since the size was last zero are kept', () => {
  const book = createPositionBook()
  const rows: readonly (readonly [string, string])[] = [
    ['T1', '1'],
    ['T2', '1'],
    ['T3', '-2'],
    ['T4', '0.5'],
  ]
  rows.forEach(([id, size], index) => {
    const at = instant(index + 1)
    book.add(xmreur, { kind: 'trade', id, at, size: exact(size), price: price(exact('100')), fee: exact('0') })
  })
  expect(book.clears(xmreur).map((clear) => clear.movement.id)).toEqual(['T4'])
})

function summary(all: readonly Movement[]): unknown {
  const book = createPositionBook()
  for (const movement of all) book.add(xmreur, movement)
  const { size, ppu } = book.holding(xmreur)
  return [plain(size), plain(ppu), book.clears(xmreur).map((clear) => clear.movement.id)]
}
