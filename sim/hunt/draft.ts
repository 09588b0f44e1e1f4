/** A story while it is drawn: where it plays, and which orders somebody has placed so far. */
import type { Step } from '../scenario.ts'
import type { Ground } from './ground.ts'
import type { Luck } from './luck.ts'

export type Who = 'trader' | 'web' | 'stranger'

export type Draft = {
  readonly luck: Luck
  /** The story's own market first. */
  readonly grounds: readonly Ground[]
  /** Notes a placed order, and gives its name. */
  name(who: Who, ground: Ground): string
  /** Some order, the latest ones most often; undefined while there is none. */
  some(...who: readonly Who[]): { readonly name: string; readonly ground: Ground } | undefined
}

/** Draws the steps of one kind of deed; none where the story has nothing yet that it could be about. */
export type Deed = { readonly name: string; readonly weight: number; readonly draw: (draft: Draft) => readonly Step[] }

const INITIAL: Readonly<Record<Who, string>> = { trader: 't', web: 'w', stranger: 's' }
/** Older ones are mostly over. */
const RECENT = 4

export function newDraft(luck: Luck, grounds: readonly Ground[]): Draft {
  const placed: { readonly who: Who; readonly name: string; readonly ground: Ground }[] = []
  return {
    luck,
    grounds,
    name(who, ground) {
      const name = `${INITIAL[who]}${placed.filter((one) => one.who === who).length + 1}`
      placed.push({ who, name, ground })
      return name
    },
    some(...who) {
      const theirs = placed.filter((one) => who.includes(one.who))
      const recent = luck.happens('order/recent', 80) ? theirs.slice(-RECENT) : theirs
      return recent.length === 0 ? undefined : luck.one('order', recent)
    },
  }
}
