/** A shrunken story asks no more than the one it was made of. */
import { describe, expect, it } from 'vitest'
import { createBroker } from '../../src/broker/broker.ts'
import type { BrokerFactory } from '../../sim/play/cast.ts'
import {
  type Scenario,
  type Step,
  account,
  agreed,
  broker,
  clock,
  connected,
  disk,
  heal,
  kraken,
  scenario,
  seconds,
  stranger,
  trader,
} from '../../sim/scenario.ts'
import { type Lack, lacksOf } from '../../sim/hunt/shrink/fair.ts'
import { companyOf, playRun } from '../../sim/hunt/shrink/run.ts'
import { shrink } from '../../sim/hunt/shrink/shrink.ts'
import { leavesOf } from '../../sim/hunt/shrink/steps.ts'

/** On machines that may be busy. */
const SLOW = 120_000
const rival = account.isUsedElsewhere({ aheadSeconds: 20 })
const lost = kraken.forgetsToTell('ownTrades')

describe('a story lacks', () => {
  const stories: readonly (readonly [string, readonly Step[], readonly Lack[]])[] = [
    ['nothing where nothing goes wrong', [...connected, agreed()], []],
    ['nothing that comes after its trouble', [...connected, lost, heal, agreed()], []],
    ['healing before it demands', [...connected, lost, agreed()], ['healing']],
    ['time after trouble', [...connected, agreed(), lost, heal], ['time']],
    ['no healing when it is over', [...connected, lost], ['time']],
    ['a broker that was not started again', [...connected, broker.crashes, agreed()], ['broker']],
    ['a broker that ended by itself', [...connected, disk.isFull, heal, agreed()], ['broker']],
    ['only time for a clock', [...connected, clock.steps(-3)], ['time']],
    ['nothing when the nonces were waited out', [rival, seconds(25), broker.restarts, agreed()], []],
    ['a start after the nonces', [rival, seconds(24), broker.restarts, agreed()], ['nonces']],
    ['it even where the wait comes after the start', [rival, broker.restarts, seconds(25), agreed()], ['nonces']],
    ['no less for a second rival', [rival, seconds(20), rival, seconds(20), broker.restarts, agreed()], ['nonces']],
  ]
  it.each(stories)('%s', (_, story, lacks) => {
    expect([...lacksOf(story)]).toEqual(lacks)
  })
})

/** Swallows every fill once its key was refused for a nonce. */
const brokenByRival: BrokerFactory = (config) => {
  const sound = createBroker(config)
  let isBroken = false
  return {
    pending: () => sound.pending(),
    handle(now, input) {
      isBroken ||= input.kind === 'http-answered' && input.body.includes('EAPI:Invalid nonce')
      const effects = sound.handle(now, input)
      return effects.filter(({ kind, ...effect }) => !(isBroken && kind === 'ems-event' && isFill(effect)))
    },
  }
}
const isFill = (effect: object): boolean => JSON.stringify(effect).includes('BrokerdFill')

const amidNonces: Scenario = scenario('another program, and fills after it', {
  why: 'The planted bug needs the refusal of a nonce, and never heals.',
  covers: [],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2.35 XMR at 149.53', { as: 'bid' }),
    seconds(3),
    kraken.delays('ownTrades', 0.2),
    rival,
    kraken.cutsTheSocket({ outageSeconds: 0.5 }),
    seconds(2),
    stranger.sells('0.77 XMR at market'),
    heal,
    seconds(25),
    broker.restarts,
    agreed({ restBehindSeconds: 85 }),
  ],
  ending: {},
  visits: [],
  drawn: true,
})

it('keeps the seconds that were demanded, and waits for the nonces of a rival that stays', { timeout: SLOW }, () => {
  const company = { broker: brokenByRival }
  const shrinking = shrink(
    { scenario: amidNonces, seed: 7, way: { dialect: 'v1', editPolicy: 'masquerade' }, path: [] },
    { company },
  )
  let next = shrinking.next()
  while (next.done !== true) next = shrinking.next()
  if (!next.value.ok) throw new Error(next.value.error)
  const { run } = next.value.value
  const left = leavesOf(run.scenario.story)
  expect(left.some(({ act }) => act === 'rival')).toBe(true)
  expect(lacksOf(run.scenario.story)).toEqual(new Set())
  expect(left.filter(({ act }) => act === 'agree')).toEqual([agreed({ restBehindSeconds: 85 })])
  // The same story is told in full by the adapter as it is, so what fails is the bug.
  expect(playRun(run, companyOf()).outcome.failures).toEqual([])
})
