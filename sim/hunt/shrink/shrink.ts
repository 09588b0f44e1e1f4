/** Makes a failing run small: fewer steps, then simpler ones, until nothing more can be taken away. */
import { type Result, fail, ok } from '../../../src/result.ts'
import type { Invariant } from '../../oracle/invariant.ts'
import type { Company } from '../../play/branch.ts'
import type { Outcome } from '../../play/outcome.ts'
import type { Step } from '../../scenario.ts'
import { causeOf } from '../cause.ts'
import { type Lack, lacksOf } from './fair.ts'
import { type Trying, neededOf } from './needed.ts'
import { type Run, type Told, companyOf, playRun, playTold, straightened } from './run.ts'
import { simplerRuns, smallerRuns, withStory } from './simpler.ts'
import { keeping, kindsOf, leavesOf } from './steps.ts'

export type Shrunk = {
  readonly run: Run
  readonly outcome: Outcome
  /** What fails, as causes are told apart. */
  readonly cause: string
  /** How often a story was played. */
  readonly executions: number
  readonly steps: { readonly before: number; readonly after: number }
  /** No single thing can be taken away without losing the failure; false when the bound was reached before that was known. */
  readonly isMinimal: boolean
}

export type ShrinkOptions = {
  /** Whose machines play. */
  readonly company?: Partial<Company>
  /** The cause to keep; the run's first one unless said. */
  readonly cause?: string
  /** Stop after so many executions, with the smallest found until then. */
  readonly most?: number
  /** Asked before each execution; once it is true, the smallest found until then is the end. */
  readonly isOver?: () => boolean
}

/** Hunted stories take some hundred; this ends one in which everything matters. */
const MOST_EXECUTIONS = 2000

/** How far it has come, before each execution. */
export type Shrinking = { readonly executions: number; readonly steps: number }

/**
 * Yields before each execution; returns the smallest run found that fails for the same cause, or why there is none to
 * be found. What a step or a setting does to the luck of others is nothing, so one can go while the rest stays.
 */
export function* shrink(
  told: Told,
  options: ShrinkOptions = {},
): Generator<Shrinking, Result<Shrunk, string>, undefined> {
  const company = companyOf(options.company)
  const first = playTold(told, company)
  const [failure] = first.outcome.failures
  const cause = options.cause ?? (failure === undefined ? undefined : causeOf(failure))
  if (cause === undefined) return fail('the run does not fail, so there is nothing to make smaller')
  const { most = MOST_EXECUTIONS, isOver = () => false } = options
  const straight = straightened(told, first.taken)
  const trial = new Trial({ cause, company, most, isOver, lacks: lacksOf(straight.scenario.story) })
  const before = leavesOf(straight.scenario.story).length
  const tries = shrinkRun(straight, trial)
  for (let next = tries.next(); ; next = tries.next()) {
    if (next.done === true) {
      const { best: run } = trial
      if (run === undefined) return fail(`the run does not fail for this cause when it is played again: ${cause}`)
      return ok({
        run,
        outcome: playRun(run, company).outcome,
        cause,
        executions: trial.executions + 1,
        steps: { before, after: leavesOf(run.scenario.story).length },
        isMinimal: !trial.isExhausted,
      })
    }
    yield { executions: trial.executions, steps: leavesOf(trial.best?.scenario.story ?? []).length }
  }
}

// ---- trying

type Parts = {
  readonly cause: string
  readonly company: Company
  readonly most: number
  readonly isOver: () => boolean
  /** What the demands of the story did without before anything was taken away. */
  readonly lacks: ReadonlySet<Lack>
}

class Trial {
  // Invariant: `best` is the last run that was taken, and it failed for the cause.
  readonly #known = new Map<string, boolean>()
  readonly #parts: Parts
  readonly #judges: Company
  executions = 0
  best: Run | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.#judges = { ...parts.company, invariants: judgesOf(parts) }
  }

  get isExhausted(): boolean {
    return this.executions >= this.#parts.most || this.#parts.isOver()
  }

  /** Whether the run still fails; it is the best one then, since only smaller ones are tried. */
  *fails(run: Run): Trying<boolean> {
    const key = keyOf(run)
    const known = this.#known.get(key)
    if (known === true && this.best !== undefined && keyOf(this.best) === key) return true
    if (known === false || this.isExhausted || this.#asksTooMuch(run)) return false
    yield
    this.executions += 1
    const { outcome } = playRun(run, this.#judges)
    const isSame = outcome.failures.some((failure) => causeOf(failure) === this.#parts.cause)
    this.#known.set(key, isSame)
    if (isSame) this.best = run
    return isSame
  }

  /** What holds always rests on nothing. */
  #asksTooMuch({ scenario }: Run): boolean {
    const { lacks } = this.#parts
    const isAlways = this.#judges.invariants.every(({ when }) => when === 'always')
    return !isAlways && [...lacksOf(scenario.story)].some((lack) => !lacks.has(lack))
  }
}

/** The invariant that the cause is about; all of them where it is about something else. */
function judgesOf({ cause, company: { invariants } }: Pick<Parts, 'cause' | 'company'>): readonly Invariant[] {
  const own = invariants.filter(({ claim }) => causeOf({ claim, sentence: '' }) === cause)
  return own.length === 0 ? invariants : own
}

const keyOf = ({ scenario, seed, way, releases }: Run): string =>
  JSON.stringify([scenario, seed, way, [...releases.values()]])

// ---- what is tried

function* shrinkRun(straight: Run, trial: Trial): Trying<void> {
  const bare = { ...straight, scenario: { ...straight.scenario, covers: [], visits: [] } }
  if (!(yield* trial.fails(bare))) return
  const open = { ...bare, scenario: { ...bare.scenario, ending: {} } }
  const start = (yield* trial.fails(open)) ? open : bare
  // What is there many times goes at once, and before it costs time in every execution.
  const kinds = kindsOf(start.scenario.story)
  const fewer = yield* ofNeeded(start, kinds, trial)
  // The only one of a kind that is needed is needed.
  const sure = new Set(kinds.flatMap((kind) => (kind.length === 1 ? kind : [])))
  const few = yield* ofNeeded(fewer, singly(leavesOf(fewer.scenario.story)), trial, ([step]) => sure.has(step))
  let run = yield* onceThrough(few, smallerRuns, trial)
  for (;;) {
    const simple = yield* onceThrough(run, simplerRuns, trial)
    const smaller = yield* untilNone(simple, smallerRuns, trial)
    if (smaller === simple) return
    run = smaller
  }
}

const singly = (steps: readonly Step[]): readonly (readonly [Step])[] => steps.map((step) => [step])

/** The run with those of the parts only that it needs. */
function* ofNeeded<Part extends readonly Step[]>(
  run: Run,
  parts: readonly Part[],
  trial: Trial,
  isSure: (part: Part) => boolean = () => false,
): Trying<Run> {
  const withOnly = (kept: Iterable<Part>): Run => withStory(run, keeping(run.scenario.story, new Set([...kept].flat())))
  return withOnly(yield* neededOf(parts, (kept) => trial.fails(withOnly(kept)), isSure))
}

type Variants = (run: Run) => readonly Run[]

/** Takes what still fails, and goes on from there to the variants not tried yet. */
function* onceThrough(given: Run, variants: Variants, trial: Trial): Trying<Run> {
  let run = given
  let all = variants(run)
  for (let place = 0; place < all.length;) {
    const variant = all[place]
    if (variant !== undefined && (yield* trial.fails(variant))) {
      run = variant
      all = variants(run)
    } else place += 1
  }
  return run
}

/** Until none of them fails any more. */
function* untilNone(given: Run, variants: Variants, trial: Trial): Trying<Run> {
  let run = given
  for (;;) {
    const next = yield* onceThrough(run, variants, trial)
    if (next === run) return run
    run = next
  }
}
