/** Why a run failed: after which decision of chance nothing could save it any more, and which passing run went with it longest. */
import { assert, present } from '../../src/assert.ts'
import type { Instant } from '../../src/time.ts'
import { type Branch, type Company, type Followed, playBranch } from '../play/branch.ts'
import type { Outcome } from '../play/outcome.ts'
import type { TraceEvent } from '../trace.ts'
import { type Chance, type Taken, composite, keeping, recorded, scripted, seeded } from '../world/chance.ts'
import { WORLD_BEGINS } from '../world/timeline.ts'
import type { Told } from './shrink/run.ts'

/** A decision of chance in the failing run. */
export type Decision = Taken & {
  /** How many events had happened by then: the last of them is what was decided upon. */
  readonly events: number
  readonly at: Instant
}

/** What became of runs that are the failing one up to some decision, and from then on have luck of their own. */
export type Share = {
  /** So many decisions are those of the failing run. */
  readonly kept: number
  /** When the last of them was taken; when the run began, where there is none. */
  readonly at: Instant
  readonly played: number
  readonly passed: number
}

export type Why = {
  readonly failing: Outcome
  /** So many runs were played from each beginning. */
  readonly continuations: number
  /** Of every beginning that was tried, the shortest first. */
  readonly shares: readonly Share[]
  /**
   * The decision after which failure was inevitable, and the shares without it and with it; `from the start`: no luck at all
   * saves such a run.
   */
  readonly inevitable:
    | { readonly kind: 'by luck'; readonly decision: Decision; readonly before: Share; readonly after: Share }
    | { readonly kind: 'from the start' }
  /** Of all runs that passed the one that was the failing one for the most events, and for how many. */
  readonly nearest: { readonly outcome: Outcome; readonly common: number } | undefined
}

export type WhyOptions = {
  readonly company: Company
  /** How many runs are played from each beginning. */
  readonly continuations: number
  /** Failure counts as inevitable where no more than so many of a hundred runs pass. */
  readonly percent: number
}

/** How far the search has come: runs played, and about how many there will be. */
export type WhyProgress = { readonly played: number; readonly total: number }

/** Beginnings between the start and the moment of no return, for the curve. */
const CURVE_POINTS = 5

/**
 * Yields after every run. The luck of a continuation has a number and is the same from every beginning, so that two
 * beginnings differ by what they keep and by nothing else. A beginning that holds another's inherits its doom, so the
 * last one with hope is found by halving; the answer is as certain as that many runs can make it.
 */
export function* whyFailed(told: Told, options: WhyOptions): Generator<WhyProgress, Why, undefined> {
  const { failing, decisions } = failingRun(told, options.company)
  const lines = failing.trace.map((event) => JSON.stringify(event))
  const tried = new Map<number, Share>()
  let nearest: Why['nearest']
  let played = 0
  let total = (CURVE_POINTS + Math.ceil(Math.log2(decisions.length + 1)) + 1) * options.continuations

  function* share(kept: number): Generator<WhyProgress, Share, undefined> {
    const known = tried.get(kept)
    if (known !== undefined) {
      total -= options.continuations
      return known
    }
    let passed = 0
    for (let luck = 1; luck <= options.continuations; luck += 1) {
      const { outcome } = continuation(told, { kept, luck, company: options.company })
      played += 1
      if (outcome.verdict === 'passed') {
        passed += 1
        const common = commonEvents(lines, outcome.trace)
        if (nearest === undefined || common > nearest.common) nearest = { outcome, common }
      }
      yield { played, total }
    }
    const at = kept === 0 ? WORLD_BEGINS : decisionAt(decisions, kept - 1).at
    const made = { kept, at, played: options.continuations, passed }
    tried.set(kept, made)
    return made
  }
  const isHopeless = ({ passed, played: of }: Share): boolean => passed * 100 <= options.percent * of

  const start = yield* share(0)
  const inevitable = isHopeless(start) ? ({ kind: 'from the start' } as const) : yield* lostBetween(start)
  return {
    failing,
    continuations: options.continuations,
    shares: [...tried.values()].sort((one, other) => one.kept - other.kept),
    inevitable,
    nearest,
  }

  function* lostBetween(hope: Share): Generator<WhyProgress, Why['inevitable'], undefined> {
    let before = hope
    // Of a run in which nothing is left to chance there is one, and it failed.
    let after: Share = { kept: decisions.length, at: failing.endedAt, played: 1, passed: 0 }
    tried.set(after.kept, after)
    while (after.kept - before.kept > 1) {
      const middle = yield* share((before.kept + after.kept) >> 1)
      if (isHopeless(middle)) after = middle
      else before = middle
    }
    for (const kept of curvePlaces(decisions, before.kept)) yield* share(kept)
    return { kind: 'by luck', decision: decisionAt(decisions, after.kept - 1), before, after }
  }
}

const decisionAt = (decisions: readonly Decision[], place: number): Decision =>
  present(decisions[place], 'a decision that was kept was taken')

/** The run as it failed, and every decision in it. */
function failingRun(
  told: Told,
  company: Company,
): { readonly failing: Outcome; readonly decisions: readonly Decision[] } {
  const decisions: Decision[] = []
  let world: Followed = { now: WORLD_BEGINS, trace: [] }
  const luck = luckOf(told)
  const chance: Chance = {
    pick(label, count) {
      const pick = luck.pick(label, count)
      if (count > 1) {
        decisions.push({ label, pick, count, events: world.trace.length, at: world.now })
      }
      return pick
    },
  }
  const { outcome } = playWith(chance, { told, company, follow: (begun) => (world = begun) })
  assert(outcome.verdict !== 'passed', 'only of a run that failed can be asked why')
  return { failing: outcome, decisions }
}

const continuation = (
  told: Told,
  { kept, luck, company }: { readonly kept: number; readonly luck: number; readonly company: Company },
): Branch =>
  playWith(keeping(kept, { first: luckOf(told), later: seeded(`${told.seed}/again/${luck}`) }), { told, company })

const luckOf = ({ path, seed }: Told): Chance => composite({ story: scripted(path), weather: seeded(String(seed)) })

function playWith(
  chance: Chance,
  {
    told: { scenario, seed, way },
    company,
    follow,
  }: {
    readonly told: Told
    readonly company: Company
    readonly follow?: (world: Followed) => void
  },
): Branch {
  const named = { name: 'why', file: '', scenario }
  const rest = follow === undefined ? {} : { follow }
  return playBranch(named, { seed, way, picks: recorded(chance), weather: chance, until: undefined, company, ...rest })
}

/** For how many events two runs are the same. */
function commonEvents(lines: readonly string[], trace: readonly TraceEvent[]): number {
  const parting = trace.findIndex((event, place) => JSON.stringify(event) !== lines[place])
  return parting === -1 ? trace.length : parting
}

/** Spread evenly over the time that there was hope, since decisions come in crowds. */
function curvePlaces(decisions: readonly Decision[], hopeful: number): readonly number[] {
  if (hopeful === 0) return []
  const last = decisionAt(decisions, hopeful - 1).at
  return Array.from({ length: CURVE_POINTS }, (_, point) => {
    const at = WORLD_BEGINS + ((last - WORLD_BEGINS) * (point + 1)) / (CURVE_POINTS + 1)
    const later = decisions.findIndex((decision) => decision.at > at)
    return later === -1 ? hopeful : Math.min(later, hopeful)
  })
}
