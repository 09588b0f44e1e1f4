/** `wavetank hunt --crash-everywhere`: strikes the broker's machine at every moment of a story. */
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { type Result, fail, ok } from '../../../src/result.ts'
import { type Crashes, type Violation, crashEverywhere } from '../../hunt/crashes/crashes.ts'
import type { DialectName } from '../../../src/kraken/dialects.ts'
import type { NamedScenario } from '../../play/outcome.ts'
import { OK, interruptedCode } from '../exit.ts'
import { DEFAULT_SEED } from '../seed.ts'
import { type Smallest, keepSmallest, shrinkWatched } from '../smallest.ts'
import { STORIES, findStories } from '../stories.ts'
import type { Terminal } from '../terminal.ts'

/** Fewer are no proof that a story has been tried everywhere. */
const LEAST_POINTS = 500

type Asked = {
  readonly story: string
  readonly dialect: DialectName | undefined
  readonly json: boolean
  /** The folder for the smallest story of each cause. */
  readonly out: string
}

/** One line a cause, not one a point. */
type Cause = { readonly cause: string; readonly points: number; readonly file: string; readonly kept: Smallest }

export async function crashStory(asked: Asked, terminal: Terminal): Promise<number> {
  const found = await findStories([asked.story], STORIES)
  if (!found.ok) return terminal.complain(found.error)
  const [story] = found.value
  if (story === undefined) return terminal.complain(`there is no story '${asked.story}'`)
  const interruption = terminal.listenToSignals()
  const isOver = (): boolean => interruption() !== undefined
  const crashes = await strikeWatched(story, { asked, terminal, isOver })
  const causes = await smallestOfEach(story, crashes.violations, { asked, terminal, isOver })
  if (!causes.ok) return terminal.complain(causes.error)
  const { points, strikes, branches, isComplete } = crashes
  if (asked.json) {
    const violations = causes.value.map(({ cause, points: count, file, kept: { failure } }) => ({
      cause,
      points: count,
      claim: failure?.claim,
      sentence: failure?.sentence,
      file,
    }))
    const document = { story: story.name, points, strikes, branches, isComplete, violations }
    terminal.write(`${JSON.stringify(document, undefined, 2)}\n`)
  } else {
    const { palette } = terminal
    const reports = causes.value.map(({ points: count, file, kept: { report } }) =>
      [...report(palette), `  ${count} points fail so: ${file}`, '', ''].join('\n'),
    )
    const where = `${points} points in ${branches} ${branches === 1 ? 'branch' : 'branches'} of ${story.name}`
    const failed = crashes.violations.length
    const tally = failed === 0 ? 'the truth after each' : `${failed} without coming back to the truth`
    terminal.write(`${reports.join('')}struck at ${where}: ${tally}\n`)
  }
  const signal = interruption()
  if (signal !== undefined) {
    terminal.warn(`wavetank: interrupted by ${signal} after ${strikes} strikes; what was left was not tried\n`)
    return interruptedCode(signal)
  }
  return causes.value.length === 0 ? OK : 1
}

type Watched = { readonly asked: Asked; readonly terminal: Terminal; readonly isOver: () => boolean }

async function strikeWatched(story: NamedScenario, { asked, terminal, isOver }: Watched): Promise<Crashes> {
  const startedAt = performance.now()
  const { dialect } = asked
  const way = dialect === undefined ? {} : { dialect }
  const crashing = crashEverywhere(story, { seed: DEFAULT_SEED, way, least: LEAST_POINTS, isOver })
  for (let next = crashing.next(); ; next = crashing.next()) {
    if (next.done === true) {
      terminal.progress.clear()
      return next.value
    }
    const { done, total, violations } = next.value
    terminal.progress.show({
      total,
      done,
      what: violations === 0 ? 'strikes' : `strikes, ${violations} violations`,
      elapsedSeconds: (performance.now() - startedAt) / 1000,
    })
    await setImmediate()
  }
}

async function smallestOfEach(
  story: NamedScenario,
  violations: readonly Violation[],
  { asked, terminal, isOver }: Watched,
): Promise<Result<readonly Cause[], string>> {
  const causes: Cause[] = []
  for (const [place, first] of violations.entries()) {
    const { cause } = first
    if (violations.findIndex((one) => one.cause === cause) !== place) continue
    const shrunk = await shrinkWatched(first, { terminal, isOver, cause })
    if (!shrunk.ok) return fail(shrunk.error)
    const file = join(asked.out, `${story.name}.crash-${causes.length + 1}.ts`)
    const kept = keepSmallest(shrunk.value, { title: story.scenario.title, file })
    if (!kept.ok) return kept
    causes.push({ cause, points: violations.filter((one) => one.cause === cause).length, file, kept: kept.value })
  }
  return ok(causes)
}
