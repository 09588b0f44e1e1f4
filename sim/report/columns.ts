/** Lays cells out in columns as wide as what they hold, within bounds. */
import { present } from '../../src/assert.ts'

export type Column = {
  readonly heading: string
  readonly align: 'left' | 'right'
  /** Never narrower; for columns that should stand still from one report to the next. */
  readonly least?: number
  /** Never wider; what does not fit ends in `…`. */
  readonly most?: number
}

/** The heading and every row, each cell cut and padded to its column's width. Join cells with a gap of your own. */
export function aligned(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): { readonly heading: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const widths = columns.map((column, at) => {
    const needed = Math.max(column.heading.length, ...rows.map((row) => cell(row, at).length))
    return Math.max(column.least ?? 0, Math.min(needed, column.most ?? needed))
  })
  const fit = (row: readonly string[]): readonly string[] =>
    columns.map((column, at) => {
      const width = present(widths[at], 'every column has a width')
      const text = cut(cell(row, at), width)
      return column.align === 'left' ? text.padEnd(width) : text.padStart(width)
    })
  return { heading: fit(columns.map(({ heading }) => heading)), rows: rows.map(fit) }
}

/** The text in at most `width` characters. */
export const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, width - 1)}…`

const cell = (row: readonly string[], at: number): string => present(row[at], 'a row has a cell for every column')
