/** The steps of a story as a list from which any can be taken away, those inside of races and of moments too. */
import type { Step } from '../../scenario.ts'

/** Everything that is done, in the order of the story; what holds several steps together is none itself. */
export const leavesOf = (story: readonly Step[]): readonly Step[] =>
  story.flatMap((step) => {
    const inside = insideOf(step)
    return inside === undefined ? [step] : leavesOf(inside)
  })

/** The story with these of its steps only. What holds several together goes with the last of them. */
export const keeping = (story: readonly Step[], kept: ReadonlySet<Step>): readonly Step[] =>
  mapLeaves(story, (leaf) => (kept.has(leaf) ? [leaf] : []))

/** The story with each step become those. */
export const mapLeaves = (story: readonly Step[], change: (leaf: Step) => readonly Step[]): readonly Step[] =>
  story.flatMap((step) => {
    if (step.act === 'race') {
      const between = mapLeaves(step.between, change)
      return between.length === 0 ? [] : [{ ...step, between }]
    }
    if (step.act === 'together') {
      const of = mapLeaves(step.of, change)
      return of.length === 0 ? [] : [{ ...step, of }]
    }
    if (step.act === 'either') return [{ ...step, of: step.of.map((steps) => mapLeaves(steps, change)) }]
    return change(step)
  })

const insideOf = (step: Step): readonly Step[] | undefined => {
  if (step.act === 'race') return step.between
  if (step.act === 'together') return step.of
  return step.act === 'either' ? step.of.flat() : undefined
}

/** All steps by what is done in them, in the order in which each kind first comes. */
export function kindsOf(story: readonly Step[]): readonly (readonly Step[])[] {
  const kinds = new Map<string, Step[]>()
  for (const leaf of leavesOf(story)) {
    const who = 'who' in leaf ? leaf.who : ''
    const does = 'does' in leaf ? (typeof leaf.does === 'string' ? leaf.does : leaf.does.kind) : ''
    const kind = `${leaf.act}/${who}${does}`
    kinds.set(kind, [...(kinds.get(kind) ?? []), leaf])
  }
  return [...kinds.values()]
}

/** The orders that a step is about by name. */
const nameIn = (step: Step): string | undefined => {
  if (step.act === 'place' || step.act === 'spend') return step.as
  return step.act === 'edit' || step.act === 'amend' || step.act === 'cancel' ? step.order : undefined
}

/** What only makes sense together, so that one of it alone cannot be taken away: an order's whole life, an absence. */
export function bundlesOf(story: readonly Step[]): readonly (readonly Step[])[] {
  const leaves = leavesOf(story)
  const names = new Set(leaves.flatMap((leaf) => nameIn(leaf) ?? []))
  const lives = [...names].map((name) => leaves.filter((leaf) => nameIn(leaf) === name))
  const pairs = leaves.flatMap((leaf, place) => {
    const partner = leaves.slice(place + 1).find(endOf(leaf))
    return partner === undefined ? [] : [[leaf, partner]]
  })
  return [...lives, ...pairs].filter(({ length }) => length > 1)
}

/** What undoes a step. */
const endOf =
  (step: Step) =>
  (other: Step): boolean => {
    if (step.act === 'broker') return other.act === 'broker' && isStart(step.does) !== isStart(other.does)
    if (step.act === 'hold-back') return other.act === 'release'
    return step.act === 'mode' && (other.act === 'mode' || other.act === 'heal')
  }

const isStart = (does: Extract<Step, { act: 'broker' }>['does']): boolean => does === 'starts' || does === 'restarts'
