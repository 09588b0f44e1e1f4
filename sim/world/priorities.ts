/**
 * Schedules by priority: who has the highest goes on, until at a few places drawn beforehand whoever went on falls behind all
 * others. Source: Burckhardt et al., A Randomized Scheduler with Probabilistic Guarantees of Finding Bugs, ASPLOS 2010.
 */
import { assert, present } from '../../src/assert.ts'
import type { Chance, Ways } from './chance.ts'

/** How the steps of a run were shared: by how many, and how many there were. */
export type Extent = { readonly threads: number; readonly steps: number }

export interface Priorities extends Chance {
  readonly extent: Extent
}

/** The first priorities lie above all that somebody falls to. */
const HIGHEST = 2 ** 30

/**
 * `depth`: how many orders of two steps a bug needs; the priorities change once less. `steps`: among how many the
 * changes are drawn. What is no schedule is drawn evenly by the same chance.
 */
export function prioritized(
  chance: Chance,
  { depth, steps }: { readonly depth: number; readonly steps: number },
): Priorities {
  assert(depth >= 1 && steps >= 1, 'a bug has a depth, and a run has steps')
  const priorities = new Map<string, number>()
  const changes = Array.from({ length: depth - 1 }, () => 1 + chance.pick('change', steps))
  let taken = 0

  const priorityOf = (thread: string): number => {
    const known = priorities.get(thread)
    if (known !== undefined) return known
    const drawn = depth + chance.pick('priority', HIGHEST)
    priorities.set(thread, drawn)
    return drawn
  }
  const take = (thread: string): void => {
    // Who goes alone is one of them too.
    priorityOf(thread)
    taken += 1
    const change = changes.indexOf(taken)
    if (change !== -1) priorities.set(thread, change + 1)
  }
  /** The first way of those that go as the priorities say. */
  const chosen = (ways: ReturnType<Ways>): number => {
    let left = ways.map((way, place) => ({ way, place }))
    for (let step = 0; left.some(({ way }) => way.length > step); step += 1) {
      const able = [...new Set(left.flatMap(({ way }) => way[step] ?? []))]
      const next = able.reduce((one, other) => (priorityOf(other) > priorityOf(one) ? other : one))
      take(next)
      left = left.filter(({ way }) => way[step] === next)
    }
    return present(left[0], 'there is a way').place
  }

  return {
    get extent() {
      return { threads: priorities.size, steps: taken }
    },
    pick: (label, count, ways) => (ways === undefined ? chance.pick(label, count) : chosen(ways())),
  }
}

/** With which probability at least one such run goes the way that a bug of this depth needs. */
export const leastChance = ({ threads, steps }: Extent, depth: number): number =>
  1 / (Math.max(1, threads) * Math.max(1, steps) ** (depth - 1))
