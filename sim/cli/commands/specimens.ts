/** `wavetank specimens`: brings real bugs back into the broker, one at a time, and says what catches each. */
import { availableParallelism } from 'node:os'
import { type Result, fail, ok } from '../../../src/result.ts'
import type { Tried } from '../../report/specimens.ts'
import type { Specimen } from '../../specimens/specimens.ts'
import { checked, command } from '../command.ts'
import { OK, interruptedCode } from '../exit.ts'
import { guess } from '../nearest.ts'
import { START } from '../start.ts'
import type { Terminal } from '../terminal.ts'

const help = `wavetank specimens [name...]: brings real adapter bugs back into the broker's source, one at a time, and plays
the stories that go where each lives. Every one has to be caught by the claim it is known to break, in a branch that
the broker as it is passes. One that nobody catches is a hole in the net.

A specimen goes by its name, or by the id of the bug that it brings back.

  --json     { specimens: [{ id, covers, caughtBy, invariant }], survivors: [{ id, why }] } on stdout, nothing else
  --jobs J   how many at a time, each in a process of its own; one for each core unless said otherwise

Exit code: 0 all caught, 1 one was not, 2 the command line.

Example:
  ${START} specimens no-write-on-exit RACE-06
`

type Asked = { readonly names: readonly string[]; readonly json: boolean; readonly jobs: number }

export const specimensCommand = command<Asked>({
  name: 'specimens',
  usage: 'specimens [name...]',
  does: 'brings real bugs back into the broker, and says what catches each',
  help,
  options: { json: 'flag', jobs: { example: '--jobs 4' }, help: 'flag' },
  read({ names, flags, values }) {
    const jobs = checked(values.get('jobs'), /^[1-9]\d{0,2}$/, '--jobs takes a whole number such as 4')
    if (!jobs.ok) return jobs
    return ok({
      names,
      json: flags.has('json'),
      jobs: jobs.value === undefined ? availableParallelism() : Number(jobs.value),
    })
  },
  async perform(asked, terminal) {
    const { SPECIMENS } = await import('../../specimens/catalogue.ts')
    const chosen = choose(SPECIMENS, asked.names)
    return chosen.ok ? tryThem(chosen.value, asked, terminal) : terminal.complain(chosen.error)
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
