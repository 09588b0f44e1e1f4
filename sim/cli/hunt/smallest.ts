/** Makes the first find of each cause as small as it can be, and keeps it as a story. */
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { type Result, ok } from '../../../src/result.ts'
import type { Climate } from '../../hunt/climate.ts'
import { play } from '../../hunt/play.ts'
import { type Shrunk, shrink } from '../../hunt/shrink/shrink.ts'
import type { Hunted } from '../../hunt/story.ts'
import { huntedBy } from '../../hunt/token.ts'
import type { Cause } from '../../report/hunt.ts'
import { type Smallest, keepSmallest } from '../smallest.ts'

/** A hunt that finds more has found one thing in many disguises, and somebody is waiting. */
const MOST_SHRUNK = 8

export type Kept = { readonly cause: Cause; readonly smallest?: Smallest }

/** The causes in their order, those that could be made smaller with the story's file. */
export async function smallestOf(
  causes: readonly Cause[],
  {
    folder,
    weather,
    isOver,
    tell,
  }: {
    readonly folder: string
    readonly weather: Climate
    readonly isOver: () => boolean
    readonly tell: (what: string) => void
  },
): Promise<Result<readonly Kept[], string>> {
  const kept: Kept[] = []
  for (const cause of causes) {
    const hunted = huntedBy(cause.token, weather)
    const isLeft = isOver() || kept.length >= MOST_SHRUNK || cause.verdict === 'not deterministic' || !hunted.ok
    const shrunk = isLeft ? undefined : await shrinkIt(hunted.value, { cause: cause.cause, isOver, tell })
    if (shrunk === undefined || isLeft) {
      kept.push({ cause })
      continue
    }
    const file = join(folder, `seed-${hunted.value.seed}.ts`)
    const smallest = keepSmallest(shrunk, { title: hunted.value.scenario.title, file })
    if (!smallest.ok) return smallest
    kept.push({ cause: { ...cause, story: file }, smallest: smallest.value })
  }
  return ok(kept)
}

/** Undefined when it does not fail for that cause any more, as when the claim is not about one run. */
async function shrinkIt(
  hunted: Hunted,
  options: { readonly cause: string; readonly isOver: () => boolean; readonly tell: (what: string) => void },
): Promise<Shrunk | undefined> {
  const { path } = play(hunted, { twice: false }).outcome
  const { scenario, seed, way } = hunted
  const shrinking = shrink({ scenario, seed, way, path: path === '-' ? [] : path.split('.').map(Number) }, options)
  for (let next = shrinking.next(); ; next = shrinking.next()) {
    if (next.done === true) return next.value.ok ? next.value.value : undefined
    options.tell(`seed ${seed} comes down to ${next.value.steps} steps`)
    await setImmediate()
  }
}
