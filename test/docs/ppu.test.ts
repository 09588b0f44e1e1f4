/** The page on the price per unit says what the broker and the oracle compute. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { present } from '../../src/assert.ts'
import { exact, plain, toSignificant } from '../../src/money.ts'
import { afterTrade, afterTransfer, nothing } from '../../src/position.ts'
import { instant } from '../../src/time.ts'
import { type Fraction, add, decimalText, divide, multiply, parseDecimal } from '../../sim/oracle/fraction.ts'
import { ppuText } from '../../sim/oracle/positions.ts'
import { after, flat } from '../../sim/oracle/recurrence.ts'

const page = readFileSync(new URL('../../docs/ppu.md', import.meta.url), 'utf8')

type Row = {
  readonly moves: string
  readonly price: string
  readonly fee: string
  readonly size: string
  readonly ppu: string
}
const rows: readonly Row[] = page
  .split('\n')
  .filter((line) => /^\| (buys|sells|withdraws)/.test(line))
  .map((line) => {
    const [, , moves = '', price = '', fee = '', size = '', ppu = ''] = line.split('|').map((cell) => cell.trim())
    return { moves, price, fee, size, ppu }
  })
const number = (text: string): Fraction => present(parseDecimal(text), `${text} is a decimal`)
const isTransfer = ({ price }: Row): boolean => price === '-'

test('the example has all kinds of movements', () => {
  expect(rows).toHaveLength(7)
  expect(rows.filter(isTransfer)).toHaveLength(1)
})

test('the broker comes to the figures of the example', () => {
  let holding = nothing
  for (const row of rows) {
    holding = isTransfer(row)
      ? afterTransfer(holding, exact(row.moves))
      : afterTrade(holding, { size: exact(row.moves), price: exact(row.price), fee: exact(row.fee) })
    expect([plain(holding.size), plain(toSignificant(holding.ppu, 24))]).toEqual([row.size, row.ppu])
  }
})

test('so does the oracle', () => {
  let holding = flat
  for (const [index, row] of rows.entries()) {
    const trade = isTransfer(row) ? undefined : { price: number(row.price), fee: number(row.fee) }
    holding = after(holding, { id: `T${index}`, at: instant(index), size: number(row.moves), trade })
    expect([decimalText(holding.size), ppuText(holding.ppu)]).toEqual([row.size, row.ppu])
  }
})

test('average cost and FIFO after the third row are what the page says', () => {
  const [first, second, third] = rows
  const bought = [first, second].map((row) => present(row, 'the example begins with two entries'))
  const sizes = bought.map(({ moves }) => number(moves)).reduce(add)
  const paid = bought
    .map(({ moves, price, fee }) => add(multiply(number(moves), number(price)), number(fee)))
    .reduce(add)
  expect(page).toContain(`After the third row of the example it is ${ppuText(divide(paid, sizes))}.`)
  // What is left of the first entry, and all of the second.
  const left = add(number(first?.moves ?? ''), number(third?.moves ?? ''))
  const worth = add(
    multiply(left, number(first?.price ?? '')),
    multiply(number(second?.moves ?? ''), number(second?.price ?? '')),
  )
  expect(page).toContain(`to ${ppuText(divide(worth, add(left, number(second?.moves ?? ''))))} after the third row`)
})
