/**
 * `npm run bench`: medians of several measurements, with their spread, held against their bars. `npm run bench -- recording` takes those
 * alone in whose names the word stands.
 */
import { arch, cpus, platform } from 'node:os'
import { present } from '../src/assert.ts'
import type { Figure } from './figure.ts'
import { besideHft, besideNodejs, matching } from './figures/matching.ts'
import { busyMarket } from './figures/memory.ts'
import { twoBooks } from './figures/two-books.ts'
import { tradeInALongPosition } from './figures/positions.ts'
import { blotting } from './figures/recorder.ts'
import { seeds, seedsMemory } from './figures/seeds.ts'
import { quietTank, racingTank } from './figures/tank.ts'

const FIGURES: readonly Figure[] = [
  tradeInALongPosition,
  quietTank,
  racingTank,
  seeds,
  matching,
  besideNodejs,
  besideHft,
  twoBooks,
  busyMarket,
  seedsMemory,
  blotting,
]
const TIMES = 5

const isJson = process.argv.includes('--json')
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const asked = FIGURES.filter(({ name }) => words.every((word) => name.includes(word)))
if (asked.length === 0) {
  process.stderr.write(`no figure has '${words.join("' and '")}' in its name\n`)
  process.exitCode = 2
}
const figures = asked.map((figure) => {
  // Once for the compiler's sake.
  if (figure.isCount !== true) figure.measure()
  const measured = Array.from({ length: figure.isCount === true ? 1 : TIMES }, () => figure.measure())
  const values = measured.map(({ value }) => value).toSorted((one, other) => one - other)
  const middle = present(values[Math.floor(values.length / 2)], 'there are measurements')
  const { name, unit, reference, bar } = figure
  const meets = bar.at === 'least' ? middle >= bar.value : middle <= bar.value
  const [least, most] = [present(values[0], 'a first'), present(values.at(-1), 'a last')]
  const { ratio = middle / bar.value, note } = present(
    measured.find(({ value }) => value === middle),
    'the middle was measured',
  )
  if (!isJson) {
    const bound = `${bar.at === 'least' ? 'at least' : 'at most'} ${rounded(bar.value)}`
    process.stdout.write(
      `${meets ? '✓' : '✗'} ${name}\n  ${rounded(middle)} ${unit} (${rounded(least)} to ${rounded(most)}); ${bound}: ${reference}\n` +
        (note === undefined ? '' : `  ${note}\n`),
    )
  }
  return { name, value: middle, unit, reference, ratio, bar: bar.value, meets, least, most, note }
})

if (isJson) {
  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, ${platform()} ${arch()}`
  process.stdout.write(`${JSON.stringify({ node: process.version, machine, figures }, undefined, 2)}\n`)
}

function rounded(value: number): string {
  return value >= 100 || Number.isInteger(value) ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3)
}
