/** What a positions file holds besides our own positions is kept as it stands there, whatever its layout. */
import { expect, test } from 'vitest'
import { positionsText, readPositions } from '../../src/broker/positions-file.ts'
import { createPositionBook } from '../../src/broker/position-book.ts'

const OWN = `[kraken.spot."xmreur.kraken"]
size = 0.5
clears = [ { tid = "T1" }, { tid = "T2" } ]
`
const COMMENTED = `# by hand
[binance.shelf."btcusdt.binance"]
size = 1.10
`
const MARGIN = `[kraken.margin."xmreur.kraken"]
size = 3.000000000000000001
clears = [ { tid = "T9" } ]
`

const read = (text: string) => {
  const found = readPositions(text, 'spot')
  if (!found.ok) throw new Error(found.error)
  return found.value
}

test('the own part and that of others are told apart, comments included', () => {
  expect(read(`${COMMENTED}\n${OWN}\n${MARGIN}`)).toEqual({
    clearIds: ['T1', 'T2'],
    own: OWN,
    others: `${COMMENTED}\n${MARGIN}`,
  })
})

test.each([
  ['prefixed', '[pps.kraken.spot."x.kraken"]\nclears = { T1 = { tid = "T1" } }\n'],
  ['quoted', '["kraken"."spot"."x.kraken"]\nclears = [ { tid = "T1" } ]\n'],
  ['dotted', 'kraken.spot.x.clears = [ { tid = "T1" } ]\n'],
])('the own part is found in a %s layout', (_, text) => {
  expect(read(text)).toEqual({ clearIds: ['T1'], own: text, others: '' })
})

test('nothing is open, and nothing is lost, in one, two and three cycles', () => {
  let text = `${COMMENTED}\n${OWN}\n${MARGIN}`
  const others = read(text).others
  for (let cycle = 0; cycle < 3; cycle += 1) {
    text = positionsText('spot', createPositionBook(), read(text).others)
    expect(read(text)).toEqual({ clearIds: [], own: '', others })
    expect(text).toBe(others)
  }
  expect(read(positionsText('spot', createPositionBook(), ''))).toEqual({ clearIds: [], own: '', others: '' })
})

test.each([
  [
    '[kraken]\nspot = { x = { size = 1.0 } }\nmargin = { x = { size = 2.0 } }\n',
    '[kraken] holds this account among others; give every account a table of its own',
  ],
  ['[kraken.spot\n', 'line 2, column 1: '],
])('what cannot be told apart or is no TOML is refused: %s', (text, error) => {
  const found = readPositions(text, 'spot')
  expect(found.ok ? '' : found.error.slice(0, error.length)).toBe(error)
})
