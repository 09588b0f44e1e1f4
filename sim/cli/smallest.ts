/** Makes a failing run small while somebody watches, and keeps it as a file that fails when it is run. */
import { basename, dirname, join, relative, resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import manifest from '../../package.json' with { type: 'json' }
import { type Result, ok } from '../../src/result.ts'
import { causeOf } from '../hunt/cause.ts'
import type { Told } from '../hunt/shrink/run.ts'
import type { Shrunk } from '../hunt/shrink/shrink.ts'
import { scenarioSource } from '../hunt/shrink/source.ts'
import type { Failure, Outcome } from '../play/outcome.ts'
import type { Palette } from '../report/colour.ts'
import { failureReport } from '../report/lanes.ts'
import { againCommand } from './run.ts'
import { PROJECT } from './stories.ts'
import type { Terminal } from './terminal.ts'
import { prepareFolder, saveOutcome, saveText, tracePath } from './traces.ts'

export async function shrinkWatched(
  run: Told,
  { terminal, isOver, cause }: { readonly terminal: Terminal; readonly isOver: () => boolean; readonly cause?: string },
): Promise<Result<Shrunk, string>> {
  const { shrink } = await import('../hunt/shrink/shrink.ts')
  const startedAt = performance.now()
  const shrinking = shrink(run, { isOver, ...(cause === undefined ? {} : { cause }) })
  let most = 0
  for (let next = shrinking.next(); ; next = shrinking.next()) {
    if (next.done === true) {
      terminal.progress.clear()
      return next.value
    }
    const { steps, executions } = next.value
    most = Math.max(most, steps)
    terminal.progress.show({
      total: Math.max(1, most),
      done: most - steps,
      what: `${steps} steps left, played ${executions} times`,
      elapsedSeconds: (performance.now() - startedAt) / 1000,
    })
    await setImmediate()
  }
}

export type Smallest = {
  /** What was kept while the story became smaller. */
  readonly failure: Failure | undefined
  readonly report: (palette: Palette) => readonly string[]
}

/** Fails with a sentence when the file cannot be written. `title`: that of the story it was made of. */
export function keepSmallest(
  shrunk: Shrunk,
  { title, file }: { readonly title: string; readonly file: string },
): Result<Smallest, string> {
  const name = basename(file, '.ts')
  const failure = shrunk.outcome.failures.find((one) => causeOf(one) === shrunk.cause)
  const outcome: Outcome = { ...shrunk.outcome, name }
  const why = failure === undefined ? shrunk.cause : `${failure.claim}: ${failure.sentence}`
  const named = { name, file, scenario: { ...shrunk.run.scenario, title: `the smallest of: ${title}`, why } }
  const again = againCommand(named, outcome, {})
  const folder = dirname(file)
  const words = relative(resolve(folder), join(PROJECT, 'sim/scenario.ts')).replace(/^(?!\.)/, './')
  const prepared = prepareFolder(folder)
  if (!prepared.ok) return prepared
  const written = saveText(file, scenarioSource(named.scenario, { words, remark: `Fails by: ${again}` }))
  if (!written.ok) return written
  const saved = saveOutcome(named, outcome, { out: folder, version: manifest.version })
  if (!saved.ok) return saved
  return ok({
    failure,
    report: (palette) => failureReport(named, outcome, { palette, again, trace: tracePath(folder, outcome) }),
  })
}
