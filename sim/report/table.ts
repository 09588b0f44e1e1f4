/** The table at the end of a run, and the list of stories. */
import type { NamedScenario } from '../play/outcome.ts'
import type { Palette } from './colour.ts'
import { aligned } from './columns.ts'
import type { ScenarioResult } from './result.ts'
import { sum, tally } from './result.ts'

/** One line a scenario, and one for all of them where there are several. */
export function runTable(results: readonly ScenarioResult[], palette: Palette): readonly string[] {
  const total = {
    name: 'together',
    ways: whole(sum(results.map(({ ways }) => ways.length))),
    branches: sum(results.map(({ branches }) => branches)),
    events: sum(results.map(({ events }) => events)),
    virtualSeconds: sum(results.map(({ virtualSeconds }) => virtualSeconds)),
    realSeconds: sum(results.map(({ realSeconds }) => realSeconds)),
    verdict: '',
  }
  const { heading, rows } = aligned(
    COLUMNS,
    [...results.map((one) => ({ ...one, ways: waysText(one.ways) })), ...(results.length > 1 ? [total] : [])].map(
      cells,
    ),
  )
  return [
    palette.faint(line(heading)),
    ...rows.map((row, at) => {
      const verdict = results[at]?.verdict
      if (verdict === undefined) return palette.strong(line(row))
      return verdict === 'passed' ? line(row) : palette.bad(line(row))
    }),
  ]
}

/** The plain last line of a run: `41 passed, 0 failed`. */
export function tallyLine(results: readonly ScenarioResult[]): string {
  const { passed, failed } = tally(results)
  return `${passed} passed, ${failed} failed`
}

/** Name, title and the number of real bugs each story would catch. */
export function storyTable(stories: readonly NamedScenario[], palette: Palette): readonly string[] {
  const { heading, rows } = aligned(
    [
      { heading: 'story', align: 'left', most: 40 },
      { heading: 'covers', align: 'right' },
      { heading: 'title', align: 'left', most: 90 },
    ],
    stories.map(({ name, scenario }) => [name, String(scenario.covers.length), scenario.title]),
  )
  return [palette.faint(line(heading)), ...rows.map(line)]
}

const COLUMNS = [
  { heading: 'story', align: 'left', most: 40 },
  { heading: 'ways', align: 'left' },
  { heading: 'branches', align: 'right' },
  { heading: 'events', align: 'right' },
  { heading: 'virtual time', align: 'right' },
  { heading: '× real time', align: 'right' },
  { heading: 'verdict', align: 'left' },
] as const

type Figures = Pick<ScenarioResult, 'name' | 'branches' | 'events' | 'virtualSeconds' | 'realSeconds'> & {
  readonly ways: string
  readonly verdict: string
}

const cells = (row: Figures): readonly string[] => [
  row.name,
  row.ways,
  whole(row.branches),
  whole(row.events),
  clockText(row.virtualSeconds),
  row.realSeconds > 0 ? whole(row.virtualSeconds / row.realSeconds) : '-',
  row.verdict,
]

/** The dialects, each with the number of edit policies where there were several: `v1×3 v2×3`. */
function waysText(ways: ScenarioResult['ways']): string {
  const dialects = [...new Set(ways.map(({ dialect }) => dialect))]
  const texts = dialects.map((dialect) => {
    const policies = ways.filter((way) => way.dialect === dialect).length
    return policies === 1 ? dialect : `${dialect}×${policies}`
  })
  return texts.join(' ')
}

const line = (row: readonly string[]): string => `  ${row.join('  ')}`.trimEnd()

const whole = (count: number): string => Math.round(count).toLocaleString('en-US')

/** Hours, minutes and seconds: `0:12:04`. */
function clockText(seconds: number): string {
  const all = Math.round(seconds)
  const two = (count: number): string => String(count).padStart(2, '0')
  return `${Math.floor(all / 3600)}:${two(Math.floor(all / 60) % 60)}:${two(all % 60)}`
}
