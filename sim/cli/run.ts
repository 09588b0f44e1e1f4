/** The `run` verb: plays stories branch by branch, reports as it goes, and says in the end what held. */
import { assert } from '../../src/assert.ts'
import type { Result } from '../../src/result.ts'
import { fail, ok } from '../../src/result.ts'
import type { NamedScenario, Outcome, Verdict } from '../play/outcome.ts'
import type { PathError, PlayOptions } from '../play/play.ts'
import { PLAIN_WAY, type Way, wayWords, waysOf, whyNotUnder } from '../play/way.ts'
import type { Palette } from '../report/colour.ts'
import type { LanesOptions } from '../report/lanes.ts'
import { failureReport, storyReport, verdictReport } from '../report/lanes.ts'
import type { ScenarioResult } from '../report/result.ts'
import { resultDocument, scenarioResult } from '../report/result.ts'
import { runTable, tallyLine } from '../report/table.ts'
import type { Interruption } from './exit.ts'
import { gravest, interruptedCode, verdictCode } from './exit.ts'
import type { Progress } from './progress.ts'
import { DEFAULT_SEED } from './seed.ts'
import { START } from './start.ts'
import { callName } from './stories.ts'
import { tracePath } from './traces.ts'

export type RunCommand = {
  /** Names of stories or paths of files; none means every story of the project. */
  readonly names: readonly string[]
  readonly seed: number
  /** Only this branch. */
  readonly path?: string
  /** Only with these settings of the broker; with every one that can make a difference where none is given. */
  readonly way: Partial<Way>
  /** Stop at this many seconds of virtual time. */
  readonly until?: number
  readonly lanes: boolean
  readonly json: boolean
  /** The folder for traces and position files. */
  readonly out: string
}

/** What a run needs of the world around it. */
export type Stage = {
  /** To stdout. */
  readonly write: (text: string) => void
  /** To stderr. */
  readonly warn: (text: string) => void
  readonly palette: Palette
  readonly progress: Progress
  readonly play: (named: NamedScenario, options: PlayOptions) => Branches
  readonly summarise: (
    named: NamedScenario,
    outcomes: readonly Outcome[],
  ) => { readonly verdict: Verdict; readonly reason?: string }
  readonly save: (named: NamedScenario, outcome: Outcome) => Result<void, string>
  /** Plays the stories in processes of their own; where there is none, all are played in this one. */
  readonly elsewhere?: (progress: (done: number) => void) => Promise<Result<readonly ScenarioResult[], string>>
  /** Hears how many stories are done. */
  readonly tell?: (done: number) => void
  /** Writes the page of a branch that failed; gives its path. */
  readonly report: (named: NamedScenario, outcome: Outcome) => Promise<Result<string, string>>
  /** Seconds that only grow, from some moment on. */
  readonly clock: () => number
  /** Lets signals be heard: playing is synchronous. */
  readonly breathe: () => Promise<void>
  readonly interruption: () => Interruption | undefined
}

/** Yields branch by branch; returns how many, or why the path asked for cannot be played. */
export type Branches = Generator<Outcome, Result<number, PathError>, undefined>

/** The exit code, or one sentence about what kept it from going on. */
export async function run(
  found: readonly NamedScenario[],
  command: RunCommand,
  stage: Stage,
): Promise<Result<number, string>> {
  const leftOut = found.filter((named) => waysAsked(named, command).length === 0)
  const stories = found.filter((named) => !leftOut.includes(named))
  const [misfit] = leftOut
  if (misfit !== undefined && command.names.length > 0) return fail(misfitSentence(misfit, command))
  const context = { command, stage }
  const played =
    stage.elsewhere === undefined ? await playHere(stories, context) : await playElsewhere(stories, context)
  stage.progress.clear()
  if (!played.ok) return played
  const { results, toWatch } = played.value
  stage.write(
    command.json
      ? `${JSON.stringify(resultDocument(results), undefined, 2)}\n`
      : closing(results, { command, stage, toWatch, leftOut }),
  )
  const signal = stage.interruption()
  if (signal === undefined) return ok(verdictCode(gravest(results.map(({ verdict }) => verdict))))
  stage.warn(`wavetank: interrupted by ${signal}; ${results.length} of ${stories.length} stories are in the table\n`)
  return ok(interruptedCode(signal))
}

type Context = { readonly command: RunCommand; readonly stage: Stage }

/** `toWatch` plays a branch of a story that has several. */
type Results = { readonly results: readonly ScenarioResult[]; readonly toWatch: string | undefined }

async function playHere(stories: readonly NamedScenario[], context: Context): Promise<Result<Results, string>> {
  const { command, stage } = context
  const startedAt = stage.clock()
  const results: ScenarioResult[] = []
  let toWatch: string | undefined
  for (const named of stories) {
    const show = (branches: number): void =>
      stage.progress.show({
        total: stories.length,
        done: results.length,
        what: `${named.name}, branch ${branches + 1}`,
        elapsedSeconds: stage.clock() - startedAt,
      })
    const played = await playStory(named, { command, stage, show })
    stage.progress.clear()
    if (!played.ok) return played
    const { outcomes, realSeconds } = played.value
    const isCutShort = stage.interruption() !== undefined
    const judged = judge(named, outcomes, { command, stage, isCutShort })
    // Half a story proves nothing, unless it has failed already.
    if (isCutShort && judged.verdict === 'passed') break
    const reports = await writeReports(named, outcomes, { command, stage })
    if (!reports.ok) return reports
    if (!command.json) reportStory(named, outcomes, { command, stage, judged, reports: reports.value })
    results.push(scenarioResult(named, { outcomes, realSeconds, verdict: judged.verdict }))
    const [first, second] = outcomes
    if (first !== undefined && second !== undefined) toWatch ??= againCommand(named, first, command)
    stage.tell?.(results.length)
    if (isCutShort) break
  }
  return ok({ results, toWatch })
}

/** What did not pass elsewhere goes the same way here again, where it can be shown. */
async function playElsewhere(stories: readonly NamedScenario[], context: Context): Promise<Result<Results, string>> {
  const { command, stage } = context
  const startedAt = stage.clock()
  const played = await stage.elsewhere?.((done) =>
    stage.progress.show({
      total: stories.length,
      done,
      what: 'stories',
      elapsedSeconds: stage.clock() - startedAt,
    }),
  )
  assert(played !== undefined, 'there is an elsewhere to play in')
  stage.progress.clear()
  if (!played.ok) return played
  const results = stories.flatMap(({ name }) => played.value.find((result) => result.name === name) ?? [])
  if (command.json || stage.interruption() !== undefined) return ok({ results, toWatch: undefined })
  const toShow = stories.filter(({ name }) => results.some((one) => one.name === name && one.verdict !== 'passed'))
  const shown = await playHere(toShow, context)
  if (!shown.ok) return shown
  const manifold = stories.find(({ name }) => results.some((one) => one.name === name && one.branches > 1))
  const [way] = manifold === undefined ? [] : waysAsked(manifold, command)
  const first = manifold && stage.play(manifold, { seed: command.seed, ...way }).next()
  const toWatch = manifold && first?.done === false ? againCommand(manifold, first.value, command) : undefined
  return ok({ results, toWatch })
}

async function playStory(
  named: NamedScenario,
  { command, stage, show }: Context & { readonly show: (branches: number) => void },
): Promise<Result<{ readonly outcomes: readonly Outcome[]; readonly realSeconds: number }, string>> {
  const { seed, path, until } = command
  const outcomes: Outcome[] = []
  let realSeconds = 0
  for (const way of waysAsked(named, command)) {
    const branches = stage.play(named, {
      seed,
      ...way,
      ...(path === undefined ? {} : { path }),
      ...(until === undefined ? {} : { until }),
    })
    while (stage.interruption() === undefined) {
      show(outcomes.length)
      const begun = stage.clock()
      const next = nextBranch(branches, named, outcomes)
      realSeconds += stage.clock() - begun
      if (next.done === true) {
        if (!next.value.ok) return fail(next.value.error.sentence)
        break
      }
      outcomes.push(next.value)
      const saved = stage.save(named, next.value)
      if (!saved.ok) return saved
      await stage.breathe()
    }
  }
  return ok({ outcomes, realSeconds })
}

/** A path is one way's own: the plain one's, where none is named. */
function waysAsked({ scenario }: NamedScenario, { path, way }: RunCommand): readonly Way[] {
  const ways = waysOf(scenario, way)
  return path === undefined ? ways : ways.slice(0, 1)
}

/** Says what was being played, should a claim of ours turn out false. */
function nextBranch(
  branches: Branches,
  named: NamedScenario,
  outcomes: readonly Outcome[],
): ReturnType<Branches['next']> {
  try {
    return branches.next()
  } catch (cause) {
    const last = outcomes.at(-1)
    throw new Error(
      `while playing ${named.name}, ${last === undefined ? 'its first branch' : `after path ${last.path}`}`,
      {
        cause,
      },
    )
  }
}

function misfitSentence({ name, scenario }: NamedScenario, { way }: RunCommand): string {
  const under = Object.values(way).join(' and ')
  return `${name} makes no sense under ${under}: ${whyNotUnder(scenario, way) ?? 'it says so of every way'}`
}

type Judged = { readonly verdict: Verdict; readonly reason?: string }

/** What a story is about may lie in branches that were not played, so part of a story is judged by its branches alone. */
function judge(
  named: NamedScenario,
  outcomes: readonly Outcome[],
  { command, stage, isCutShort }: Context & { readonly isCutShort: boolean },
): Judged {
  const isPart = isCutShort || command.path !== undefined || command.until !== undefined
  const summary = isPart ? { verdict: 'passed' as const } : stage.summarise(named, outcomes)
  return { ...summary, verdict: gravest([summary.verdict, ...outcomes.map(({ verdict }) => verdict)]) }
}

type Reports = ReadonlyMap<Outcome, string>

/** Every failure that is printed can be looked at too. */
async function writeReports(
  named: NamedScenario,
  outcomes: readonly Outcome[],
  { command, stage }: Context,
): Promise<Result<Reports, string>> {
  const failed = outcomes.filter(({ failures }) => failures.length > 0)
  const reports = new Map<Outcome, string>()
  for (const outcome of command.lanes ? failed : failed.slice(0, 1)) {
    const written = await stage.report(named, outcome)
    if (!written.ok) return written
    reports.set(outcome, written.value)
  }
  return ok(reports)
}

// ---- what is printed

function reportStory(
  named: NamedScenario,
  outcomes: readonly Outcome[],
  { command, stage, judged, reports }: Context & { readonly judged: Judged; readonly reports: Reports },
): void {
  const { palette } = stage
  const print = (lines: readonly string[]): void => stage.write(`${lines.join('\n')}\n\n`)
  const options = (outcome: Outcome): LanesOptions => {
    const report = reports.get(outcome)
    return {
      palette,
      again: againCommand(named, outcome, command),
      ...(outcome.failures.length === 0 || command.until !== undefined ? {} : { why: whyCommand(named, outcome) }),
      trace: tracePath(command.out, outcome),
      ...(report === undefined ? {} : { report }),
    }
  }
  const [first, ...others] = outcomes.filter(({ failures }) => failures.length > 0)
  if (command.lanes) {
    for (const outcome of outcomes) {
      const report = outcome.failures.length > 0 ? failureReport : storyReport
      print(report(named, outcome, options(outcome)))
    }
  } else if (first !== undefined) {
    print([...failureReport(named, first, options(first)), ...alikeLine(others)])
  }
  if (first === undefined && judged.verdict !== 'passed') {
    const reason = judged.reason === undefined ? judged.verdict : `${judged.verdict}: ${judged.reason}`
    print(verdictReport(named, reason, palette))
  }
}

/** The table and the tally; after a run of everything also what to do next, since that is where newcomers begin. */
function closing(
  results: readonly ScenarioResult[],
  {
    command,
    stage,
    toWatch,
    leftOut,
  }: Context & { readonly toWatch: string | undefined; readonly leftOut: readonly NamedScenario[] },
): string {
  const table = [...runTable(results, stage.palette), '', ...leftOutLines(leftOut, command), tallyLine(results)]
  const isNewcomers = command.names.length === 0
  return [...table, ...(isNewcomers ? ['', ...nextSteps(results, { command, toWatch })] : []), ''].join('\n')
}

const leftOutLines = (leftOut: readonly NamedScenario[], command: RunCommand): readonly string[] =>
  leftOut.length === 0 ? [] : [...leftOut.map((named) => `left out: ${misfitSentence(named, command)}`), '']

function nextSteps(
  results: readonly ScenarioResult[],
  { command, toWatch }: { readonly command: RunCommand; readonly toWatch: string | undefined },
): readonly string[] {
  const failed = results.find(({ verdict }) => verdict !== 'passed')
  const steps = [
    ...(failed === undefined ? [] : [['play the first that failed', `${START} run ${failed.name}`] as const]),
    ['what each story is about', `${START} list`] as const,
    ...(toWatch === undefined ? [] : [['watch a branch, row by row', `${toWatch} --lanes`] as const]),
    ['every trace and pps.toml', `${command.out}/`] as const,
  ]
  return steps.map(([what, how]) => `  ${what.padEnd(28)}${how}`)
}

const MOST_PATHS = 10

function alikeLine(others: readonly Outcome[]): readonly string[] {
  if (others.length === 0) return []
  const paths = others.slice(0, MOST_PATHS).map(({ path, way }) => [path, ...wayWords(way)].join(' under '))
  const rest = others.length > MOST_PATHS ? ` and ${others.length - MOST_PATHS} more` : ''
  return [`  also fails by path ${paths.join(', ')}${rest}`]
}

/** What finds where a branch was lost. */
const whyCommand = (named: NamedScenario, outcome: Outcome): string => branchCommand('why', named, outcome, {})

/** What plays a branch again. */
export const againCommand = (named: NamedScenario, outcome: Outcome, limits: Pick<RunCommand, 'until'>): string =>
  branchCommand('run', named, outcome, limits)

function branchCommand(
  verb: 'run' | 'why',
  named: NamedScenario,
  { path, seed, way }: Outcome,
  { until }: Pick<RunCommand, 'until'>,
): string {
  const words = [
    `${START} ${verb} ${callName(named)}`,
    ...(path === '-' ? [] : [`--path ${path}`]),
    ...(way.dialect === PLAIN_WAY.dialect ? [] : [`--dialect ${way.dialect}`]),
    ...(way.editPolicy === PLAIN_WAY.editPolicy ? [] : [`--edits ${way.editPolicy}`]),
    ...(seed === DEFAULT_SEED ? [] : [`--seed ${seed}`]),
    ...(until === undefined ? [] : [`--until ${until}`]),
  ]
  return words.join(' ')
}
