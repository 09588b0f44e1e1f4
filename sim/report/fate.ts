/** Why a run failed, in a terminal. */
import type { Palette } from './colour.ts'
import { aligned } from './columns.ts'
import type { Beside, PageFate, Side } from './page/shape.ts'

const BAR_WIDTH = 30
const COLUMNS = [
  { heading: 'time', align: 'right' },
  { heading: 'this run', align: 'left', least: 30, most: 62 },
  { heading: 'time', align: 'right' },
  { heading: 'the nearest that passes', align: 'left', least: 30, most: 62 },
] as const

export function fateReport(fate: PageFate, palette: Palette): readonly string[] {
  return [palette.strong(fate.sentence), '', ...curve(fate, palette), ...nearest(fate, palette)]
}

function curve({ shares }: PageFate, palette: Palette): readonly string[] {
  return [
    palette.faint('    time  of the runs that are this one until then, so many pass'),
    ...shares.map(({ at, played, passed }) => {
      const bar = '█'.repeat(Math.round((passed / played) * BAR_WIDTH)).padEnd(BAR_WIDTH, '░')
      const line = `${timeText(at).padStart(8)}  ${bar}  ${passed} of ${played}`
      return passed === 0 ? palette.bad(line) : line
    }),
  ]
}

function nearest({ nearest: near }: PageFate, palette: Palette): readonly string[] {
  if (near === undefined) return []
  const { heading, rows } = aligned(COLUMNS, near.lines.map(cells))
  const line = (row: readonly string[]): string => `  ${row.join('  ')}`.trimEnd()
  const { failing, passing } = near.leftOut
  return [
    '',
    palette.strong(near.sentence),
    `  first it differs in   ${near.failing}`,
    `  and is there          ${near.passing}`,
    '',
    palette.faint(line(heading)),
    ...rows.map((row, place) => {
      const { failing: mine, passing: its } = near.lines[place] ?? {}
      const text = line(row)
      return mine === undefined ? palette.good(text) : its === undefined ? palette.bad(text) : text
    }),
    ...(failing + passing === 0 ? [] : [palette.faint(`  … and ${failing} more rows here, ${passing} there`)]),
  ]
}

const cells = ({ failing, passing }: Beside): readonly string[] => [...cellsOf(failing), ...cellsOf(passing)]
const cellsOf = (side: Side | undefined): readonly string[] =>
  side === undefined ? ['', ''] : [timeText(side.at), `${side.lane}: ${side.text}`]

const timeText = (at: number): string => (at / 1_000_000).toFixed(3)
