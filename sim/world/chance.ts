/** The one source of chance in a run: every delay, branch and order of events is a named pick. */
import seedrandom from 'seedrandom'
import { assert } from '../../src/assert.ts'

export interface Chance {
  /**
   * Picks one of `count` alternatives, 0 … count − 1. `label` names the decision, not its place in the run, so
   * that taking a step away leaves the luck of the others alone. One alternative is no decision: nothing is drawn.
   * `ways` is for those who go by whose turn it is.
   */
  pick(label: string, count: number, ways?: Ways): number
}

/** Of each alternative, who takes the steps of it, in their order. */
export type Ways = () => readonly (readonly string[])[]

/** Labels that begin so are the story's branches; all others are the weather. */
export const STORY = 'story/'

/** One stream a label, each a function of the seed and the label alone. */
export function seeded(seed: string): Chance {
  const streams = new Map<string, () => number>()
  return {
    pick(label, count) {
      checkCount(count)
      if (count === 1) return 0
      let stream = streams.get(label)
      if (stream === undefined) {
        stream = seedrandom.alea(`${seed}/${label}`)
        streams.set(label, stream)
      }
      return Math.floor(stream() * count)
    },
  }
}

/** One decision that was taken: which of how many, and where. */
export type Taken = { readonly label: string; readonly pick: number; readonly count: number }

/** Plays a list of picks and keeps what was taken; past the end of the list it takes the first alternative. */
export interface Scripted extends Chance {
  readonly taken: readonly Taken[]
  /** Why the list does not fit what was asked so far, as a sentence; undefined while it fits. */
  misfit(): string | undefined
}

export function scripted(script: readonly number[]): Scripted {
  const taken: Taken[] = []
  let misfit: string | undefined
  return {
    taken,
    misfit: () => misfit,
    pick(label, count) {
      checkCount(count)
      if (count === 1) return 0
      const wish = script[taken.length] ?? 0
      if (wish >= count) misfit ??= `pick ${taken.length + 1} is ${wish}, where ${label} has ${count} alternatives`
      const pick = Math.min(wish, count - 1)
      taken.push({ label, pick, count })
      return pick
    },
  }
}

/** Draws by another chance, and keeps what was taken, so that it can be played again. */
export function recorded(chance: Chance): Scripted {
  const taken: Taken[] = []
  return {
    taken,
    misfit: () => undefined,
    pick(label, count, ways) {
      const pick = chance.pick(label, count, ways)
      if (count > 1) taken.push({ label, pick, count })
      return pick
    },
  }
}

/** The first so many decisions by one chance, all later ones by another. */
export function keeping(
  decisions: number,
  { first, later }: { readonly first: Chance; readonly later: Chance },
): Chance {
  let taken = 0
  return {
    pick(label, count) {
      checkCount(count)
      if (count === 1) return 0
      taken += 1
      return (taken <= decisions ? first : later).pick(label, count)
    },
  }
}

/** The odometer: the script of the branch after this one; undefined when this was the last. */
export function nextScript(taken: readonly Taken[]): readonly number[] | undefined {
  const turning = taken.findLastIndex((one) => one.pick + 1 < one.count)
  if (turning === -1) return undefined
  return taken.slice(0, turning + 1).map((one, place) => (place === turning ? one.pick + 1 : one.pick))
}

/**
 * Plays every combination of picks once: `for (const chance of everyPath(100)) play(chance)`. Ends early, with the
 * bound reached, when there are more than `most` of them.
 */
export function* everyPath(most: number): Generator<Scripted, { readonly complete: boolean }> {
  let script: readonly number[] | undefined = []
  for (let played = 0; played < most; played += 1) {
    const chance: Scripted = scripted(script)
    yield chance
    script = nextScript(chance.taken)
    if (script === undefined) return { complete: true }
  }
  return { complete: false }
}

/** The story's branches by one maker, everything else by another. */
export const composite = (makers: { readonly story: Chance; readonly weather: Chance }): Chance => ({
  pick: (label, count, ways) => (label.startsWith(STORY) ? makers.story : makers.weather).pick(label, count, ways),
})

function checkCount(count: number): void {
  assert(Number.isSafeInteger(count) && count >= 1, `there is something to pick from, not ${count} alternatives`)
}
