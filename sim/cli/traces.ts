/** Leaves what a branch did on the disk: its trace and the positions it came to. */
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { RECORDING_FORMAT } from '../../src/broker/border.ts'
import type { Result } from '../../src/result.ts'
import { fail, ok } from '../../src/result.ts'
import { configOf } from '../play/cast.ts'
import type { NamedScenario, Outcome } from '../play/outcome.ts'
import { wayWords } from '../play/way.ts'
import { wishNames } from '../report/names.ts'
import { type RunHead, traceText } from '../trace-file.ts'

/** Where a branch's trace lies; what is not plain about the way it was played is part of the name. */
export const tracePath = (out: string, outcome: Played): string => join(out, `${fileName(outcome)}.jsonl`)

type Played = Pick<Outcome, 'name' | 'path' | 'way'>
const fileName = ({ name, path, way }: Played): string => [name, ...wayWords(way), path].join('.')

/** Makes the folder, so that a run which could not save finds out before it begins. */
export const prepareFolder = (out: string): Result<void, string> =>
  attempt(out, () => {
    makeFolder(resolve(out))
    if (!statSync(out).isDirectory()) mkdirSync(out)
  })

/** One level at a time: below /proc, where nothing can be made, Node's own recursion goes on for ever. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path)
}

/** Writes the trace (one line about the run, then one an event) and the position file, if the broker wrote one. */
export function saveOutcome(
  named: NamedScenario,
  outcome: Outcome,
  { out, version }: { readonly out: string; readonly version: string },
): Result<void, string> {
  const positionFile = join(out, `${fileName(outcome)}.pps.toml`)
  return attempt(out, () => {
    writeFileSync(tracePath(out, outcome), traceText(runHead(named, outcome, version), outcome.trace))
    // One left by an earlier run would pass for this one's.
    if (outcome.files.positions === undefined) rmSync(positionFile, { force: true })
    else writeFileSync(positionFile, outcome.files.positions)
  })
}

/** Writes one file that was asked for by name. */
export const saveText = (file: string, text: string): Result<void, string> =>
  attempt(file, () => writeFileSync(file, text))

/** What a trace says of its run before it tells it. */
export function runHead({ scenario }: NamedScenario, outcome: Outcome, version: string): RunHead {
  const { name, way, path, seed, verdict, failures, positions, hash, startedAt, endedAt } = outcome
  const { title, why, market } = scenario
  const { srcFiat, tier } = configOf(scenario, way)
  const orders = Object.fromEntries(wishNames(scenario, outcome.trace))
  const told = {
    kind: 'run',
    format: RECORDING_FORMAT,
    version,
    name,
    title,
    why,
    market,
    way,
    settings: { srcFiat, tier },
    path,
    seed,
  } as const
  return { ...told, verdict, failures, positions, orders, hash, startedAt, endedAt }
}

function attempt(out: string, deed: () => void): Result<void, string> {
  try {
    return ok(deed())
  } catch (error) {
    return fail(`cannot write to '${out}': ${reasonOf(error)}; choose another folder with --out`)
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'
  return REASONS[code] ?? code
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  ENOENT: 'no folder can be made there',
  EPERM: 'permission denied',
  EEXIST: 'a file of that name is in the way',
  ENOTDIR: 'part of it is a file, no folder',
  EISDIR: 'a folder is in the way of a file',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
}
