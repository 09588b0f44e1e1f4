/** Finds what somebody may have meant. */
import { present } from '../../src/assert.ts'

/** A guess may differ from what was typed in half its letters, and in no more than so many. */
const MOST_DIFFERENT = 4
const MOST_GUESSES = 3

/** `; did you mean 'run'?`, or nothing when no name is near. `prefix` stands before every name. */
export function guess(typed: string, names: readonly string[], prefix = ''): string {
  const near = names
    .map((name) => ({ name, distance: name.includes(typed) || typed.includes(name) ? 0 : distance(typed, name) }))
    .filter(({ name, distance }) => distance <= Math.min(MOST_DIFFERENT, name.length / 2))
    .sort((one, other) => one.distance - other.distance || (one.name < other.name ? -1 : 1))
    .slice(0, MOST_GUESSES)
    .map(({ name }) => `'${prefix}${name}'`)
  return near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`
}

/** How many letters to add, drop or change, or neighbours to swap: the optimal string alignment distance. */
function distance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, at) => at)]
  const cell = (i: number, j: number): number => present(rows[i]?.[j], 'rows are filled from the first on')
  for (let i = 1; i <= one.length; i += 1) {
    rows.push([i])
    for (let j = 1; j <= other.length; j += 1) {
      const change = one[i - 1] === other[j - 1] ? 0 : 1
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      const ways = [cell(i, j - 1) + 1, cell(i - 1, j) + 1, cell(i - 1, j - 1) + change]
      rows[i]?.push(Math.min(...ways, ...(isSwap ? [cell(i - 2, j - 2) + 1] : [])))
    }
  }
  return cell(one.length, other.length)
}
