/** Failing runs become small, and nothing that is left can be spared. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import type { Company } from '../../sim/play/branch.ts'
import type { NamedScenario } from '../../sim/play/outcome.ts'
import { PLAIN_WAY } from '../../sim/play/way.ts'
import {
  type Scenario,
  type Step,
  connected,
  kraken,
  race,
  scenario,
  seconds,
  settle,
  status,
  stranger,
  trader,
} from '../../sim/scenario.ts'
import { tryOut } from '../../sim/specimens/trial.ts'
import { seeded } from '../../sim/world/chance.ts'
import { causeOf } from '../../sim/hunt/cause.ts'
import { companyOf, playRun } from '../../sim/hunt/shrink/run.ts'
import { type ShrinkOptions, type Shrunk, shrink } from '../../sim/hunt/shrink/shrink.ts'
import { smallerRuns } from '../../sim/hunt/shrink/simpler.ts'
import { leavesOf } from '../../sim/hunt/shrink/steps.ts'
import { brokenByThree, openShelf } from './broken.ts'

const SLOW = 120_000
const shelf = openShelf()
afterAll(() => shelf.clear())

function shrunken(told: Parameters<typeof shrink>[0], options: ShrinkOptions): Shrunk {
  const shrinking = shrink(told, options)
  for (let next = shrinking.next(); ; next = shrinking.next()) {
    if (next.done !== true) continue
    if (!next.value.ok) throw new Error(next.value.error)
    return next.value.value
  }
}

/** Of the runs that lack one thing more, those that fail for the same cause still. */
const spared = ({ run, cause }: Shrunk, company: Partial<Company>) =>
  smallerRuns(run).filter((smaller) =>
    playRun(smaller, companyOf(company)).outcome.failures.some((failure) => causeOf(failure) === cause),
  )

// ---- three among two hundred

const luck = seeded('two hundred faults')
const HARMLESS: readonly (() => Step)[] = [
  () => kraken.delays('ownTrades', 0.2 + luck.pick('delay', 9) / 10),
  () => kraken.doublesOnTheWire('ownTrades', { after: luck.pick('double', 4) }),
  () => kraken.tellsAgain('openOrders', { behind: luck.pick('again', 4) }),
  () => kraken.restLags(3),
  () => kraken.losesReplyTo('cancelOrder'),
]
const faults = (count: number): readonly Step[] =>
  Array.from({ length: count }, (_, place) => {
    const draw = HARMLESS[luck.pick('which', HARMLESS.length)]
    if (draw === undefined) throw new Error('there is something to draw from')
    return place % 20 === 0 ? [seconds(0.37), draw()] : [draw()]
  }).flat()

const stormy: Scenario = scenario('three faults among two hundred', {
  why: 'The planted bug needs three of them.',
  covers: [],
  market: 'XMR/EUR',
  funds: { EUR: '123456.78', XMR: '4.5' },
  story: [
    connected,
    trader.buys('2.35 XMR at 149.53', { as: 'bid' }),
    settle,
    faults(66),
    kraken.cutsTheSocket({ outageSeconds: 3 }),
    faults(66),
    kraken.answers('TradesHistory', status(520, 'out'), { times: 2 }),
    race(stranger.sells('0.1 XMR at market'), trader.edits('bid', { price: '149.61' })),
    faults(65),
    kraken.answers('OpenOrders', status(502, 'out'), { times: 2 }),
    kraken.cutsTheSocket({ outageSeconds: 0.5 }),
    seconds(60),
    stranger.sells('0.77 XMR at market'),
    settle,
  ],
  ending: {},
  visits: [],
})

const isFault = ({ act }: Step): boolean => ['weather', 'answer', 'cut', 'lose-reply'].includes(act)

test(
  'of two hundred faults the three that matter are left after a hundred executions',
  () => {
    expect(leavesOf(stormy.story).filter(isFault)).toHaveLength(201)
    const company = { broker: brokenByThree }
    const shrunk = shrunken(
      { scenario: stormy, seed: 7, way: { dialect: 'v2', editPolicy: 'cancel-and-submit' }, path: [1] },
      { company },
    )
    const { scenario: left, way, seed } = shrunk.run
    expect(
      leavesOf(left.story)
        .filter(isFault)
        .map(({ act }) => act)
        .toSorted(),
    ).toEqual(['answer', 'answer', 'cut'])
    expect(shrunk.executions).toBeLessThanOrEqual(100)
    expect(shrunk.cause).toBe('every fill is told')
    expect({ way, seed }).toEqual({ way: PLAIN_WAY, seed: 1 })
    expect(left.story.length).toBeLessThanOrEqual(9)
    expect(spared(shrunk, company)).toEqual([])
  },
  SLOW,
)

// ---- twenty stories

const folder = fileURLToPath(new URL('../../scenarios/', import.meta.url))
const stories = new Map(
  await Promise.all(
    readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .map(async (file): Promise<[string, NamedScenario]> => {
        const { default: told } = (await import(join(folder, file))) as { readonly default: Scenario }
        const name = file.slice(0, -'.ts'.length)
        return [name, { name, file, scenario: told }]
      }),
  ),
)

/** Each breaks another claim or breaks it elsewhere; between them they have races, held channels, faults and restarts. */
const TWENTY = [
  'edit-sent-as-another-order',
  'early-cancel-is-forgotten',
  'mapping-dropped-on-replacement',
  'acknowledged-after-sending',
  'refused-edit-cancels-the-order',
  'nobody-patrols',
  'foreign-orders-known-by-their-userref',
  'told-once-by-each-channel',
  'closed-told-as-canceled',
  'an-ending-must-have-a-reason',
  'found-at-its-full-size',
  'flip-is-averaged',
  'seen-taken-for-applied',
  'withdrawal-fee-not-booked',
  'order-under-a-sliced-name',
  'prices-of-too-many-decimals',
  'handshake-swallows-the-snapshot',
  'sequence-is-only-logged',
  'cancel-accepted-is-canceled',
  'closed-positions-stay',
]

describe('from twenty stories that a broken broker fails', () => {
  test.each(TWENTY)(
    'of %s, nothing can be taken away',
    async (id) => {
      const { specimen, broker } = await shelf.load(id)
      const trial = tryOut(
        specimen,
        specimen.scenarios.flatMap((name) => stories.get(name) ?? []),
        broker,
      )
      if (trial.kind !== 'caught') throw new Error(trial.why)
      const told = stories.get(trial.scenario)?.scenario
      if (told === undefined) throw new Error('a specimen is caught by one of its stories')
      const path = trial.path === '-' ? [] : trial.path.split('.').map(Number)
      const shrunk = shrunken({ scenario: told, seed: 1, way: trial.way, path }, { company: { broker } })
      expect(shrunk.isMinimal).toBe(true)
      expect(shrunk.steps.after).toBeLessThan(shrunk.steps.before)
      expect(shrunk.executions).toBeLessThanOrEqual(100)
      expect(spared(shrunk, { broker })).toEqual([])
    },
    SLOW,
  )
})
