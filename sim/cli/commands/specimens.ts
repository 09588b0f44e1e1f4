/** `wavetank specimens`: brings real bugs back into the broker, one at a time, and says what catches each. */
import { availableParallelism } from 'node:os'
import { type Result, fail, ok } from '../../../src/result.ts'
import type { Tried } from '../../report/specimens.ts'
import { WEATHERS } from '../../hunt/climate.ts'
import type { HuntedSeeds } from '../../specimens/pursuit.ts'
import type { Specimen } from '../../specimens/specimens.ts'
import { checked, command } from '../command.ts'
import { OK, interruptedCode } from '../exit.ts'
import { SEED_OPTIONS, readSeeds, readWeatherName } from '../hunt/seeds.ts'
import { guess } from '../nearest.ts'
import { START } from '../start.ts'
import type { Terminal } from '../terminal.ts'

const DEFAULT_SEEDS = 1000
/** Where what a hunt has come to lies, until it is over. */
const OUT = '.wavetank'

const help = `wavetank specimens [name...]: brings real adapter bugs back into the broker's source, one at a time, and plays
the stories that go where each lives. Every one has to be caught by the claim it is known to break, in a branch that
the broker as it is passes. One that nobody catches is a hole in the net.

With --hunt no story is played that somebody wrote: those of ${START} hunt are, seed after seed, until a claim breaks where
the broker as it is passes. That measures the net itself: after how many seeds it sees each bug, and by which claims.

A specimen goes by its name, or by the id of the bug that it brings back.

  --hunt           hunts them, instead of playing the stories that go where they live
  --seeds N        of a hunt: how many before a specimen counts as one that survived, ${DEFAULT_SEEDS} unless said otherwise
  --from S         of a hunt: the first seed, 1 unless said otherwise
  --weather W      of a hunt: ${WEATHERS.join(', ')}; rough unless said otherwise
  --json           { specimens: [{ id, covers, caughtBy, invariant }], survivors: [{ id, why }] } on stdout, nothing else;
                   of a hunt { from, seeds, weather, specimens: [{ id, covers, after, seed, invariants, isCrash,
                   sentence }], survivors: [{ id, seeds, why }], share, median, bar, meets }: \`after\` so many seeds,
                   in \`seed\`, by \`invariants\`, or null; \`isCrash\` where the adapter would have died of it; \`share\` of
                   those caught, and the \`median\` of seeds over all, null while half are not
  --jobs J         how many at a time, each in a process of its own; one for each core unless said otherwise

A hunt that was interrupted goes on where it was, when it is asked for again.

Exit code: 0 all caught, 1 one was not, 2 the command line; of a hunt, 1 when fewer than 95 % are caught, or half of them
only after more than 50 seeds.

Examples:
  ${START} specimens no-write-on-exit RACE-06
  ${START} specimens --hunt --seeds 200 no-write-on-exit
`

type Asked = {
  readonly names: readonly string[]
  readonly json: boolean
  readonly jobs: number
  readonly hunt: HuntedSeeds | undefined
}

export const specimensCommand = command<Asked>({
  name: 'specimens',
  usage: 'specimens [name...]',
  does: 'brings real bugs back into the broker, and says what catches each',
  help,
  options: { hunt: 'flag', ...SEED_OPTIONS, json: 'flag', jobs: { example: '--jobs 4' }, help: 'flag' },
  read({ names, flags, values }) {
    const jobs = checked(values.get('jobs'), /^[1-9]\d{0,2}$/, '--jobs takes a whole number such as 4')
    if (!jobs.ok) return jobs
    const seeds = readSeeds(values)
    if (!seeds.ok) return seeds
    const weather = readWeatherName(seeds.value.weather)
    if (!weather.ok) return weather
    const stray = Object.keys(SEED_OPTIONS).find((option) => values.has(option))
    if (stray !== undefined && !flags.has('hunt')) return fail(`--${stray} is about a hunt; say --hunt too`)
    return ok({
      names,
      json: flags.has('json'),
      jobs: jobs.value === undefined ? availableParallelism() : Number(jobs.value),
      hunt: flags.has('hunt')
        ? { ...seeds.value, weather: weather.value, seeds: seeds.value.seeds ?? DEFAULT_SEEDS }
        : undefined,
    })
  },
  async perform(asked, terminal) {
    const { SPECIMENS } = await import('../../specimens/catalogue.ts')
    const chosen = choose(SPECIMENS, asked.names)
    if (!chosen.ok) return terminal.complain(chosen.error)
    const { hunt } = asked
    if (hunt === undefined) return tryThem(chosen.value, asked, terminal)
    const { huntSpecimens } = await import('../specimens/hunt.ts')
    return huntSpecimens(chosen.value, { ...asked, hunt, out: OUT }, terminal)
  },
})

function choose(all: readonly Specimen[], names: readonly string[]): Result<readonly Specimen[], string> {
  const known = [...new Set(all.flatMap(({ id, covers }) => [id, ...covers]))]
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) {
    return fail(`there is no specimen '${unknown}', and none of such a bug${guess(unknown, known)}`)
  }
  return ok(
    names.length === 0 ? all : all.filter(({ id, covers }) => [id, ...covers].some((name) => names.includes(name))),
  )
}

async function tryThem(specimens: readonly Specimen[], { json, jobs }: Asked, terminal: Terminal): Promise<number> {
  const { openBench } = await import('../specimens/bench.ts')
  const { tryAll } = await import('../specimens/pool.ts')
  const { specimenTable, specimensDocument } = await import('../../report/specimens.ts')
  const { write, warn, palette, progress } = terminal
  const interruption = terminal.listenToSignals()
  const startedAt = performance.now()
  const trials = new Map<Specimen, Tried>()
  const show = (what: string): void =>
    progress.show({
      total: specimens.length,
      done: trials.size,
      what,
      elapsedSeconds: (performance.now() - startedAt) / 1000,
    })
  show('loading')
  const bench = openBench()
  try {
    await tryAll(specimens, {
      bench,
      jobs,
      isOver: () => interruption() !== undefined,
      told(specimen, trial) {
        trials.set(specimen, { specimen, trial })
        const missed = [...trials.values()].filter(({ trial: { kind } }) => kind === 'survived').length
        show(missed === 0 ? specimen.id : `${specimen.id}, ${missed} not caught`)
      },
    })
  } finally {
    bench.clear()
  }
  progress.clear()
  const tried = specimens.flatMap((specimen) => trials.get(specimen) ?? [])
  const document = specimensDocument(tried)
  const { survivors } = document
  if (json) write(`${JSON.stringify(document, undefined, 2)}\n`)
  else {
    const tally = `${tried.length - survivors.length} caught, ${survivors.length} not`
    const named = survivors.map(({ id, why }) => `✗ ${id}: ${why}`)
    write(`${[...specimenTable(tried, palette), '', ...named, tally].join('\n')}\n`)
  }
  const signal = interruption()
  if (signal === undefined) return survivors.length === 0 ? OK : 1
  warn(`wavetank: interrupted by ${signal}; ${tried.length} of ${specimens.length} specimens are in the table\n`)
  return interruptedCode(signal)
}
