/** The ways to play one story: settings of the broker that change how it works and should not change what comes of it. */
import type { EditPolicy } from '../../src/broker/port.ts'
import { EDIT_POLICIES } from '../../src/broker/port.ts'
import { DIALECTS, type DialectName } from '../../src/kraken/dialects.ts'
import type { DoesNotApply, Scenario, Step } from '../scenario.ts'

export type Way = { readonly dialect: DialectName; readonly editPolicy: EditPolicy }

export const PLAIN_WAY: Way = { dialect: 'v1', editPolicy: 'masquerade' }

/** Every way in which the story can go differently, the plain one first; of these only the ones `chosen`. */
export function waysOf(scenario: Scenario, chosen: Partial<Way>): readonly Way[] {
  const dialects = chosen.dialect === undefined ? DIALECTS : [chosen.dialect]
  const distinct = hasEdit(scenario.story) ? EDIT_POLICIES : [PLAIN_WAY.editPolicy]
  const policies = chosen.editPolicy === undefined ? distinct : [chosen.editPolicy]
  const ways = dialects.flatMap((dialect) => policies.map((editPolicy) => ({ dialect, editPolicy })))
  return ways.filter((way) => whyNotUnder(scenario, way) === undefined)
}

/** Why the story makes no sense when it is played this way, in its own words; undefined when it does. */
export const whyNotUnder = (scenario: Scenario, way: Partial<Way>): string | undefined =>
  settingsOf(way)
    .map((setting) => scenario.under?.[setting])
    .find(doesNotApply)?.doesNotApply

/** The story as it holds when it is played this way; what the edit policy changes outweighs what the dialect does. */
export function toldUnder(scenario: Scenario, way: Way): Scenario {
  const differences = settingsOf(way).map((setting) => scenario.under?.[setting])
  return differences.reduce<Scenario>((told, difference) => {
    if (difference === undefined || doesNotApply(difference)) return told
    const orders = { ...told.ending.orders, ...difference.ending?.orders }
    const ending = { ...told.ending, ...difference.ending, orders }
    return { ...told, ending, visits: difference.visits ?? told.visits }
  }, scenario)
}

/** What is not plain about a way: `v2 block`, a word each; nothing for the plain one. */
export const wayWords = ({ dialect, editPolicy }: Way): readonly string[] => [
  ...(dialect === PLAIN_WAY.dialect ? [] : [dialect]),
  ...(editPolicy === PLAIN_WAY.editPolicy ? [] : [editPolicy]),
]

const settingsOf = ({ dialect, editPolicy }: Partial<Way>): readonly (DialectName | EditPolicy)[] =>
  [dialect, editPolicy].filter((setting) => setting !== undefined)

const doesNotApply = (difference: object | undefined): difference is DoesNotApply =>
  difference !== undefined && 'doesNotApply' in difference

const hasEdit = (steps: readonly Step[]): boolean =>
  steps.some(
    (step) =>
      step.act === 'edit' ||
      (step.act === 'race' && hasEdit(step.between)) ||
      (step.act === 'together' && hasEdit(step.of)) ||
      (step.act === 'either' && step.of.some(hasEdit)),
  )
