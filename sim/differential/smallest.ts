/** The fewest commands of a stream under which two books still differ. */
import type { Command } from '../ladder/command.ts'
import { type Comparison, type Difference, compare } from './compare.ts'
import type { Stream } from './stream.ts'

/** Enough to come from some thousand commands to a handful; each is a whole comparison. */
const MOST_TRIES = 2000

/**
 * Cuts off what comes after the difference, then takes away pieces, from half of the commands down to single ones, as
 * long as some difference is left; not always the same one. Undefined where there is none.
 */
export function smallestDifference(
  stream: Stream,
  options: Comparison,
): { readonly commands: readonly Command[]; readonly difference: Difference } | undefined {
  let tries = 0
  const failing = (commands: readonly Command[]) => {
    tries += 1
    const { operations, difference } = compare({ ...stream, commands }, options)
    return difference === undefined ? undefined : { commands: commands.slice(0, operations), difference }
  }
  let smallest = failing(stream.commands)
  if (smallest === undefined) return undefined
  for (let size = Math.ceil(smallest.commands.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    let isSmaller = true
    while (isSmaller) {
      isSmaller = false
      for (let from = 0; from < smallest.commands.length && tries < MOST_TRIES;) {
        const rest = smallest.commands.toSpliced(from, size)
        const still = failing(rest)
        if (still === undefined) from += size
        else [smallest, isSmaller] = [still, true]
      }
      if (size > 1) break
    }
  }
  return smallest
}

/** One command a line, and what is wrong after the last. */
export const differenceText = (of: {
  readonly commands: readonly Command[]
  readonly difference: Difference
}): string => [...of.commands.map((command) => JSON.stringify(command)), of.difference.what].join('\n')
