/** Shows one branch of a story in three lanes: what the trader saw, what crossed the wire, what was done at Kraken. */
import { present } from '../../src/assert.ts'
import type { Instant } from '../../src/time.ts'
import type { NamedScenario, Outcome } from '../play/outcome.ts'
import { wayWords } from '../play/way.ts'
import type { Palette } from './colour.ts'
import { aligned, cut } from './columns.ts'
import type { Names } from './names.ts'
import { beginNames, wishNames } from './names.ts'
import type { Lane, Row } from './rows.ts'
import { rowsOf } from './rows.ts'
import { secondsText } from './words.ts'

export type LanesOptions = {
  readonly palette: Palette
  /** The command that plays this branch again. */
  readonly again: string
  /** The command that finds where it was lost, of a branch that failed. */
  readonly why?: string
  /** Where its trace lies. */
  readonly trace: string
  /** Where its page lies, if it has one. */
  readonly report?: string
}

/** So many rows fit a screen or two; past them, those far from the failure are left out. */
const MOST_ROWS = 60
/** Of the rows shown, how many may come after the failure: what led to it says more. */
const MOST_ROWS_AFTER = 12
/** Sentences quote what they judge, which can be whole events. */
const SENTENCE_WIDTH = 400
/** Of the failures after the first: they are often its echo. */
const MOST_OTHERS = 3
/** Where the file stands in the first line. */
const TITLE_WIDTH = 60

/** The whole report of a branch that failed: what was claimed, why it is false, and how it came about. */
export function failureReport(named: NamedScenario, outcome: Outcome, options: LanesOptions): readonly string[] {
  const { palette } = options
  const [first, ...others] = outcome.failures
  const names = beginNames(wishNames(named.scenario, outcome.trace))
  const table = laneLines(named, outcome, { names, failedAt: first?.at, palette })
  const say = (sentence: string): string => cut(names.shorten(sentence), SENTENCE_WIDTH)
  return [
    palette.bad(headline('✗', named, outcome)),
    ...(first === undefined ? [outcome.verdict] : [first.claim, say(first.sentence)]).map(indented),
    '',
    ...table,
    ...footer(outcome, {
      ...options,
      also: [
        ...others.slice(0, MOST_OTHERS).map(({ claim, sentence }) => `${claim}: ${say(sentence)}`),
        ...(others.length > MOST_OTHERS ? [`${others.length - MOST_OTHERS} more`] : []),
      ],
      ids: first === undefined ? [] : names.legend(say(first.sentence)),
    }),
  ]
}

/** The lanes of a branch that held. */
export function storyReport(named: NamedScenario, outcome: Outcome, options: LanesOptions): readonly string[] {
  const { palette } = options
  const names = beginNames(wishNames(named.scenario, outcome.trace))
  return [
    palette.strong(headline('✓', named, outcome)),
    '',
    ...laneLines(named, outcome, { names, failedAt: undefined, palette }),
    ...footer(outcome, { ...options, also: [], ids: [] }),
  ]
}

/** A story that no single branch is to blame for, such as one that never reached what it is about. */
export const verdictReport = (named: NamedScenario, reason: string, palette: Palette): readonly string[] => [
  palette.bad(headline('✗', named, undefined)),
  indented(reason),
]

function headline(mark: '✓' | '✗', { scenario, file }: NamedScenario, branch: Outcome | undefined): string {
  const path = branch === undefined || branch.path === '-' ? [] : [`path ${branch.path}`]
  const under = branch === undefined ? [] : wayWords(branch.way)
  const where = [file, ...path, ...under].join(', ')
  return `${`${mark} ${scenario.title}`.padEnd(TITLE_WIDTH)}   ${where}`
}

const indented = (text: string): string => `  ${text}`

// ---- the table

type Line = { readonly mark: string; readonly row: Row; readonly isFailure: boolean }

function laneLines(
  { scenario }: NamedScenario,
  outcome: Outcome,
  {
    names,
    failedAt,
    palette,
  }: { readonly names: Names; readonly failedAt: Instant | undefined; readonly palette: Palette },
): readonly string[] {
  const told = rowsOf(scenario, outcome.trace, { names, failedAt })
  const all = failedAt === undefined ? marked(told) : withFailure(told, { failedAt, endedAt: outcome.endedAt })
  const { from, to } = failedAt === undefined ? { from: 0, to: all.length } : window(all)
  const shown = all.slice(from, to)
  const cells = shown.map(({ row }) => [
    secondsText({ from: outcome.startedAt, to: row.at }),
    ...LANES.map((lane) => (lane === row.lane ? row.text : '')),
  ])
  const { heading, rows } = aligned(COLUMNS, cells)
  const line = (mark: string, row: readonly string[]): string => `   ${mark} ${row.join('  ')}`.trimEnd()
  const lines = shown.map(({ mark, isFailure }, at) => {
    const text = line(mark, present(rows[at], 'every row has a line'))
    return isFailure ? palette.bad(text) : text
  })
  return [palette.faint(line(' ', heading)), ...leftOut(from, palette), ...lines, ...leftOut(all.length - to, palette)]
}

const LANES: readonly Lane[] = ['trader', 'wire', 'kraken']
const COLUMNS = [
  { heading: 'time', align: 'right', least: 5 },
  { heading: 'trader', align: 'left', least: 23, most: 48 },
  { heading: 'adapter ⇄ wire', align: 'left', least: 36, most: 64 },
  { heading: 'kraken', align: 'left', most: 56 },
] as const

/**
 * Marks the rows of the moment of failure. What was found at the end is nobody's doing, so the end has a row of its
 * own then; and so has a moment of which nothing else is shown.
 */
function withFailure(
  rows: readonly Row[],
  { failedAt, endedAt }: { readonly failedAt: Instant; readonly endedAt: Instant },
): readonly Line[] {
  const atEnd = failedAt === endedAt
  const isFailure = (row: Row): boolean => row.at === failedAt && !(atEnd && row.routine)
  const own: Row = { at: failedAt, lane: 'trader', routine: false, text: atEnd ? 'the run ends' : 'found false' }
  const next = rows.findIndex(({ at }) => at > failedAt)
  const place = next === -1 ? rows.length : next
  const all = atEnd || !rows.some(isFailure) ? rows.toSpliced(place, 0, own) : rows
  return marked(all).map((line) => (isFailure(line.row) ? { ...line, mark: '✗', isFailure: true } : line))
}

const marked = (rows: readonly Row[]): readonly Line[] =>
  rows.map((row, at) => ({ row, isFailure: false, mark: bracket(row, rows[at - 1], rows[at + 1]) }))

function bracket(row: Row, before: Row | undefined, next: Row | undefined): string {
  if (row.race === undefined) return ' '
  const opens = before?.race !== row.race
  const closes = next?.race !== row.race
  if (opens && closes) return '╶'
  if (opens) return '┌'
  return closes ? '└' : '│'
}

function window(lines: readonly Line[]): { readonly from: number; readonly to: number } {
  if (lines.length <= MOST_ROWS) return { from: 0, to: lines.length }
  const failure = lines.findIndex(({ isFailure }) => isFailure)
  const to = Math.min(lines.length, Math.max(MOST_ROWS, failure + 1 + MOST_ROWS_AFTER))
  return { from: to - MOST_ROWS, to }
}

const leftOut = (count: number, palette: Palette): readonly string[] =>
  count === 0 ? [] : [palette.faint(`     … ${count} ${count === 1 ? 'row' : 'rows'} left out`)]

// ---- what stands below

function footer(
  { positions }: Outcome,
  parts: LanesOptions & {
    readonly also: readonly string[]
    readonly ids: readonly { readonly name: string; readonly id: string }[]
  },
): readonly string[] {
  const only = positions.length === 1
  const pairs = positions.map(({ symbol, oracle, adapter }) => [only ? 'position' : symbol, oracle, adapter] as const)
  const labelWidth = Math.max(8, ...pairs.map(([label]) => label.length))
  const valueWidth = Math.max(12, ...pairs.map(([, oracle]) => oracle.length))
  const line = (label: string, text: string): string => `  ${label.padEnd(labelWidth)}  ${text}`
  const both = (label: string, oracle: string, adapter: string): string =>
    line(label, `${oracle.padEnd(valueWidth)}  ${adapter}`)
  return [
    ...(pairs.length === 0 ? [] : [parts.palette.faint(both('', 'oracle', 'adapter'))]),
    ...pairs.map((pair) => both(...pair)),
    ...parts.also.map((sentence) => line('also', sentence)),
    ...parts.ids.map(({ name, id }) => line(name, id)),
    line('again', parts.again),
    ...(parts.why === undefined ? [] : [line('why', parts.why)]),
    line('trace', parts.trace),
    ...(parts.report === undefined ? [] : [line('report', parts.report)]),
  ]
}
