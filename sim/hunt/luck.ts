/** Small words for drawing by name. */
import { assert, present } from '../../src/assert.ts'
import type { Chance } from '../world/chance.ts'

export type Luck = {
  /** From 0 up, below `count`. */
  below(label: string, count: number): number
  /** In so many of a hundred cases. */
  happens(label: string, percent: number): boolean
  one<Item>(label: string, items: readonly Item[]): Item
  /** Each as often as its weight says; at least one weighs something. */
  weighed<Item extends { readonly weight: number }>(label: string, items: readonly Item[]): Item
}

export function luckOf(chance: Chance): Luck {
  const below = (label: string, count: number): number => chance.pick(label, count)
  return {
    below,
    happens: (label, percent) => below(label, 100) < percent,
    one: (label, items) => present(items[below(label, items.length)], `${label} has something to draw from`),
    weighed(label, items) {
      let left = below(
        label,
        items.reduce((sum, { weight }) => sum + weight, 0),
      )
      const drawn = items.find(({ weight }) => (left -= weight) < 0)
      assert(drawn !== undefined, `${label} has something to draw from`)
      return drawn
    },
  }
}
