/** Where everything stands: rows from top to bottom in the order of time with long gaps folded, lanes from left to right. */
import type { PageLane } from '../shape.ts'
import { lastUpTo, page, rowAt } from './given.ts'

export const ROW_HEIGHT = 27
/** The arrow of a row runs below its text. */
export const LINE_OFFSET = 21
const FOLD_HEIGHT = 30
/** The line at which the run was lost. */
const LOST_HEIGHT = 28
/** Time that passes without a row is folded from here on. */
const FOLD_MICROS = 300_000
/** Shorter gaps are drawn, so that what is together stands together. */
const MOST_GAP = 9

export type Fold = { readonly top: number; readonly span: number }
export type Rows = {
  readonly shown: readonly number[]
  readonly tops: readonly number[]
  readonly height: number
  readonly folds: readonly Fold[]
  /** Where the run was lost stands a line of its own. */
  readonly lostTop: number | undefined
  /** The place in `shown` of the last row at or above this height. */
  readonly placeAt: (y: number) => number
  /** The line of a row; of one that is not shown, where it would be. */
  readonly lineOf: (row: number) => number
  readonly lineAt: (at: number, beforeRow: number) => number
  /** The place in `shown` of a row, or of the last one before it; -1 where there is none. */
  readonly placeOf: (row: number) => number
}

export function layRows(shown: readonly number[]): Rows {
  const tops: number[] = []
  const folds: Fold[] = []
  let y = 6
  const lostRow = page.fate?.moment?.row ?? Infinity
  let lostTop: number | undefined
  let before: number | undefined
  for (const row of shown) {
    const { at } = rowAt(row)
    const gap = before === undefined ? 0 : at - before
    if (gap >= FOLD_MICROS) {
      folds.push({ top: y, span: gap })
      y += FOLD_HEIGHT
    } else if (gap > 0) {
      y += Math.min(MOST_GAP, 2 + Math.log10(gap / 100) * 2)
    }
    if (lostTop === undefined && row >= lostRow) {
      lostTop = y
      y += LOST_HEIGHT
    }
    tops.push(y)
    y += ROW_HEIGHT
    before = at
  }
  const placeOf = (row: number): number => lastUpTo(shown, row)
  const topOf = (place: number): number => tops[place] ?? 0
  /** Between two rows, by the time: what left then stands between what is known to be before and after it. */
  const lineAt = (at: number, beforeRow: number): number => {
    let place = placeOf(beforeRow)
    while (place >= 0 && rowAt(shown[place] ?? 0).at > at) place -= 1
    if (place < 0) return (tops[0] ?? 0) - 4
    const [one, other] = [rowAt(shown[place] ?? 0).at, rowAt(shown[place + 1] ?? shown[place] ?? 0).at]
    const [from, to] = [topOf(place) + LINE_OFFSET, topOf(Math.min(place + 1, tops.length - 1)) + LINE_OFFSET]
    return other === one ? from : from + ((to - from) * (at - one)) / (other - one)
  }
  return {
    shown,
    tops,
    folds,
    lostTop,
    height: y + 40,
    placeAt: (at) => Math.max(0, lastUpTo(tops, at)),
    placeOf,
    lineOf: (row) => {
      const place = placeOf(row)
      if (shown[place] === row) return topOf(place) + LINE_OFFSET
      return lineAt(rowAt(row).at, row)
    },
    lineAt,
  }
}

export type Column = { readonly left: number; readonly width: number }

/** The column of times, with the races beside it. */
export const TIME_WIDTH = 84
const IDLE_WIDTH = 46
const LEAST: Readonly<Record<PageLane['kind'], number>> = {
  trader: 176,
  adapter: 150,
  disk: 64,
  rest: 110,
  connection: 236,
  kraken: 150,
}
const MOST_WISHED = 400
/** Of the letters in a row, about. */
const LETTER_WIDTH = 6.1

/** As wide as what they have to say, within the width there is; a lane of which nothing is shown is a strip. */
export function layLanes(shown: readonly number[], width: number): readonly Column[] {
  const longest = page.lanes.map(() => 0)
  for (const number of shown) {
    const row = rowAt(number)
    if (row.kind !== 'failure') longest[row.lane] = Math.max(longest[row.lane] ?? 0, row.text.length)
  }
  const wished = page.lanes.map(({ kind }, lane) => {
    const letters = longest[lane] ?? 0
    return letters === 0 ? IDLE_WIDTH : Math.max(LEAST[kind], Math.min(MOST_WISHED, letters * LETTER_WIDTH + 44))
  })
  const room = Math.max(0, width - TIME_WIDTH)
  const least = page.lanes.map(({ kind }, lane) => ((longest[lane] ?? 0) === 0 ? IDLE_WIDTH : LEAST[kind]))
  const total = sum(wished)
  const spare = sum(wished) - sum(least)
  const busy = sum(wished.filter((_, lane) => (longest[lane] ?? 0) > 0))
  const widths = wished.map((wish, lane) => {
    const floor = least[lane] ?? 0
    if (total > room) return spare === 0 ? floor : Math.max(floor, wish - ((wish - floor) * (total - room)) / spare)
    return (longest[lane] ?? 0) === 0 ? wish : wish + ((room - total) * wish) / busy
  })
  let left = TIME_WIDTH
  return widths.map((wide) => {
    const column = { left, width: wide }
    left += wide
    return column
  })
}

const sum = (numbers: readonly number[]): number => numbers.reduce((so, number) => so + number, 0)
