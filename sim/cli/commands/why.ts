/** `wavetank why`: finds the moment after which nothing could save a failing run, and the nearest run that passes. */
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import manifest from '../../../package.json' with { type: 'json' }
import { type Result, fail, ok } from '../../../src/result.ts'
import type { Why } from '../../hunt/why.ts'
import type { NamedScenario, Outcome } from '../../play/outcome.ts'
import type { TraceFile } from '../../trace-file.ts'
import { type Given, type Read, checked, command } from '../command.ts'
import { OK, interruptedCode } from '../exit.ts'
import { FAILING_HELP, FAILING_OPTIONS, type Failing, type FailingAsked, findFailing, readFailing } from '../failing.ts'
import { START } from '../start.ts'
import type { Terminal } from '../terminal.ts'

const DEFAULT_FOLDER = '.wavetank'
const DEFAULT_RUNS = 100

const help = `wavetank why STORY: plays a failing run again and again, the same up to some moment and with other luck from there on, and
counts how many still pass. It names the moment after which none do, what chance decided there, and shows the run that
passes and is this one for longest beside it. All of it is on the run's page, too.

A story is a name from 'wavetank list', the path of a story file of your own, or the token of a hunt.

${FAILING_HELP}
  --runs N       how many runs are played from each moment, ${DEFAULT_RUNS} unless said otherwise
  --percent P    call a run lost where at most so many percent still pass, 0 unless said otherwise
  --out FOLDER   for the page and both traces, ${DEFAULT_FOLDER} unless said otherwise
  --json         { story, path, seed, way, runs, lost: { at, event, decision }, shares: [{ at, kept, played, passed }],
                 nearest: { common, failing, passing }, page } on stdout, nothing else; times in microseconds since the start

The same run has the same answer, always. It takes about a thousand runs, some ten seconds to a minute.

Exit code: 0 the answer was found, 2 the command line, or a story that does not fail.

Example:
  ${START} why ./my-story.ts --path 0.2
`

type Asked = {
  readonly failing: FailingAsked
  readonly runs: number
  readonly percent: number
  readonly out: string
  readonly json: boolean
}

export const whyCommand = command<Asked>({
  name: 'why',
  usage: 'why STORY',
  does: 'finds the moment at which a failing run was lost',
  help,
  options: {
    ...FAILING_OPTIONS,
    runs: { example: '--runs 50' },
    percent: { example: '--percent 5' },
    out: { example: '--out traces' },
    json: 'flag',
    help: 'flag',
  },
  read,
  async perform(asked, terminal) {
    const interruption = terminal.listenToSignals()
    const { prepareFolder } = await import('../traces.ts')
    const prepared = prepareFolder(asked.out)
    if (!prepared.ok) return terminal.complain(prepared.error)
    const failing = await findFailing(asked.failing, 'no failure to explain')
    if (!failing.ok) return terminal.complain(failing.error)
    const why = await searched(failing.value, asked, { terminal, isOver: () => interruption() !== undefined })
    const signal = interruption()
    if (signal !== undefined || why === undefined) {
      terminal.warn(`wavetank: interrupted, so nothing is known yet; nothing was written\n`)
      return interruptedCode(signal ?? 'SIGINT')
    }
    const kept = await keep(why, failing.value, asked.out)
    if (!kept.ok) return terminal.complain(kept.error)
    await show(why, { failing: failing.value, ...kept.value, json: asked.json, terminal })
    return OK
  },
})

function read(given: Given): Read<Asked> {
  const failing = readFailing('why', given)
  if (!failing.ok) return failing
  const runs = checked(given.values.get('runs'), /^[1-9]\d{0,4}$/, '--runs takes a number from 1 to 99999')
  if (!runs.ok) return runs
  const percent = checked(given.values.get('percent'), /^\d{1,2}$/, '--percent takes a whole number from 0 to 99')
  if (!percent.ok) return percent
  return ok({
    failing: failing.value,
    runs: runs.value === undefined ? DEFAULT_RUNS : Number(runs.value),
    percent: percent.value === undefined ? 0 : Number(percent.value),
    out: given.values.get('out') ?? DEFAULT_FOLDER,
    json: given.flags.has('json'),
  })
}

/** Undefined where somebody wanted it to end. */
async function searched(
  { run }: Failing,
  { runs, percent }: Asked,
  { terminal, isOver }: { readonly terminal: Terminal; readonly isOver: () => boolean },
): Promise<Why | undefined> {
  const { whyFailed } = await import('../../hunt/why.ts')
  const { companyOf } = await import('../../hunt/shrink/run.ts')
  const startedAt = performance.now()
  const searching = whyFailed(run, { company: companyOf(), continuations: runs, percent })
  for (let next = searching.next(); ; next = searching.next()) {
    if (next.done === true || isOver()) {
      terminal.progress.clear()
      return next.done === true ? next.value : undefined
    }
    const { played, total } = next.value
    const elapsedSeconds = (performance.now() - startedAt) / 1000
    terminal.progress.show({ total, done: Math.min(played, total), what: 'runs with other luck', elapsedSeconds })
    await setImmediate()
  }
}

type Kept = { readonly page: string; readonly failed: TraceFile; readonly passed: TraceFile | undefined }

/** Writes both traces, and the page. */
async function keep(why: Why, { named }: Failing, out: string): Promise<Result<Kept, string>> {
  const { saveOutcome, runHead, tracePath } = await import('../traces.ts')
  const { reportPath, writeReport } = await import('../report.ts')
  const kept = (outcome: Outcome, name: string): Result<{ trace: TraceFile; path: string }, string> => {
    const told: NamedScenario = { ...named, name }
    const played = { ...outcome, name }
    const saved = saveOutcome(told, played, { out, version: manifest.version })
    if (!saved.ok) return saved
    const trace = { head: runHead(told, played, manifest.version), events: played.trace, isTorn: false }
    return ok({ trace, path: tracePath(out, played) })
  }
  const failed = kept(why.failing, named.name)
  if (!failed.ok) return failed
  const passed = why.nearest === undefined ? undefined : kept(why.nearest.outcome, `${named.name}.nearest`)
  if (passed?.ok === false) return fail(passed.error)
  const [trace, passing] = [failed.value.trace, passed?.value.trace]
  const page = join(reportPath(failed.value.path, 'page'))
  const written = await writeReport(trace, { out: page, form: 'page', fate: { why, passing } })
  return written.ok ? ok({ page, failed: trace, passed: passing }) : written
}

async function show(
  why: Why,
  {
    failing: { named, again },
    page,
    failed,
    passed,
    json,
    terminal,
  }: Kept & { readonly failing: Failing; readonly json: boolean; readonly terminal: Terminal },
): Promise<void> {
  const { pageWithFate } = await import('../../report/page/fate.ts')
  const { fateReport } = await import('../../report/fate.ts')
  const { fate } = pageWithFate(failed, why, passed)
  if (json) {
    const { path, seed, way } = why.failing
    const { inevitable, nearest } = why
    const lost =
      inevitable.kind === 'from the start'
        ? { at: 0, event: 0 }
        : { at: fate.moment?.at, event: inevitable.decision.events, decision: fate.moment?.says }
    const document = {
      ...{ story: named.name, path, seed, way, runs: why.continuations, lost },
      shares: fate.shares.map((share, place) => ({ ...share, kept: why.shares[place]?.kept })),
      ...(nearest === undefined || fate.nearest === undefined
        ? {}
        : { nearest: { common: nearest.common, failing: fate.nearest.failing, passing: fate.nearest.passing } }),
      page,
    }
    terminal.write(`${JSON.stringify(document, undefined, 2)}\n`)
    return
  }
  const { palette } = terminal
  const [first] = why.failing.failures
  terminal.write(
    [
      palette.bad(`✗ ${named.scenario.title}`),
      ...(first === undefined ? [why.failing.verdict] : [first.claim, first.sentence]).map((text) => `  ${text}`),
      '',
      ...fateReport(fate, palette),
      '',
      `  again   ${again}`,
      `  report  ${page}`,
      '',
    ].join('\n'),
  )
}
