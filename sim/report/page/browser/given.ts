/** The page's data, as it stands in the document, and what is asked of it again and again. */
import type { PageArrow, PageRow, Page } from '../shape.ts'
import { part } from './dom.ts'

export const page = JSON.parse(part('data').textContent) as Page

export const isFailure = (row: PageRow): boolean => row.kind === 'failure'

/** Rows are numbered by place, so there is one. */
export function rowAt(row: number): PageRow {
  const found = page.rows[row]
  if (found === undefined) throw new Error(`there is no row ${row}`)
  return found
}

/** The arrows that begin or end at a row. */
export const arrowsAt = (row: number): readonly PageArrow[] => byRow.get(row) ?? []

const byRow = new Map<number, PageArrow[]>()
for (const arrow of page.arrows) {
  const ends = arrow.leftAt === undefined && arrow.from !== arrow.to ? [arrow.from, arrow.to] : [arrow.to]
  for (const row of ends) {
    const known = byRow.get(row)
    if (known === undefined) byRow.set(row, [arrow])
    else known.push(arrow)
  }
}

const whole = new Map<number, string>()

/** The whole text of a body. */
export function textOf(body: number): string {
  const known = whole.get(body)
  if (known !== undefined) return known
  const pieces: string[] = []
  let at = page.bodies[body]
  for (; at !== undefined; at = at.after === undefined ? undefined : page.bodies[at.after]) pieces.unshift(at.text)
  const text = pieces.join('')
  // What is appended to again and again is quick to put together, and much to keep.
  if (pieces.length === 1) whole.set(body, text)
  return text
}

/** Of what changes row by row: how it stood after that row, and undefined before it first stood at all. */
export function latest<Change extends { readonly row: number }>(
  changes: readonly Change[],
  row: number,
): Change | undefined {
  return changes[lastOf(changes.length, (place) => (changes[place]?.row ?? Infinity) <= row)]
}

/** The place of the last number up to this one, in numbers that grow; -1 where all are greater. */
export const lastUpTo = (numbers: readonly number[], number: number): number =>
  lastOf(numbers.length, (place) => (numbers[place] ?? Infinity) <= number)

/** The last place at which it holds, when it holds up to some place and no further. */
function lastOf(length: number, holds: (place: number) => boolean): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** The changes by what they are changes of, in the order in which each first came up. */
export function grouped<Change, Key>(changes: readonly Change[], key: (change: Change) => Key): Map<Key, Change[]> {
  const groups = new Map<Key, Change[]>()
  for (const change of changes) {
    const group = groups.get(key(change))
    if (group === undefined) groups.set(key(change), [change])
    else group.push(change)
  }
  return groups
}
