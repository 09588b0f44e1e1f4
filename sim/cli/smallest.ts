/** Keeps a story that was made small: as a file that fails when it is run, beside its trace. */
import { basename, dirname, join, relative, resolve } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import { type Result, ok } from '../../src/result.ts'
import { causeOf } from '../hunt/cause.ts'
import type { Shrunk } from '../hunt/shrink/shrink.ts'
import { scenarioSource } from '../hunt/shrink/source.ts'
import type { Failure, Outcome } from '../play/outcome.ts'
import type { Palette } from '../report/colour.ts'
import { failureReport } from '../report/lanes.ts'
import { againCommand } from './run.ts'
import { PROJECT } from './stories.ts'
import { prepareFolder, saveOutcome, saveText, tracePath } from './traces.ts'

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
