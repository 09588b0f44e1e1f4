/** Everything about a run that can be put more simply, one change at a time. */
import { unreachable } from '../../../src/assert.ts'
import { MICROS_PER_SECOND } from '../../../src/time.ts'
import { PLAIN_WAY } from '../../play/way.ts'
import type { Amount, Ending, OrderText, Scenario, Step, Strike, Weather } from '../../scenario.ts'
import { readAmount, readOrder } from '../../play/words.ts'
import { rounderDecimals, shorterWaits, smallerCounts } from './rounder.ts'
import type { Run } from './run.ts'
import { bundlesOf, keeping, leavesOf, mapLeaves } from './steps.ts'

/** What `wavetank run` takes when nothing is said, and others that are easily said. */
const SMALL_SEEDS = [1, 2, 3]

/** Runs that lack one thing: what only goes together, then single steps from the last on, then what is around them. */
export function smallerRuns(run: Run): readonly Run[] {
  const { scenario } = run
  const leaves = leavesOf(scenario.story)
  const parts = [...bundlesOf(scenario.story), ...leaves.map((leaf) => [leaf]).toReversed()]
  return [
    ...parts.map((part) =>
      withStory(run, keeping(scenario.story, new Set(leaves.filter((leaf) => !part.includes(leaf))))),
    ),
    ...smallerScenarios(scenario).map((smaller) => ({ ...run, scenario: smaller })),
  ]
}

/**
 * Runs that differ from this one in one thing that is simpler. None is ever as simple as the run or less, so that
 * taking one after another comes to an end.
 */
export function simplerRuns(run: Run): readonly Run[] {
  const { scenario } = run
  return [
    ...simplerSettings(run),
    ...[...looserStories(scenario.story)].map((story) => withStory(run, story)),
    ...leavesOf(scenario.story).flatMap((leaf) =>
      [...simplerSteps(leaf, scenario.story)].map((simpler) => withStep(run, leaf, simpler)),
    ),
    ...rounderFunds(scenario).map((rounder) => ({ ...run, scenario: rounder })),
  ]
}

export const withStory = (run: Run, story: readonly Step[]): Run => ({ ...run, scenario: { ...run.scenario, story } })

const withStep = (run: Run, leaf: Step, simpler: Step): Run => ({
  ...withStory(
    run,
    mapLeaves(run.scenario.story, (one) => [one === leaf ? simpler : one]),
  ),
  releases: new Map([...run.releases].map(([step, picks]) => [step === leaf ? simpler : step, picks])),
})

// ---- settings

function* simplerSettings(run: Run): Generator<Run, void, undefined> {
  const { way, seed, releases } = run
  const isPlainDialect = way.dialect === PLAIN_WAY.dialect
  const isPlainPolicy = way.editPolicy === PLAIN_WAY.editPolicy
  if (!isPlainDialect && !isPlainPolicy) yield { ...run, way: PLAIN_WAY }
  if (!isPlainDialect) yield { ...run, way: { ...way, dialect: PLAIN_WAY.dialect } }
  if (!isPlainPolicy) yield { ...run, way: { ...way, editPolicy: PLAIN_WAY.editPolicy } }
  for (const small of SMALL_SEEDS) if (small < seed) yield { ...run, seed: small }
  for (const [release, picks] of releases) {
    const last = picks.findLastIndex((pick) => pick > 0)
    if (last === -1) continue
    yield { ...run, releases: new Map([...releases, [release, []]]) }
    yield { ...run, releases: new Map([...releases, [release, picks.slice(0, last)]]) }
  }
}

// ---- the scenario around the steps

const SETTINGS = ['drawn', 'srcFiat', 'tier', 'served'] as const

/** Each with one thing less. */
function smallerScenarios(scenario: Scenario): readonly Scenario[] {
  const { served = {}, funds } = scenario
  return [
    ...SETTINGS.filter((name) => scenario[name] !== undefined).map((name) => without(scenario, name)),
    ...Object.keys(served).map((pair) => ({ ...scenario, served: without(served, pair) })),
    ...smallerEndings(scenario.ending).map((ending) => ({ ...scenario, ending })),
    ...Object.keys(funds).map((asset) => ({ ...scenario, funds: without(funds, asset) })),
  ]
}

function smallerEndings(ending: Ending): readonly Ending[] {
  const { orders = {}, positions = {} } = ending
  return [
    ...(Object.keys(ending) as (keyof Ending)[]).map((part) => without(ending, part)),
    ...Object.keys(orders).map((name) => ({ ...ending, orders: without(orders, name) })),
    ...Object.keys(positions).map((name) => ({ ...ending, positions: without(positions, name) })),
  ]
}

const rounderFunds = (scenario: Scenario): readonly Scenario[] =>
  Object.entries(scenario.funds).flatMap(([asset, amount]) =>
    rounderDecimals(amount).map((rounder) => ({ ...scenario, funds: { ...scenario.funds, [asset]: rounder } })),
  )

const without = <Whole extends object, Name extends keyof Whole>(whole: Whole, name: Name): Whole =>
  Object.fromEntries(Object.entries(whole).filter(([one]) => one !== name)) as Whole

// ---- what holds several steps together

/** Each with one race or one moment taken apart, so that its steps come one after another, or with two waits as one. */
function* looserStories(story: readonly Step[]): Generator<readonly Step[], void, undefined> {
  for (const [place, step] of story.entries()) {
    const next = story[place + 1]
    if (step.act === 'wait' && next?.act === 'wait') {
      const seconds = Math.round((step.seconds + next.seconds) * MICROS_PER_SECOND) / MICROS_PER_SECOND
      yield [...story.slice(0, place), { ...step, seconds }, ...story.slice(place + 2)]
    }
    const around = (inside: readonly Step[]) => [...story.slice(0, place), ...inside, ...story.slice(place + 1)]
    if (step.act === 'together') yield around(step.of)
    if (step.act !== 'race') continue
    yield around(step.between)
    for (const between of looserStories(step.between)) yield around([{ ...step, between }])
  }
}

// ---- one step

const MANNER = ['postOnly', 'timeInForce', 'expiresInSeconds', 'deadlineSeconds', 'reduceOnly'] as const

/** The same step with one field less or simpler. */
function* simplerSteps(step: Step, story: readonly Step[]): Generator<Step, void, undefined> {
  switch (step.act) {
    case 'place': {
      const { as, on, ...bare } = step
      for (const field of MANNER) if (step[field] !== undefined) yield without(step, field)
      if (as !== undefined && !isSpokenOf(as, story)) yield without(step, 'as')
      for (const what of rounderOrders(bare.what)) yield { ...step, what }
      return
    }
    case 'edit':
    case 'amend':
      if (step.price !== undefined && step.size !== undefined) {
        yield without(step, 'price')
        yield without(step, 'size')
      }
      for (const price of rounderDecimals(step.price ?? '')) yield { ...step, price: price as `${number}` }
      for (const size of rounderAmounts(step.size ?? '')) yield { ...step, size }
      return
    case 'answer':
      for (const times of smallerCounts(step.times, 1)) yield { ...step, times }
      return
    case 'cut':
      if (step.when !== 'now') yield { ...step, when: 'now' }
      for (const outageSeconds of [0, ...shorterWaits(step.outageSeconds)]) {
        if (outageSeconds < step.outageSeconds) yield { ...step, outageSeconds }
      }
      return
    case 'decide':
      for (const quirk of Object.keys(step.quirks) as (keyof typeof step.quirks)[]) {
        if (Object.keys(step.quirks).length > 1) yield { ...step, quirks: without(step.quirks, quirk) }
      }
      return
    case 'hold-back':
      for (const channel of step.channels) {
        const channels = step.channels.filter((one) => one !== channel)
        if (channels.length > 0) yield { ...step, channels }
      }
      return
    case 'weather':
      for (const does of simplerWeather(step.does)) yield { ...step, does }
      return
    case 'deposit':
    case 'spend':
    case 'withdraw':
      for (const what of rounderAmounts(step.what)) yield { ...step, what }
      return
    case 'rival':
      for (const calls of smallerCounts(step.calls, 1)) yield { ...step, calls }
      for (const aheadSeconds of shorterWaits(step.aheadSeconds)) yield { ...step, aheadSeconds }
      return
    case 'clock':
    case 'wait':
      for (const seconds of shorterWaits(step.seconds)) yield { ...step, seconds }
      return
    case 'strike':
      for (const does of simplerStrikes(step.does)) yield { ...step, does }
      return
    // Sooner would be another demand.
    case 'agree':
    case 'account':
    case 'broker':
    case 'cancel':
    case 'cancel-all':
    case 'change-pair':
    case 'disk-full':
    case 'disk-holds':
    case 'either':
    case 'heal':
    case 'lock-out':
    case 'lose-reply':
    case 'mode':
    case 'race':
    case 'release':
    case 'settle':
    case 'together':
      return
    default:
      unreachable(step)
  }
}

function* simplerWeather(does: Weather): Generator<Weather, void, undefined> {
  if ('after' in does) for (const after of smallerCounts(does.after, 0)) yield { ...does, after }
  if ('frames' in does) for (const frames of smallerCounts(does.frames, 1)) yield { ...does, frames }
  if ('behind' in does) for (const behind of smallerCounts(does.behind, 0)) yield { ...does, behind }
  if ('seconds' in does) for (const seconds of shorterWaits(does.seconds)) yield { ...does, seconds }
  if (does.kind !== 'drift') return
  if (does.row !== undefined) yield without(does, 'row')
  if (does.messages !== undefined) yield without(does, 'messages')
}

/** Earlier ones, and those that leave less. */
function* simplerStrikes(does: Strike): Generator<Strike, void, undefined> {
  const { count } = does.after
  if (does.kind === 'no-space') {
    for (const earlier of smallerCounts(count, 1)) yield { ...does, after: { ...does.after, count: earlier } }
    return
  }
  if (does.remains !== 'nothing') yield { ...does, remains: 'nothing' }
  for (const earlier of smallerCounts(count, 1)) yield { ...does, after: { ...does.after, count: earlier } }
}

function isSpokenOf(name: string, story: readonly Step[]): boolean {
  return leavesOf(story).some((leaf) => 'order' in leaf && leaf.order === name)
}

function rounderOrders(text: OrderText): readonly OrderText[] {
  const order = readOrder(text)
  if (order === undefined) return []
  const { size, asset, price } = order
  const told = (terms: { readonly size: string; readonly price: string }): OrderText =>
    `${terms.size} ${asset} at ${terms.price}` as OrderText
  const prices = price === undefined ? [] : rounderDecimals(price).map((rounder) => told({ size, price: rounder }))
  return [...rounderDecimals(size).map((rounder) => told({ size: rounder, price: price ?? 'market' })), ...prices]
}

function rounderAmounts(text: string): readonly Amount[] {
  const amount = readAmount(text)
  if (amount === undefined) return []
  return rounderDecimals(amount.size).map((size) => `${size} ${amount.asset}` as Amount)
}
