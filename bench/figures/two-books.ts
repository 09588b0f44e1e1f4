/** A million commands to the exchange and to a second book: where they differ, and what money does not come out. */
import { compare } from '../../sim/differential/compare.ts'
import { differenceText, smallestDifference } from '../../sim/differential/smallest.ts'
import { PLACES, streamOf } from '../../sim/differential/stream.ts'
import { builtInUniverse } from '../../sim/exchange/universe/universe.ts'
import { type Figure, timed } from '../figure.ts'

const STREAMS = 40
const COMMANDS = 25_000
/** State and money are compared after each so many commands. */
const EVERY = 1000

function compareAll() {
  const universe = builtInUniverse()
  const told = { operations: 0, matches: 0, books: 0, money: 0, differences: [] as string[] }
  for (let number = 0; number < STREAMS; number += 1) {
    const place = PLACES[number % PLACES.length]
    if (place === undefined) continue
    const stream = streamOf({ universe, place, seed: `books ${number}` }, COMMANDS)
    const outcome = compare(stream, { universe, every: EVERY })
    told.operations += outcome.operations
    told.matches += outcome.matches
    if (outcome.difference === undefined) continue
    told[outcome.difference.of] += 1
    const smallest = smallestDifference(stream, { universe, every: EVERY })
    if (smallest !== undefined) told.differences.push(differenceText(smallest))
  }
  return told
}

export const twoBooks: Figure = {
  name: 'a million operations: streams in which two books differ or the ledger leaves a residue',
  unit: 'streams',
  reference: 'none; a dense ladder of ticks beside the exchange, trade by trade, and money counted over again',
  bar: { at: 'most', value: 0 },
  isCount: true,
  measure() {
    let told = { operations: 0, matches: 0, books: 0, money: 0, differences: [] as readonly string[] }
    const seconds = timed(() => {
      told = compareAll()
    })
    const { operations, matches, books, money, differences } = told
    const counted = `${operations.toLocaleString('en-US')} operations, ${matches.toLocaleString('en-US')} matches`
    const found = `${books} differences between the books, ${money} residues in the ledger`
    const note = [`${counted}, ${found}, ${seconds.toFixed(0)} s`, ...differences].join('\n')
    return { value: books + money, ratio: books + money, note }
  },
}
