/** The ways to play one story: settings of the broker that change how it works and should not change what comes of it. */
import type { EditPolicy } from '../../src/broker/port.ts'
import { EDIT_POLICIES } from '../../src/broker/port.ts'
import type { Scenario, Step } from '../scenario.ts'

export type Way = { readonly editPolicy: EditPolicy }

export const PLAIN_WAY: Way = { editPolicy: 'masquerade' }

/** Every way in which the story can go differently, the plain one first; or only those `chosen`. */
export function waysOf(scenario: Scenario, chosen: Partial<Way>): readonly Way[] {
  const policies = hasEdit(scenario.story)
    ? EDIT_POLICIES.filter((policy) => scenario.under?.[policy] !== 'does not apply')
    : [PLAIN_WAY.editPolicy]
  return (chosen.editPolicy === undefined ? policies : [chosen.editPolicy]).map((editPolicy) => ({ editPolicy }))
}

/** The story as it holds when it is played this way. */
export function toldUnder(scenario: Scenario, way: Way): Scenario {
  const differences = Object.values(way).map((setting) => scenario.under?.[setting])
  return differences.reduce<Scenario>((told, difference) => {
    if (difference === undefined || difference === 'does not apply') return told
    const orders = { ...told.ending.orders, ...difference.ending?.orders }
    const ending = { ...told.ending, ...difference.ending, orders }
    return { ...told, ending, visits: difference.visits ?? told.visits }
  }, scenario)
}

/** What is not plain about a way: `block`; nothing for the plain one. */
export const wayWords = (way: Way): readonly string[] => (way.editPolicy === 'masquerade' ? [] : [way.editPolicy])

const hasEdit = (steps: readonly Step[]): boolean =>
  steps.some(
    (step) =>
      step.act === 'edit' ||
      (step.act === 'race' && hasEdit(step.between)) ||
      (step.act === 'either' && step.of.some(hasEdit)),
  )
