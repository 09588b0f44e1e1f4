/** Plays one branch of a story once, from an empty disk to the verdict on how it ended. */
import { createHash } from 'node:crypto'
import { assert } from '../../src/assert.ts'
import { NOTE_NAMES, type NoteName } from '../../src/broker/notes.ts'
import type { Txid } from '../../src/ids.ts'
import { type Instant, type Micros, after, seconds } from '../../src/time.ts'
import type { Evidence } from '../oracle/evidence.ts'
import type { Invariant } from '../oracle/invariant.ts'
import { fillInvariants } from '../oracle/invariants/fills.ts'
import { orderInvariants } from '../oracle/invariants/orders.ts'
import { beginAll } from '../oracle/judge.ts'
import { positionsTable } from '../oracle/positions.ts'
import type { Moments, Scenario } from '../scenario.ts'
import type { TraceEvent } from '../trace.ts'
import type { Truth } from '../truth.ts'
import type { Bend } from '../world/bend.ts'
import { type Chance, type Scripted, type Taken, composite, seeded } from '../world/chance.ts'
import { WORLD_BEGINS } from '../world/timeline.ts'
import { World } from '../world/world.ts'
import { type BrokerFactory, EMS_ACCOUNT, type ExchangeFactory, TRADER, accountsOf, configOf } from './cast.ts'
import { Convergence } from './convergence.ts'
import { misendings } from './ending.ts'
import type { Failure, NamedScenario, Outcome, Verdict } from './outcome.ts'
import { type Ended, Player } from './player.ts'
import { drive } from './stage.ts'
import { Trader } from './trader.ts'
import { type Way, toldUnder } from './way.ts'

/** The machines that play and the opinions about them. */
export type Company = {
  readonly broker: BrokerFactory
  readonly exchange: ExchangeFactory
  readonly invariants: readonly Invariant[]
}

/** A run that goes on: its time, and what has happened so far. */
export type Followed = Pick<World, 'now' | 'trace'>

export type Branch = {
  readonly outcome: Outcome
  /** The story's picks in this branch. */
  readonly taken: readonly Taken[]
  /** Why a pick of the script is not among the alternatives, as a sentence; undefined when all are. */
  readonly misfit: string | undefined
  /** At how many moments something could have befallen the broker's machine. */
  readonly moments: Moments
  /** How long it took until all agreed, where the story last said that they do; if they did, and it was clocked. */
  readonly agreedAfter: Micros | undefined
  /** As it was in the end. */
  readonly truth: Truth
}

/** What it means that the trader's picture is Kraken's. */
const AGREEMENT: ReadonlySet<string> = new Set(
  [...orderInvariants, ...fillInvariants].filter(({ when }) => when === 'in the end').map(({ claim }) => claim),
)

/** Fifty times as many as the longest story has: who makes more of them goes round in circles. */
const MOST_EVENTS = 50_000

/** A run shows what is wrong with it within the first few; an invariant broken at every event would fill the memory. */
const MOST_FAILURES = 50

export function playBranch(
  { name, scenario: story }: NamedScenario,
  options: {
    readonly seed: number
    /** Makes the story's picks, and keeps them. */
    readonly picks: Scripted
    readonly way: Way
    /** Virtual seconds after which to stop, though the story goes on. */
    readonly until: number | undefined
    readonly bend?: Bend | undefined
    readonly company: Company
    /** Whether to clock how long it takes until all agree, where the story says that they do. */
    readonly clocks?: boolean
    /** Makes all other picks; drawn from the seed, unless said. */
    readonly weather?: Chance
    /** Is given the world before anything happens in it, to look at while the run goes on. */
    readonly follow?: (world: Followed) => void
  },
): Branch {
  const { way, picks } = options
  const chance = composite({ story: picks, weather: options.weather ?? seeded(String(options.seed)) })
  const until = options.until === undefined ? undefined : after(WORLD_BEGINS, seconds(options.until))
  const stage = setStage(toldUnder(story, way), {
    company: options.company,
    way,
    chance,
    until,
    clocks: options.clocks ?? false,
    bend: options.bend,
  })
  options.follow?.(stage.world)
  const ended = caught(stage.play, stage.world)
  const { world, failures } = stage
  let hash: string | undefined
  return {
    taken: picks.taken,
    misfit: picks.misfit(),
    moments: world.moments,
    agreedAfter: stage.convergence?.agreedAfter,
    truth: stage.evidence.truth,
    outcome: {
      name,
      path: pathText(picks.taken),
      seed: options.seed,
      way,
      verdict: verdictOf(ended, failures),
      failures: [...failures, ...failureOf(ended)],
      visited: visitedIn(world.trace),
      startedAt: WORLD_BEGINS,
      endedAt: world.now,
      trace: world.trace,
      // Nobody asks most of the runs of a shrink for it.
      get hash() {
        return (hash ??= hashOf(world.trace))
      },
      files: world.files,
      positions: positionsTable(stage.evidence),
    },
  }
}

// ---- the stage

function setStage(
  scenario: Scenario,
  options: {
    readonly company: Company
    readonly way: Way
    readonly chance: ReturnType<typeof composite>
    readonly until: Instant | undefined
    readonly clocks: boolean
    readonly bend: Bend | undefined
  },
) {
  const { company, chance } = options
  const config = configOf(scenario, options.way)
  const served = scenario.served === undefined ? {} : { served: scenario.served }
  const exchange = company.exchange({ accounts: accountsOf(scenario), ...served })
  const { truth } = exchange
  const trader = new Trader({ account: EMS_ACCOUNT, originOf: (txid) => originOf(truth, txid) })
  const judge = beginAll(company.invariants)
  const failures: Failure[] = []
  const world = new World({
    chance,
    exchange,
    makeBroker: () => company.broker(config),
    hear: (event) => trader.hear(event),
    look() {
      assert(world.trace.length <= MOST_EVENTS, `a run ends within ${MOST_EVENTS} events`)
      blame(judge.look(evidence))
    },
    ...(options.bend === undefined ? {} : { bend: options.bend }),
  })
  const blame = (broken: readonly Omit<Failure, 'at'>[]): void => {
    for (const one of broken) if (failures.length < MOST_FAILURES) failures.push({ ...one, at: world.now })
  }
  const evidence: Evidence = {
    get now() {
      return world.now
    },
    truth,
    get trace() {
      return world.trace
    },
    get files() {
      return world.files
    },
    trader: { krakenAccount: TRADER, emsAccount: EMS_ACCOUNT, srcFiat: config.srcFiat },
  }
  const agreement = company.invariants.filter(
    ({ claim, when }) => AGREEMENT.has(claim) || (scenario.drawn === true && when === 'in the end'),
  )
  const disagreements = (): readonly string[] => agreement.flatMap(({ begin }) => begin()(evidence).violations)
  const agree = (claim: string): void => blame(disagreements().map((sentence) => ({ claim, sentence })))
  const convergence = options.clocks ? new Convergence(world, () => disagreements().length === 0) : undefined
  const player = new Player({
    scenario,
    world,
    trader,
    story: chance,
    until: options.until,
    agree,
    ...(convergence === undefined ? {} : { watch: (until) => convergence.watch(until) }),
  })
  const play = (): Ended => {
    const ended = drive(player.play(), world)
    if (ended.kind !== 'played') return ended
    blame(judge.end(evidence))
    const { market } = scenario
    const marketOf = (order: string): string => player.marketOf(order)
    const told = { trader, truth, krakenAccount: TRADER, files: world.files, gaveUp: gaveUp(world), market, marketOf }
    blame(misendings(scenario.ending, told).map((sentence) => ({ claim: 'the ending', sentence })))
    return ended
  }
  return { world, evidence, failures, play, convergence }
}

function gaveUp({ trace }: World): string | undefined {
  const last = trace.findLast((event) => event.kind === 'broker-ended' && event.reason !== undefined)
  return last?.kind === 'broker-ended' ? last.reason : undefined
}

/** The txid under which an order was first placed, before edits gave it new ones. */
function originOf(truth: Truth, txid: Txid): Txid {
  let origin = txid
  for (;;) {
    const before = truth.orders.get(origin)?.replaces
    if (before === undefined) return origin
    origin = before
  }
}

type Broke = { readonly kind: 'broke'; readonly sentence: string; readonly at: Instant }

/** The world is the machines' shell: what one of them asserts and does not hold ends the run and is reported. */
function caught(play: () => Ended, world: World): Ended | Broke {
  try {
    return play()
  } catch (error) {
    return { kind: 'broke', sentence: error instanceof Error ? error.message : String(error), at: world.now }
  }
}

// ---- the outcome

function verdictOf(ended: Ended | Broke, failures: readonly Failure[]): Verdict {
  if (failures.length > 0 || ended.kind === 'halted' || ended.kind === 'broke') return 'failed'
  return ended.kind === 'unsettled' ? 'unsettled' : 'passed'
}

function failureOf(ended: Ended | Broke): readonly Failure[] {
  switch (ended.kind) {
    case 'played':
    case 'cut short':
      return []
    case 'halted':
      return [{ claim: 'every step of the story can be performed', sentence: ended.sentence, at: ended.at }]
    case 'unsettled':
      return [{ claim: 'the world comes to rest', sentence: ended.sentence, at: ended.at }]
    case 'broke':
      return [{ claim: 'no machine breaks a claim of its own', sentence: ended.sentence, at: ended.at }]
  }
}

const NAMES: ReadonlySet<string> = new Set(NOTE_NAMES)
const isNoteName = (name: string): name is NoteName => NAMES.has(name)

function visitedIn(trace: readonly TraceEvent[]): ReadonlySet<NoteName> {
  const names = trace.flatMap((event) => (event.kind === 'note' && isNoteName(event.name) ? [event.name] : []))
  return new Set(names)
}

function hashOf(trace: readonly TraceEvent[]): string {
  const hash = createHash('sha256')
  for (const event of trace) hash.update(`${JSON.stringify(event)}\n`)
  return hash.digest('hex')
}

const pathText = (taken: readonly Taken[]): string =>
  taken.length === 0 ? '-' : taken.map(({ pick }) => pick).join('.')
