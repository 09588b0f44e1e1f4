/** `wavetank precision`: proves pair by pair that the adapter and its positions file are exact. */
import { availableParallelism } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import manifest from '../../../package.json' with { type: 'json' }
import { DIALECTS, type DialectName } from '../../../src/kraken/dialects.ts'
import { type Result, fail, ok } from '../../../src/result.ts'
import type { PairRow, Universe } from '../../exchange/universe/universe.ts'
import type { PairProof } from '../../precision/precision.ts'
import {
  type Finding,
  type PrecisionDocument,
  precisionDocument,
  precisionTable,
  together,
} from '../../report/precision.ts'
import { checked, command } from '../command.ts'
import { DIALECT_OPTION, readDialect } from '../dialect.ts'
import { OK, interruptedCode } from '../exit.ts'
import { guess } from '../nearest.ts'
import { type Shard, inShard, inShards, readShard, tellDone } from '../shards.ts'
import { START } from '../start.ts'
import type { Terminal } from '../terminal.ts'
import { prepareFolder, saveOutcome, tracePath } from '../traces.ts'

const DEFAULT_OUT = '.wavetank'

const help = `wavetank precision: trades every market there is, with amounts at the edges of what it can express, and compares
all that comes of it with exact fractions: orders, fills, fees, positions, PPU, ledger, pps.toml, the audit of balances.

Every name of a pair is looked up both ways. Then two positions live: partial fills, an edit by one tick and one lot,
costs that round to nothing, a restart, a withdrawal and its return, an end at exactly zero, eighteen significant digits
through a crash; and one that is sold through zero and bought back.

  --universe FILE   the response of AssetPairs, as Kraken served it; the own table of real pairs unless said otherwise
  --assets FILE     the response of Assets that goes with it; decimals of unknown assets are assumed without one
  --pairs A,B       only these, by any of their names
  --dialect D       over WebSocket v1 or v2; over both, unless said
  --jobs J          how many processes share the work, one a core unless said otherwise
  --shard I/N       only the I-th of N equal parts of the pairs
  --legacy          only those named otherwise than their parts
  --json            { pairs, failures, classes } on stdout, nothing else
  --out DIR         where the traces of what failed are written, ${DEFAULT_OUT} unless said otherwise

Exit code: 0 all exact, 1 something is not, 2 the command line or a file.

Example:
  ${START} precision --pairs XBT/JPY,XMREUR
`

type Asked = {
  readonly universe: string | undefined
  readonly assets: string | undefined
  readonly pairs: readonly string[]
  readonly dialects: readonly DialectName[]
  readonly jobs: number
  readonly shard: Shard | undefined
  readonly legacy: boolean
  readonly json: boolean
  readonly out: string
}

export const precisionCommand = command<Asked>({
  name: 'precision',
  usage: 'precision',
  does: 'proves pair by pair that amounts, positions and files are exact',
  help,
  options: {
    universe: { example: '--universe AssetPairs.json' },
    assets: { example: '--assets Assets.json' },
    pairs: { example: '--pairs XBT/JPY,XMREUR' },
    dialect: DIALECT_OPTION,
    jobs: { example: '--jobs 2' },
    shard: { example: '--shard 1/4' },
    legacy: 'flag',
    json: 'flag',
    out: { example: '--out traces' },
    help: 'flag',
  },
  read({ names: [name], flags, values }) {
    if (name !== undefined) return fail(`precision takes no names, but was given '${name}'; say --pairs ${name}`)
    const [universe, assets] = [values.get('universe'), values.get('assets')]
    if (assets !== undefined && universe === undefined) return fail('--assets goes with --universe; give both')
    const dialect = readDialect(values)
    if (!dialect.ok) return dialect
    const jobs = checked(values.get('jobs'), /^[1-9]\d{0,2}$/, '--jobs takes a whole number such as 2')
    if (!jobs.ok) return jobs
    const part = values.get('shard')
    const shard = part === undefined ? undefined : readShard(part)
    if (part !== undefined && shard === undefined) return fail(`--shard takes a part such as 1/4, not '${part}'`)
    const pairs = (values.get('pairs') ?? '').split(',').filter((pair) => pair !== '')
    return ok({
      universe,
      assets,
      pairs,
      dialects: dialect.value === undefined ? DIALECTS : [dialect.value],
      jobs: jobs.value === undefined ? availableParallelism() : Number(jobs.value),
      shard,
      legacy: flags.has('legacy'),
      json: flags.has('json'),
      out: values.get('out') ?? DEFAULT_OUT,
    })
  },
  async perform(asked, terminal) {
    const { readUniverse } = await import('../files.ts')
    const universe = readUniverse(asked)
    if (!universe.ok) return terminal.complain(universe.error)
    const chosen = await choose(universe.value, asked)
    if (!chosen.ok) return terminal.complain(chosen.error)
    const prepared = prepareFolder(asked.out)
    if (!prepared.ok) return terminal.complain(prepared.error)
    const jobs = asked.shard === undefined ? Math.min(asked.jobs, Math.ceil(chosen.value.length / FEWEST_A_JOB)) : 1
    return jobs > 1
      ? proveInJobs({ jobs, asked, terminal, total: chosen.value.length })
      : prove(universe.value, { asked, terminal, chosen: chosen.value })
  },
})

async function prove(
  universe: Universe,
  {
    asked,
    terminal,
    chosen,
  }: { readonly asked: Asked; readonly terminal: Terminal; readonly chosen: readonly PairRow[] },
): Promise<number> {
  const { openBooks, provePair } = await import('../../precision/precision.ts')
  const { write, warn, complain, progress } = terminal
  const books = openBooks(universe)
  if (!books.ok) return complain(`the broker cannot read this universe: ${books.error}`)
  const interruption = terminal.listenToSignals()
  const startedAt = performance.now()
  const findings: Finding[] = []
  for (const pair of chosen) {
    if (interruption() !== undefined) break
    const inexact = findings.filter(({ failures }) => failures.length > 0).length
    const what = `${pair.wsname ?? pair.altname}${inexact === 0 ? '' : `, ${inexact} inexact`}`
    const elapsedSeconds = (performance.now() - startedAt) / 1000
    progress.show({ total: chosen.length, done: findings.length, what, elapsedSeconds })
    const { lives, ...finding } = provePair(pair, books.value, asked)
    findings.push(finding)
    tellDone(findings.length)
    if (finding.failures.length > 0) {
      progress.clear()
      const traces = save(lives, asked.out)
      if (!traces.ok) return complain(traces.error)
      if (!asked.json) write(`${failureLines(finding, traces.value).join('\n')}\n\n`)
    }
    await setImmediate()
  }
  progress.clear()
  const document = precisionDocument(findings)
  report(document, asked, terminal)
  const signal = interruption()
  if (signal === undefined) return document.failures.length === 0 ? OK : 1
  warn(`wavetank: interrupted by ${signal}; ${findings.length} of ${chosen.length} pairs are in the table\n`)
  return interruptedCode(signal)
}

function report(document: PrecisionDocument, asked: Asked, { write, palette }: Terminal): void {
  if (asked.json) {
    write(`${JSON.stringify(document, undefined, 2)}\n`)
    return
  }
  const exact = document.pairs - document.failures.length
  write(
    `${[...precisionTable(document, palette), '', `${exact} passed, ${document.failures.length} failed`].join('\n')}\n`,
  )
}

/** A process more takes as long to begin as some pairs. */
const FEWEST_A_JOB = 10

/** The same in processes of its own; their documents are put together, and a failure is told by its command again. */
async function proveInJobs({
  jobs,
  asked,
  terminal,
  total,
}: {
  readonly jobs: number
  readonly asked: Asked
  readonly terminal: Terminal
  readonly total: number
}): Promise<number> {
  const { write, warn, complain, progress } = terminal
  const interruption = terminal.listenToSignals()
  const startedAt = performance.now()
  const ended = await inShards(wordsOf(asked), {
    jobs,
    interruption,
    progress: (done) =>
      progress.show({ total, done, what: `${jobs} jobs`, elapsedSeconds: (performance.now() - startedAt) / 1000 }),
  })
  progress.clear()
  if (!ended.ok) return complain(ended.error)
  const document = together(ended.value.map((text) => JSON.parse(text) as PrecisionDocument))
  if (!asked.json) {
    for (const { pair, classes, sentences } of document.failures) {
      write(`${failureLines({ pair, classes, failures: sentences }, []).join('\n')}\n\n`)
    }
  }
  report(document, asked, terminal)
  const signal = interruption()
  if (signal === undefined) return document.failures.length === 0 ? OK : 1
  warn(`wavetank: interrupted by ${signal}; ${document.pairs} of ${total} pairs are in the table\n`)
  return interruptedCode(signal)
}

/** The words that ask a process for the same pairs. */
function wordsOf({ universe, assets, pairs, dialects, legacy, out }: Asked): readonly string[] {
  const [only, ...more] = dialects
  return [
    'precision',
    '--json',
    ...(universe === undefined ? [] : ['--universe', universe]),
    ...(assets === undefined ? [] : ['--assets', assets]),
    ...(pairs.length === 0 ? [] : ['--pairs', pairs.join(',')]),
    ...(only === undefined || more.length > 0 ? [] : ['--dialect', only]),
    ...(legacy ? ['--legacy'] : []),
    '--out',
    out,
  ]
}

/** The first sentence is the one to read; the traces have the rest. */
function failureLines({ pair, classes, failures }: Finding, traces: readonly string[]): readonly string[] {
  const [first = '', ...others] = failures
  return [
    `✗ ${pair} (${classes.join(', ')})`,
    `  ${first}`,
    ...(others.length === 0 ? [] : [`  and ${others.length} more`]),
    `  again  ${START} precision --pairs ${pair}`,
    ...traces.map((trace) => `  trace  ${trace}`),
  ]
}

function save(lives: PairProof['lives'], out: string): Result<readonly string[], string> {
  const failed = lives.flatMap(({ story, outcomes }) =>
    outcomes.filter(({ failures }) => failures.length > 0).map((outcome) => ({ story, outcome })),
  )
  for (const { story, outcome } of failed) {
    const saved = saveOutcome(story, outcome, { out, version: manifest.version })
    if (!saved.ok) return saved
  }
  return ok(failed.map(({ outcome }) => tracePath(out, outcome)))
}

async function choose(
  universe: Universe,
  { pairs, legacy, shard }: Asked,
): Promise<Result<readonly PairRow[], string>> {
  const { pairNamed } = await import('../../exchange/universe/universe.ts')
  const { classesOf } = await import('../../precision/classes.ts')
  const named = pairs.map((name) => ({ name, row: pairNamed(universe, name) }))
  const unknown = named.find(({ row }) => row === undefined)
  if (unknown !== undefined) {
    const known = [...universe.pairs.values()].map(({ wsname, altname }) => wsname ?? altname)
    return fail(`the universe has no pair '${unknown.name}'${guess(unknown.name, known)}`)
  }
  const rows = pairs.length === 0 ? [...universe.pairs.values()] : named.flatMap(({ row }) => row ?? [])
  const wanted = [...new Set(rows)].filter((row) => !legacy || classesOf(universe, row).includes('legacy-named'))
  if (wanted.length === 0) return fail('none of these pairs is legacy-named, so there is nothing to prove')
  return ok(shard === undefined ? wanted : inShard(wanted, shard))
}
