/** `wavetank hunt`: looks for the bug that nobody wrote a story for. */
import { availableParallelism } from 'node:os'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import manifest from '../../../package.json' with { type: 'json' }
import { type Result, fail, ok } from '../../../src/result.ts'
import { type Climate, WEATHERS, isNamed } from '../../hunt/climate.ts'
import type { SeedRecord } from '../../hunt/record.ts'
import { type HuntDocument, huntDocument, huntLines, junitText } from '../../report/hunt.ts'
import { type Given, type Read, checked, command } from '../command.ts'
import { DIALECT_OPTION, readDialect } from '../dialect.ts'
import { OK, gravest, interruptedCode, verdictCode } from '../exit.ts'
import type { Campaign } from '../hunt/campaign.ts'
import { SEED_OPTIONS, readSeeds } from '../hunt/seeds.ts'
import { type Shard, inShards, readShard, tell } from '../shards.ts'
import { START } from '../start.ts'
import type { Terminal } from '../terminal.ts'
import { prepareFolder } from '../traces.ts'

const DEFAULT_OUT = '.wavetank'
const DEFAULT_SEEDS = 1000

const help = `wavetank hunt: plays stories that nobody wrote, drawn from seeds: random people in random weather, in one branch
each. Every claim is checked after every event; in the end all faults heal, and everything has to agree in time.

  --seeds N        how many, ${DEFAULT_SEEDS} unless said otherwise
  --from S         the first seed, 1 unless said otherwise
  --for T          as many as there is time for instead: 90s, 10m, 2h
  --weather W      ${WEATHERS.join(', ')}: how much goes wrong, rough unless said otherwise; or a JSON file that says of each kind
                   of fault and deed how often it is there (docs/weather.md)
  --dialect D      over WebSocket v1 or v2; as the seed has it, unless said
  --twice          plays every seed twice, and sees that both went the same way
  --jobs J         how many processes share the work, one a core unless said otherwise
  --shard I/N      only the I-th of N equal parts of the seeds
  --token T        plays the one story of a token, as a failure gives it, and shows it row by row
  --crash-everywhere STORY
                   strikes the broker's machine at every moment of a story instead: power gone between two events, two
                   effects or two system calls, with nothing, all, half or the length left of what was not synced, and
                   no space in the middle of a write; each time it has to come back to the truth
  --json           { seeds, failures, placesReached, placesMissed, seedsPerSecond, convergence } on stdout, nothing else;
                   of a story { story, points, strikes, branches, isComplete, violations }
  --junit FILE     what failed, for a CI to show
  --journal DIR    only play, and leave in DIR what each seed came to; one who shares a hunt asks others for that
  --out DIR        where failures are kept and played first the next time, ${DEFAULT_OUT} unless said otherwise

The first find of each cause is made as small as it can be, and kept as a story in DIR/hunt.
A hunt that was killed or interrupted goes on where it was, when it is asked for again.

Exit code: 0 all held, 1 a claim was false, 2 the command line, 3 never came to rest, 4 not deterministic,
5 a place that a hunt of this length must reach was not reached.

Example:
  ${START} hunt --seeds 200 --weather hell
  ${START} hunt --seeds 200 --weather storms.json
`

type Asked = Omit<Campaign, 'seeds' | 'weather'> & {
  /** As given: a name or a file. */
  readonly weather: string
  readonly seeds: number | undefined
  readonly forSeconds: number | undefined
  readonly jobs: number
  readonly token: string | undefined
  readonly crashes: string | undefined
  readonly json: boolean
  readonly junit: string | undefined
  readonly journal: string | undefined
  readonly out: string
}

export const huntCommand = command<Asked>({
  name: 'hunt',
  usage: 'hunt',
  does: 'looks for bugs in stories that nobody wrote',
  help,
  options: {
    ...SEED_OPTIONS,
    for: { example: '--for 10m' },
    dialect: DIALECT_OPTION,
    twice: 'flag',
    jobs: { example: '--jobs 2' },
    shard: { example: '--shard 1/4' },
    token: { example: '--token wt-0.1.0-rough-4711-9f86d081' },
    'crash-everywhere': { example: '--crash-everywhere edit-races-fill' },
    json: 'flag',
    junit: { example: '--junit hunt.xml' },
    journal: { example: '--journal shared' },
    out: { example: '--out .wavetank' },
    help: 'flag',
  },
  read,
  async perform(asked, terminal) {
    const prepared = prepareFolder(asked.journal ?? asked.out)
    if (!prepared.ok) return terminal.complain(prepared.error)
    const { readWeather } = await import('../hunt/weather-file.ts')
    const weather = readWeather(asked.weather)
    if (!weather.ok) return terminal.complain(weather.error)
    if (asked.token !== undefined) {
      const { showToken } = await import('../hunt/token.ts')
      return showToken(asked.token, weather.value, terminal)
    }
    if (asked.crashes !== undefined) {
      const { crashStory } = await import('../hunt/crashes.ts')
      return crashStory({ ...asked, story: asked.crashes }, terminal)
    }
    return asked.journal === undefined
      ? campaign(asked, weather.value, terminal)
      : share({ ...asked, weather: weather.value }, asked.journal, terminal)
  },
})

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 }

function read({ names: [name], flags, values }: Given): Read<Asked> {
  if (name !== undefined) return fail(`hunt takes no names, but was given '${name}'; to play a story, say run ${name}`)
  const hunted = readSeeds(values)
  if (!hunted.ok) return hunted
  const { seeds, from, weather } = hunted.value
  const time = checked(values.get('for'), /^[1-9]\d{0,5}[smh]$/, '--for takes a time such as 90s, 10m or 2h')
  if (!time.ok) return time
  if (time.value !== undefined && seeds !== undefined) return fail('--seeds and --for both say how long; give one')
  const dialect = readDialect(values)
  if (!dialect.ok) return dialect
  const jobs = checked(values.get('jobs'), /^[1-9]\d{0,2}$/, '--jobs takes a whole number such as 2')
  if (!jobs.ok) return jobs
  const part = values.get('shard')
  const shard = part === undefined ? { number: 1, of: 1 } : readShard(part)
  if (shard === undefined) return fail(`--shard takes a part such as 1/4, not '${part ?? ''}'`)
  return ok({
    seeds: time.value === undefined ? (seeds ?? DEFAULT_SEEDS) : undefined,
    forSeconds: time.value === undefined ? undefined : secondsIn(time.value),
    from,
    weather,
    dialect: dialect.value,
    twice: flags.has('twice'),
    jobs: jobs.value === undefined ? availableParallelism() : Number(jobs.value),
    shard,
    token: values.get('token'),
    crashes: values.get('crash-everywhere'),
    json: flags.has('json'),
    junit: values.get('junit'),
    journal: values.get('journal'),
    out: values.get('out') ?? DEFAULT_OUT,
  })
}

const secondsIn = (time: string): number => Number(time.slice(0, -1)) * (UNITS[time.slice(-1)] ?? 1)

// ---- a part of a hunt

async function share(asked: Campaign & Pick<Asked, 'forSeconds'>, folder: string, terminal: Terminal): Promise<number> {
  const { huntPart } = await import('../hunt/campaign.ts')
  const { openJournal } = await import('../hunt/journal.ts')
  const interruption = terminal.listenToSignals()
  // Whoever split the work is gone: what it would have become of it is nobody's any more.
  let isAbandoned = false
  process.on('disconnect', () => (isAbandoned = true))
  const journal = openJournal(folder, `${asked.shard.number}-of-${asked.shard.of}`)
  const ends = clock() + (asked.forSeconds ?? Infinity)
  const startedAt = clock()
  const records: SeedRecord[] = []
  await huntPart(asked, {
    journal,
    version: manifest.version,
    isOver: () => isAbandoned || interruption() !== undefined || clock() >= ends,
    tell(record) {
      records.push(record)
      tell({ failed: record.failure === undefined ? 0 : 1, places: record.places })
    },
  })
  process.removeAllListeners('disconnect')
  const document = huntDocument(records, { seedsPerSecond: rate(records.length, startedAt), mustReach: false })
  terminal.write(`${JSON.stringify(document, undefined, 2)}\n`)
  const signal = interruption()
  return signal === undefined ? codeOf(document) : interruptedCode(signal)
}

// ---- the whole

/** Stories are read one at a time. */
const MOST_SHOWN = 2

async function campaign(asked: Asked, weather: Climate, terminal: Terminal): Promise<number> {
  const { keyOf, seedsOf } = await import('../hunt/campaign.ts')
  const { openJournal, closeJournal } = await import('../hunt/journal.ts')
  const { openCorpus } = await import('../hunt/corpus.ts')
  const { smallestOf } = await import('../hunt/smallest.ts')
  const { write, warn, complain, palette, progress } = terminal
  const { from, seeds, dialect, twice, shard } = asked
  const interruption = terminal.listenToSignals()
  const folder = join(asked.out, 'hunt')
  const corpus = openCorpus(join(folder, 'corpus.json'), weather)
  const again = await corpus.replay({ twice, isOver: () => interruption() !== undefined })
  const journalFolder = join(folder, keyOf({ from, seeds, weather, dialect, twice, shard }))
  const before = openJournal(journalFolder, 'none').records().size
  const startedAt = clock()
  const ended = await inJobs(asked, journalFolder, {
    interruption,
    progress: (done, { failed, places }) => {
      const elapsedSeconds = clock() - startedAt
      const total = seedsOf({ seeds, shard })
      const found = `${(done / elapsedSeconds).toFixed(0)}/s, ${places} places, ${failed} failures`
      progress.show(
        total === undefined
          ? { total: asked.forSeconds ?? 1, done: Math.round(elapsedSeconds), what: found, elapsedSeconds }
          : { total, done: before + done, what: found, elapsedSeconds },
      )
    },
  })
  progress.clear()
  if (!ended.ok) return complain(ended.error)
  const records = [...openJournal(journalFolder, 'none').records().values()]
  const mustReach = isNamed(weather) && weather.name !== 'mild' && dialect === undefined
  const found = huntDocument([...again, ...records.filter(({ seed }) => !again.some((one) => one.seed === seed))], {
    seedsPerSecond: rate(records.length - before, startedAt),
    mustReach,
  })
  corpus.learn(records)
  const startedShrinking = clock()
  const kept = await smallestOf(found.failures, {
    folder,
    weather,
    isOver: () => interruption() !== undefined,
    tell: (what) => progress.show({ total: 1, done: 0, what, elapsedSeconds: clock() - startedShrinking }),
  })
  progress.clear()
  if (!kept.ok) return complain(kept.error)
  const document = { ...found, seeds: records.length, failures: kept.value.map(({ cause }) => cause) }
  const signal = interruption()
  if (signal === undefined) closeJournal(journalFolder)
  if (asked.junit !== undefined) {
    const written = writeText(asked.junit, junitText(document))
    if (!written.ok) return complain(written.error)
  }
  if (!asked.json) {
    const shown = kept.value.flatMap(({ smallest }) => smallest ?? []).slice(0, MOST_SHOWN)
    for (const { report } of shown) write(`${report(palette).join('\n')}\n\n`)
  }
  write(
    asked.json
      ? `${JSON.stringify(document, undefined, 2)}\n`
      : `${huntLines(document, { palette, start: START }).join('\n')}\n`,
  )
  if (signal === undefined) return codeOf(document)
  warn(`wavetank: interrupted by ${signal} after ${records.length} seeds; the same command goes on from there\n`)
  return interruptedCode(signal)
}

async function inJobs(
  asked: Asked,
  journal: string,
  options: {
    readonly interruption: Parameters<typeof inShards>[1]['interruption']
    readonly progress: (done: number, found: { readonly failed: number; readonly places: number }) => void
  },
): Promise<Result<readonly string[], string>> {
  const { seeds, forSeconds, from, weather, dialect, twice, jobs, shard } = asked
  const words = [
    'hunt',
    ...(seeds === undefined ? [] : ['--seeds', String(seeds)]),
    ...(forSeconds === undefined ? [] : ['--for', `${forSeconds}s`]),
    '--from',
    String(from),
    '--weather',
    weather,
    ...(dialect === undefined ? [] : ['--dialect', dialect]),
    ...(twice ? ['--twice'] : []),
    '--journal',
    journal,
  ]
  const places = new Set<number>()
  let failed = 0
  let done = 0
  return inShards(words, {
    jobs,
    interruption: options.interruption,
    shardOf: (job): Shard => ({ number: (job - 1) * shard.of + shard.number, of: shard.of * jobs }),
    told(message) {
      const told = message as { readonly failed: number; readonly places: readonly number[] }
      done += 1
      failed += told.failed
      for (const place of told.places) places.add(place)
      options.progress(done, { failed, places: places.size })
    },
  })
}

function codeOf({ failures, mustReachMissed }: HuntDocument): number {
  if (failures.length > 0) return verdictCode(gravest(failures.map(({ verdict }) => verdict)))
  return mustReachMissed.length > 0 ? verdictCode('unknown') : OK
}

function writeText(file: string, text: string): Result<void, string> {
  try {
    return ok(writeFileSync(file, text))
  } catch (error) {
    return fail(`cannot write '${file}': ${error instanceof Error ? error.message : String(error)}`)
  }
}

const clock = (): number => performance.now() / 1000
const rate = (count: number, startedAt: number): number => count / (clock() - startedAt)
