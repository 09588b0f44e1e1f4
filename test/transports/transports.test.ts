/** One suite, two transports: stories end alike in virtual time and over real sockets of this machine. */
import { afterAll, describe, expect, it } from 'vitest'
import { createBroker } from '../../src/broker/broker.ts'
import { instant, seconds } from '../../src/time.ts'
import { exactText } from '../../sim/edge/decimal.ts'
import { createExchange } from '../../sim/exchange/exchange.ts'
import { builtInUniverse } from '../../sim/exchange/universe/universe.ts'
import type { Evidence } from '../../sim/oracle/evidence.ts'
import { positionsTable } from '../../sim/oracle/positions.ts'
import { playBranch } from '../../sim/play/branch.ts'
import { EMS_ACCOUNT, TRADER, accountsOf, configOf } from '../../sim/play/cast.ts'
import { misendings } from '../../sim/play/ending.ts'
import type { NamedScenario } from '../../sim/play/outcome.ts'
import { exchangeIn } from '../../sim/play/play.ts'
import { Player } from '../../sim/play/player.ts'
import { Trader } from '../../sim/play/trader.ts'
import { type Way, toldUnder, waysOf } from '../../sim/play/way.ts'
import type { Scenario, Step } from '../../sim/scenario.ts'
import { serve } from '../../sim/serve/serve.ts'
import type { Happening } from '../../sim/trace.ts'
import type { Truth } from '../../sim/truth.ts'
import { type Scripted, nextScript, scripted } from '../../sim/world/chance.ts'
import { WORLD_BEGINS } from '../../sim/world/timeline.ts'
import { STORIES, findStories } from '../../sim/cli/stories.ts'
import { LiveWorld } from './live-world.ts'

/** Of each story; the rest are as many ways again to say the same about the wires. */
const MOST_BRANCHES = 8

/** What only a simulated world can do: let a process die, hold a queue back, set a clock, leave a call unanswered for ten seconds. */
function beyondRealWires(step: Step): boolean {
  if (step.act === 'broker') return step.does === 'crashes'
  if (step.act === 'answer') return step.with.kind === 'silence'
  if (step.act === 'race') return step.between.some(beyondRealWires)
  if (step.act === 'either') return step.of.flat().some(beyondRealWires)
  return ['hold-back', 'release', 'clock', 'strike'].includes(step.act)
}

/** What a story comes to: the orders of the trader and the positions, by the oracle and by the file. */
type End = { readonly orders: readonly string[]; readonly positions: ReturnType<typeof positionsTable> }

const ordersOf = (truth: Truth): readonly string[] =>
  [...truth.orders.values()]
    .filter(({ account }) => account === TRADER)
    .map(({ pair, side, orderType, price, volume, executed, status }) => {
      const at = price === undefined ? orderType : exactText(price)
      return `${pair} ${side} ${exactText(volume)} at ${at}: ${status}, ${exactText(executed)}`
    })

function inVirtualTime(
  named: NamedScenario,
  way: Way,
  script: readonly number[],
): End & { readonly taken: Scripted['taken'] } {
  let truth: Truth | undefined
  const make = exchangeIn(builtInUniverse())
  const company = {
    broker: createBroker,
    exchange: (options: Parameters<typeof make>[0]) => {
      const exchange = make(options)
      truth = exchange.truth
      return exchange
    },
    invariants: [],
  }
  const { taken, outcome } = playBranch(named, { seed: 1, picks: scripted(script), way, until: undefined, company })
  if (truth === undefined) throw new Error('an exchange was made')
  expect(outcome.verdict).toBe('passed')
  return { orders: ordersOf(truth), positions: outcome.positions, taken }
}

async function overRealWires(scenario: Scenario, way: Way, script: readonly number[]): Promise<End> {
  const exchange = createExchange({
    universe: builtInUniverse(),
    accounts: accountsOf(scenario),
    openedAt: instant(WORLD_BEGINS - seconds(3600)),
    ...(scenario.served === undefined ? {} : { served: scenario.served }),
  })
  const traffic = { crossed: 0, unanswered: 0 }
  const record = (_: unknown, { kind }: Happening): void => {
    traffic.crossed += 1
    if (kind === 'http-request') traffic.unanswered += 1
    if (kind === 'http-answered') traffic.unanswered -= 1
  }
  const served = await serve(exchange, { speed: 'held', begin: WORLD_BEGINS, record })
  if (!served.ok) throw new Error(served.error)
  const config = configOf(scenario, way)
  const { truth } = exchange
  const trader = new Trader({ account: EMS_ACCOUNT, originOf: (txid) => originOf(truth, txid) })
  const world = new LiveWorld({
    kraken: served.value,
    config,
    hear: (event) => trader.hear(event),
    traffic: () => traffic,
  })
  try {
    const player = new Player({ scenario, world, trader, story: scripted(script), agree: () => undefined })
    const playing = player.play()
    let next = playing.next()
    while (next.done !== true) next = playing.next(await world.wait(next.value))
    expect(world.fault).toBeUndefined()
    expect(next.value).toEqual({ kind: 'played' })
    const { files, gaveUp } = world
    const told = {
      trader,
      truth,
      krakenAccount: TRADER,
      files,
      gaveUp,
      market: scenario.market,
      marketOf: (order: string) => player.marketOf(order),
    }
    expect(misendings(scenario.ending, told)).toEqual([])
    const evidence: Evidence = {
      now: world.now,
      truth,
      trace: [],
      files: world.files,
      trader: { krakenAccount: TRADER, emsAccount: EMS_ACCOUNT, srcFiat: config.srcFiat },
    }
    return { orders: ordersOf(truth), positions: positionsTable(evidence) }
  } finally {
    world.end()
    await served.value.stop()
  }
}

function originOf(truth: Truth, txid: Parameters<Trader['nameWebOrder']>[1]): typeof txid {
  const before = truth.orders.get(txid)?.replaces
  return before === undefined ? txid : originOf(truth, before)
}

const found = await findStories([], STORIES)
if (!found.ok) throw new Error(found.error)
const stories = found.value
const playable = stories.filter(({ scenario }) => !scenario.story.some(beyondRealWires))
let compared = 0
let branches = 0

describe('over real sockets', { timeout: 60_000 }, () => {
  it.each(playable.map((named) => [named.name, named] as const))('%s', async (_, named) => {
    const [way] = waysOf(named.scenario, {})
    if (way === undefined) throw new Error('a story can be played')
    const scenario = toldUnder(named.scenario, way)
    let script: readonly number[] | undefined = []
    for (let played = 0; script !== undefined && played < MOST_BRANCHES; played += 1) {
      const virtual = inVirtualTime(named, way, script)
      expect(await overRealWires(scenario, way, script)).toEqual({
        orders: virtual.orders,
        positions: virtual.positions,
      })
      script = nextScript(virtual.taken)
      branches += 1
    }
    compared += 1
  })

  afterAll(() => {
    console.log(`${compared} of ${stories.length} stories, ${branches} branches, end alike over both transports`)
  })
})
