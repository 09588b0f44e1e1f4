/** Plays every branch of a scenario, each twice, so that what is not deterministic shows itself. */
import { createBroker } from '../../src/broker/broker.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import { instant, seconds } from '../../src/time.ts'
import { createExchange } from '../exchange/exchange.ts'
import { type Universe, builtInUniverse } from '../exchange/universe/universe.ts'
import { INVARIANTS } from '../oracle/invariants.ts'
import type { Invariant } from '../oracle/invariant.ts'
import type { Bend } from '../world/bend.ts'
import { nextScript, scripted } from '../world/chance.ts'
import { WORLD_BEGINS } from '../world/timeline.ts'
import { type Branch, type Company, playBranch } from './branch.ts'
import type { BrokerFactory, ExchangeFactory } from './cast.ts'
import type { NamedScenario, Outcome } from './outcome.ts'
import { PLAIN_WAY, type Way } from './way.ts'

/** Settings that are not given are the plain way's. */
export type PlayOptions = Partial<Way> & {
  readonly seed: number
  /** One branch alone: the picks of a path, as an outcome gives it. */
  readonly path?: string
  /** Virtual seconds after which to stop; no ending is judged then. */
  readonly until?: number
  readonly broker?: BrokerFactory
  readonly exchange?: ExchangeFactory
  readonly invariants?: readonly Invariant[]
  /** What is to go otherwise than it went. */
  readonly bend?: Bend
}

/** Why a path cannot be played, whole sentences for whoever gave it. */
export type PathError = { readonly kind: 'malformed-path' | 'impossible-path'; readonly sentence: string }

/** More branches than a person can look through; a story with more is better told as several. */
export const MOST_BRANCHES = 2000

/**
 * Yields the outcome of every branch, or of the one that `path` names, in the order of the paths; returns how many.
 * A path that cannot be played yields nothing and returns the error. A story with more branches than the bound fails
 * in its last outcome.
 */
export function* playBranches(
  named: NamedScenario,
  options: PlayOptions,
): Generator<Outcome, Result<number, PathError>, undefined> {
  const read = options.path === undefined ? ok([]) : readPath(options.path)
  if (!read.ok) return read
  let script: readonly number[] | undefined = read.value
  for (let played = 1; ; played += 1) {
    const branch = playTwice(named, { ...options, script })
    if (options.path !== undefined) {
      const misfit = branch.misfit ?? wrongLength(script, branch)
      if (misfit !== undefined) {
        return fail({ kind: 'impossible-path', sentence: `${named.name} has no path ${options.path}: ${misfit}.` })
      }
      yield branch.outcome
      return ok(played)
    }
    script = nextScript(branch.taken)
    yield script !== undefined && played === MOST_BRANCHES ? withTooMany(branch.outcome) : branch.outcome
    if (script === undefined || played === MOST_BRANCHES) return ok(played)
  }
}

/** `0.2.1` or `-`. */
function readPath(path: string): Result<readonly number[], PathError> {
  if (path === '-') return ok([])
  if (/^\d{1,6}(\.\d{1,6})*$/.test(path)) return ok(path.split('.').map(Number))
  const sentence = `A path is whole numbers joined by dots, or -, not ${JSON.stringify(path)}.`
  return fail({ kind: 'malformed-path', sentence })
}

const wrongLength = (script: readonly number[], branch: Branch): string | undefined =>
  script.length !== branch.taken.length
    ? `there are ${branch.taken.length} picks in it, not ${script.length}`
    : undefined

function playTwice(named: NamedScenario, options: PlayOptions & { readonly script: readonly number[] }): Branch {
  const { seed, script, until, bend } = options
  const { dialect = PLAIN_WAY.dialect, editPolicy = PLAIN_WAY.editPolicy } = options
  const way = { dialect, editPolicy }
  const { broker, exchange, invariants } = options
  const company = {
    ...standardCompany(),
    ...(broker === undefined ? {} : { broker }),
    ...(exchange === undefined ? {} : { exchange }),
    ...(invariants === undefined ? {} : { invariants }),
  }
  const first = playBranch(named, { seed, picks: scripted(script), way, until, bend, company })
  // The judge has had its say; it only reads, so the second run goes the same way without it.
  const second = playBranch(named, {
    seed,
    picks: scripted(script),
    way,
    until,
    bend,
    company: { ...company, invariants: [] },
  })
  if (first.outcome.hash === second.outcome.hash) return first
  const failure = {
    claim: 'the same story and seed give the same run',
    sentence: firstDifference(first.outcome, second.outcome),
    at: first.outcome.endedAt,
  }
  return { ...first, outcome: { ...first.outcome, verdict: 'not deterministic', failures: [failure] } }
}

/** The project's own adapter, Kraken with all its markets, every claim. */
export const standardCompany = (): Company => ({
  broker: createBroker,
  exchange: exchangeIn(builtInUniverse()),
  invariants: INVARIANTS,
})

/** The accounts had their opening balances for an hour when the story begins. */
const OPENED_AT = instant(WORLD_BEGINS - seconds(3600))

/** Kraken, trading what this universe holds. */
export const exchangeIn =
  (universe: Universe): ExchangeFactory =>
  (options) =>
    createExchange({ universe, openedAt: OPENED_AT, ...options })

/** Where two runs that should be the same part: the first event that differs, with its kind. */
export function firstDifference(first: Outcome, second: Outcome): string {
  const lines = (outcome: Outcome): readonly string[] => outcome.trace.map((event) => JSON.stringify(event))
  const [one, other] = [lines(first), lines(second)]
  const longest = Math.max(one.length, other.length)
  const place = Array.from({ length: longest }, (_, index) => index).find((index) => one[index] !== other[index]) ?? 0
  const kind = (first.trace[place] ?? second.trace[place])?.kind ?? 'none'
  return `event ${place + 1}, ${kind}, was ${one[place] ?? 'the end'} and then ${other[place] ?? 'the end'}`
}

const withTooMany = (outcome: Outcome): Outcome => ({
  ...outcome,
  verdict: 'failed',
  failures: [
    ...outcome.failures,
    {
      claim: `a story has at most ${MOST_BRANCHES} branches`,
      sentence: `there are more after path ${outcome.path}; tell it as several stories`,
      at: outcome.endedAt,
    },
  ],
})
