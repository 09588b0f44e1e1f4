/** `wavetank run`: plays stories. */
import { availableParallelism } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import manifest from '../../../package.json' with { type: 'json' }
import { EDIT_POLICIES } from '../../../src/broker/port.ts'
import { type Result, fail, ok } from '../../../src/result.ts'
import type { ScenarioResult, resultDocument } from '../../report/result.ts'
import { type Given, type Read, checked, command } from '../command.ts'
import { DIALECT_OPTION, readDialect } from '../dialect.ts'
import { type RunCommand, run } from '../run.ts'
import { DEFAULT_SEED } from '../seed.ts'
import { type Shard, inShard, inShards, readShard, tellDone } from '../shards.ts'
import { START } from '../start.ts'
import { STORIES, findStories } from '../stories.ts'
import { prepareFolder, runHead, saveOutcome, tracePath } from '../traces.ts'

const DEFAULT_OUT = '.wavetank'

const help = `wavetank run [story...]: plays stories in virtual time, each in every branch, and checks every claim after every event.

A story is a name from 'wavetank list', or the path of a story file of your own. Without one, all are played.

  --all          every story of the project
  --seed N       the luck of delays and ids, ${DEFAULT_SEED} unless said otherwise; the same seed, the same run
  --path P       only the branch with these picks, such as 0.2
  --dialect D    which WebSocket the broker speaks: v1 or v2; both, unless said
  --edits E      how the broker edits: masquerade, cancel-and-submit or block; all three where a story edits, unless said
  --until T      stop at T seconds of virtual time
  --jobs J       how many processes share the stories, one a core unless said otherwise
  --shard I/N    only the I-th of N equal parts of the stories
  --lanes        show what the trader, the wire and Kraken saw, in branches that hold too
  --json         one JSON document on stdout, nothing else
  --out DIR      where traces and position files are written, ${DEFAULT_OUT} unless said otherwise

Every branch leaves <story>.<path>.jsonl, one event a line, and <story>.<path>.pps.toml, the positions it came to;
v2, and the edit policy when it is not masquerade, stand before the path. The first branch of a story that fails leaves
<story>.<path>.html too, the report that 'wavetank report' makes of any trace.

Exit code: 0 all held, 1 a claim was false, 2 the command line, 3 never came to rest, 4 not deterministic,
5 nothing proven. Of several, 4 before 1 before 3 before 5.

Example:
  ${START} run edit-races-fill --path 1 --lanes
`

type Asked = RunCommand & { readonly jobs: number; readonly shard: Shard | undefined }

/** A process more takes as long to begin as some stories. */
const FEWEST_A_JOB = 4

export const runCommand = command<Asked>({
  name: 'run',
  usage: 'run [story...]',
  does: 'plays stories, in every order of events they leave open',
  help,
  options: {
    all: 'flag',
    seed: { example: '--seed 7' },
    path: { example: '--path 0.2' },
    until: { example: '--until 1.5' },
    jobs: { example: '--jobs 2' },
    shard: { example: '--shard 1/4' },
    dialect: DIALECT_OPTION,
    edits: { example: '--edits block' },
    lanes: 'flag',
    json: 'flag',
    out: { example: '--out traces' },
    help: 'flag',
  },
  read,
  async perform(asked, { write, warn, complain, palette, progress, listenToSignals }) {
    const found = await findStories(asked.names, STORIES)
    if (!found.ok) return complain(found.error)
    const stories = asked.shard === undefined ? found.value : inShard(found.value, asked.shard)
    const isWhole = asked.shard === undefined && !asked.lanes && asked.path === undefined && asked.until === undefined
    const jobs = isWhole ? Math.min(asked.jobs, Math.ceil(stories.length / FEWEST_A_JOB)) : 1
    const interruption = listenToSignals()
    const prepared = prepareFolder(asked.out)
    if (!prepared.ok) return complain(prepared.error)
    const { reportPath, writeReport } = await import('../report.ts')
    const { playBranches } = await import('../../play/play.ts')
    const { summarise } = await import('../../play/verdict.ts')
    const ended = await run(stories, asked, {
      write,
      warn,
      palette,
      progress,
      play: playBranches,
      summarise,
      save: (named, outcome) => saveOutcome(named, outcome, { out: asked.out, version: manifest.version }),
      async report(named, outcome) {
        const path = reportPath(tracePath(asked.out, outcome), 'page')
        const trace = { head: runHead(named, outcome, manifest.version), events: outcome.trace, isTorn: false }
        const written = await writeReport(trace, { out: path, form: 'page' })
        return written.ok ? ok(path) : written
      },
      clock: () => performance.now() / 1000,
      breathe: () => setImmediate(),
      interruption,
      tell: tellDone,
      ...(jobs > 1 ? { elsewhere: (told) => playInJobs(asked, { jobs, progress: told, interruption }) } : {}),
    })
    return ended.ok ? ended.value : complain(ended.error)
  },
})

async function playInJobs(
  asked: RunCommand,
  options: Parameters<typeof inShards>[1],
): Promise<Result<readonly ScenarioResult[], string>> {
  const ended = await inShards(wordsOf(asked), options)
  if (!ended.ok) return ended
  return ok(ended.value.flatMap((text) => (JSON.parse(text) as ReturnType<typeof resultDocument>).scenarios))
}

/** The words that ask a process for the same run. */
const wordsOf = ({ names, seed, way, out }: RunCommand): readonly string[] => [
  'run',
  ...names,
  '--json',
  '--seed',
  String(seed),
  ...(way.dialect === undefined ? [] : ['--dialect', way.dialect]),
  ...(way.editPolicy === undefined ? [] : ['--edits', way.editPolicy]),
  '--out',
  out,
]

/** Options that speak of one story, and how one would say them. */
const NEEDS_ONE_STORY = { path: '--path 0.2', until: '--until 1.5' }

function read({ names, flags, values }: Given): Read<Asked> {
  const seed = checked(values.get('seed'), /^\d{1,15}$/, '--seed takes a whole number such as 7')
  if (!seed.ok) return seed
  const path = checked(values.get('path'), /^(-|\d+(\.\d+)*)$/, `--path takes picks such as 0.2, or '-' for none`)
  if (!path.ok) return path
  const until = checked(values.get('until'), /^\d{1,9}(\.\d{1,6})?$/, '--until takes seconds such as 1.5')
  if (!until.ok) return until
  const dialect = readDialect(values)
  if (!dialect.ok) return dialect
  const jobs = checked(values.get('jobs'), /^[1-9]\d{0,2}$/, '--jobs takes a whole number such as 2')
  if (!jobs.ok) return jobs
  const part = values.get('shard')
  const shard = part === undefined ? undefined : readShard(part)
  if (part !== undefined && shard === undefined) return fail(`--shard takes a part such as 1/4, not '${part}'`)
  const edits = EDIT_POLICIES.find((policy) => policy === values.get('edits'))
  if (edits === undefined && values.has('edits')) {
    return fail(`--edits takes one of ${EDIT_POLICIES.join(', ')}, not '${values.get('edits') ?? ''}'`)
  }
  const [name] = names
  if (flags.has('all') && name !== undefined) {
    return fail(`--all plays every story, so leave out '${name}', or leave out --all`)
  }
  const narrow = (['path', 'until'] as const).find((option) => values.has(option))
  if (narrow !== undefined && names.length !== 1) {
    return fail(`--${narrow} speaks of one story, so name one, as in 'run edit-races-fill ${NEEDS_ONE_STORY[narrow]}'`)
  }
  if (flags.has('lanes') && name === undefined) {
    return fail(`--lanes shows every row, so name the stories to show, as in 'run edit-races-fill --lanes'`)
  }
  if (flags.has('lanes') && flags.has('json')) {
    return fail('--lanes is for reading and --json for programs; give one of them')
  }
  return ok({
    names: [...new Set(names)],
    seed: seed.value === undefined ? DEFAULT_SEED : Number(seed.value),
    ...(path.value === undefined ? {} : { path: path.value }),
    ...(until.value === undefined ? {} : { until: Number(until.value) }),
    way: {
      ...(dialect.value === undefined ? {} : { dialect: dialect.value }),
      ...(edits === undefined ? {} : { editPolicy: edits }),
    },
    jobs: jobs.value === undefined ? availableParallelism() : Number(jobs.value),
    shard,
    lanes: flags.has('lanes'),
    json: flags.has('json'),
    out: values.get('out') ?? DEFAULT_OUT,
  })
}
