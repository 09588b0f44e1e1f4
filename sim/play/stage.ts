/** What a player needs of a world, and how it waits: so one player plays in virtual time and over real wires. */
import type { Instant } from '../../src/time.ts'
import type { World } from '../world/world.ts'

/** A world in which time is let pass by whoever drives the player. */
export type Stage = Omit<Pick<World, keyof World>, Driven>
type Driven = 'runUntil' | 'settle' | 'step' | 'unrest' | 'trace' | 'files' | 'moments'

/** Until a time, or until all is at rest. */
export type Wait =
  { readonly kind: 'until'; readonly at: Instant } | { readonly kind: 'settle'; readonly deadline: Instant }

/** Yields what it waits for; is told why the world is not at rest, if it is not. */
export type Playing<Value> = Generator<Wait, Value, string | undefined>

/** Plays to the end in a world of virtual time. */
export function drive<Value>(playing: Playing<Value>, world: Pick<World, 'runUntil' | 'settle'>): Value {
  let next = playing.next()
  while (next.done !== true) {
    const wait = next.value
    if (wait.kind === 'until') world.runUntil(wait.at)
    next = playing.next(wait.kind === 'settle' ? world.settle(wait.deadline) : undefined)
  }
  return next.value
}
