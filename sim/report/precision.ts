/** The table of `wavetank precision`: the kinds of markets, how many of each there are, and in how many something is off. */
import type { PairProof } from '../precision/precision.ts'
import { CLASSES, type Class } from '../precision/classes.ts'
import type { Palette } from './colour.ts'
import { aligned } from './columns.ts'

export type PrecisionDocument = {
  readonly pairs: number
  readonly failures: readonly {
    readonly pair: string
    readonly classes: readonly Class[]
    readonly sentences: readonly string[]
  }[]
  readonly classes: Readonly<Partial<Record<Class, { readonly pairs: number; readonly failures: number }>>>
}

/** What is kept of a proof once its lives have been looked at. */
export type Finding = Pick<PairProof, 'pair' | 'classes' | 'failures'>

export function precisionDocument(findings: readonly Finding[]): PrecisionDocument {
  const classes = CLASSES.flatMap((name) => {
    const members = findings.filter(({ classes: own }) => own.includes(name))
    const failures = members.filter(isOff).length
    return members.length === 0 ? [] : [[name, { pairs: members.length, failures }] as const]
  })
  return {
    pairs: findings.length,
    failures: findings
      .filter(isOff)
      .map(({ pair, classes: own, failures }) => ({ pair, classes: own, sentences: failures })),
    classes: Object.fromEntries(classes),
  }
}

/** The documents of the parts of one universe as one. */
export function together(parts: readonly PrecisionDocument[]): PrecisionDocument {
  const counts = CLASSES.flatMap((name) => {
    const own = parts.flatMap(({ classes }) => classes[name] ?? [])
    const sum = (count: (one: { readonly pairs: number; readonly failures: number }) => number): number =>
      own.reduce((total, one) => total + count(one), 0)
    return own.length === 0
      ? []
      : [[name, { pairs: sum(({ pairs }) => pairs), failures: sum(({ failures }) => failures) }]]
  })
  return {
    pairs: parts.reduce((total, { pairs }) => total + pairs, 0),
    failures: parts.flatMap(({ failures }) => failures),
    classes: Object.fromEntries(counts) as PrecisionDocument['classes'],
  }
}

const isOff = ({ failures }: Finding): boolean => failures.length > 0

/** A pair can be of several kinds, so the rows add up to more than there are pairs. */
export function precisionTable({ pairs, failures, classes }: PrecisionDocument, palette: Palette): readonly string[] {
  const kinds = Object.entries(classes).map(([name, counts]) => [name, counts.pairs, counts.failures] as const)
  const rows = [...kinds, ['together', pairs, failures.length] as const]
  const laid = aligned(
    COLUMNS,
    rows.map((row) => row.map((cell) => cell.toLocaleString('en-US'))),
  )
  return [
    palette.faint(line(laid.heading)),
    ...laid.rows.map((row, at) => {
      const isTotal = at === laid.rows.length - 1
      return isTotal ? palette.strong(line(row)) : rows[at]?.[2] === 0 ? line(row) : palette.bad(line(row))
    }),
  ]
}

const COLUMNS = [
  { heading: 'kind of market', align: 'left' },
  { heading: 'pairs', align: 'right' },
  { heading: 'inexact', align: 'right' },
] as const

const line = (row: readonly string[]): string => `  ${row.join('  ')}`
