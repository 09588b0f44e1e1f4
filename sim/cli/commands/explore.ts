/** `wavetank explore`: ways through a story that has more branches than can be played. */
import { setImmediate } from 'node:timers/promises'
import { EDIT_POLICIES } from '../../../src/broker/port.ts'
import { fail, ok } from '../../../src/result.ts'
import type { Bounded, ExploreOptions, Prioritized } from '../../play/explore.ts'
import type { NamedScenario, Outcome } from '../../play/outcome.ts'
import { type Way, waysOf } from '../../play/way.ts'
import { type Given, type Read, checked, command } from '../command.ts'
import { DIALECT_OPTION, readDialect } from '../dialect.ts'
import { OK, gravest, interruptedCode, verdictCode } from '../exit.ts'
import { againCommand } from '../run.ts'
import { DEFAULT_SEED } from '../seed.ts'
import { START } from '../start.ts'
import { STORIES, findStories } from '../stories.ts'
import type { Terminal } from '../terminal.ts'

const DEFAULT_BOUND = 2
const DEFAULT_RUNS = 200
/** Of one way; more of them take longer than somebody waits. */
const MOST_BRANCHES = 20_000

const help = `wavetank explore STORY: plays ways through a story that has more branches than 'run' can play: its races, its
alternatives, and the orders in which channels that were held back are let go.

  --bound N      every branch in which at most N picks differ from the first branch, ${DEFAULT_BOUND} unless said otherwise;
                 those with fewer first
  --depth D      instead of that, schedules by priority: whoever has the highest goes on, and D - 1 times whoever went on
                 falls behind all others. A bug that needs D orders of two steps is found by each run with a
                 probability of at least 1/(n k^(D-1)), of n who go and k steps; it is printed
  --runs R       of them, ${DEFAULT_RUNS} unless said otherwise
  --seed N       the luck of delays, ids and priorities, ${DEFAULT_SEED} unless said otherwise
  --dialect D    v1 or v2; both, unless said
  --edits E      masquerade, cancel-and-submit or block; all three where a story edits, unless said
  --json         { story, ways: [{ dialect, editPolicy, branches, isComplete | threads, steps, depth, runs, one, all,
                 failures: [{ path, claim, sentence }] }] } on stdout, nothing else

What fails is shown with its path, by which 'run' plays it and 'shrink' begins.

Exit code: 0 all held, 1 a claim was false, 2 the command line, 3 never came to rest.

Example:
  ${START} explore edit-races-fill --bound 1
  ${START} explore both-halves-of-an-edit --depth 2 --runs 500
`

type Asked = {
  readonly name: string
  readonly how: { readonly bound: number } | { readonly depth: number; readonly runs: number }
  readonly seed: number
  readonly way: Partial<Way>
  readonly json: boolean
}

export const exploreCommand = command<Asked>({
  name: 'explore',
  usage: 'explore STORY',
  does: 'plays ways through a story that has too many branches to play them all',
  help,
  options: {
    bound: { example: '--bound 2' },
    depth: { example: '--depth 2' },
    runs: { example: '--runs 500' },
    seed: { example: '--seed 7' },
    dialect: DIALECT_OPTION,
    edits: { example: '--edits block' },
    json: 'flag',
    help: 'flag',
  },
  read,
  async perform(asked, terminal) {
    const { write, warn, complain } = terminal
    const found = await findStories([asked.name], STORIES)
    if (!found.ok) return complain(found.error)
    const [story] = found.value
    if (story === undefined) return complain(`there is no story '${asked.name}'`)
    const interruption = terminal.listenToSignals()
    const explored: Explored[] = []
    for (const way of waysOf(story.scenario, asked.way)) {
      explored.push(await exploreWay(story, way, { asked, terminal, isOver: () => interruption() !== undefined }))
    }
    const ways = explored.map(({ way, failed, count }) => ({
      ...way,
      ...count,
      failures: failed.map(({ path, failures: [first] }) => ({ path, claim: first?.claim, sentence: first?.sentence })),
    }))
    if (asked.json) write(`${JSON.stringify({ story: story.name, ways }, undefined, 2)}\n`)
    else for (const one of explored) write(`${await reportOf(story, one, terminal)}\n`)
    const signal = interruption()
    if (signal !== undefined) {
      warn(`wavetank: interrupted by ${signal}; what was left was not played\n`)
      return interruptedCode(signal)
    }
    const verdicts = explored.flatMap(({ failed }) => failed.map(({ verdict }) => verdict))
    return verdicts.length === 0 ? OK : verdictCode(gravest(verdicts))
  },
})

function read({ names, flags, values }: Given): Read<Asked> {
  const [name, another] = names
  if (name === undefined) return fail(`explore needs a story, as in 'explore edit-races-fill'`)
  if (another !== undefined) return fail(`explore takes one story, not '${another}' as well`)
  const bound = checked(values.get('bound'), /^\d{1,2}$/, '--bound takes a whole number such as 2')
  if (!bound.ok) return bound
  const depth = checked(values.get('depth'), /^[1-9]$/, '--depth takes a whole number from 1 to 9, such as 2')
  if (!depth.ok) return depth
  const runs = checked(values.get('runs'), /^[1-9]\d{0,6}$/, '--runs takes a whole number such as 500')
  if (!runs.ok) return runs
  const seed = checked(values.get('seed'), /^\d{1,15}$/, '--seed takes a whole number such as 7')
  if (!seed.ok) return seed
  if (bound.value !== undefined && depth.value !== undefined) {
    return fail('--bound plays all that is near the first branch, --depth draws by priority; give one')
  }
  if (runs.value !== undefined && depth.value === undefined) {
    return fail('--runs is how many are drawn by priority; say --depth too')
  }
  const dialect = readDialect(values)
  if (!dialect.ok) return dialect
  const edits = EDIT_POLICIES.find((policy) => policy === values.get('edits'))
  if (edits === undefined && values.has('edits')) {
    return fail(`--edits takes one of ${EDIT_POLICIES.join(', ')}, not '${values.get('edits') ?? ''}'`)
  }
  return ok({
    name,
    how:
      depth.value === undefined
        ? { bound: Number(bound.value ?? DEFAULT_BOUND) }
        : { depth: Number(depth.value), runs: Number(runs.value ?? DEFAULT_RUNS) },
    seed: Number(seed.value ?? DEFAULT_SEED),
    way: {
      ...(dialect.value === undefined ? {} : { dialect: dialect.value }),
      ...(edits === undefined ? {} : { editPolicy: edits }),
    },
    json: flags.has('json'),
  })
}

// ---- one way

type Explored = {
  readonly way: Way
  readonly failed: readonly Outcome[]
  /** Undefined when it was interrupted. */
  readonly count: Bounded | Prioritized | undefined
}

async function exploreWay(
  story: NamedScenario,
  way: Way,
  {
    asked: { how, seed },
    terminal: { progress },
    isOver,
  }: { readonly asked: Asked; readonly terminal: Terminal; readonly isOver: () => boolean },
): Promise<Explored> {
  const { exploreByPriority, exploreWithin } = await import('../../play/explore.ts')
  const { standardCompany } = await import('../../play/play.ts')
  const options: ExploreOptions = { seed, way, company: standardCompany() }
  const exploring =
    'bound' in how
      ? exploreWithin(story, { ...options, ...how, most: MOST_BRANCHES })
      : exploreByPriority(story, { ...options, ...how })
  const startedAt = performance.now()
  const failed: Outcome[] = []
  for (let played = 0; !isOver(); played += 1) {
    const next = exploring.next()
    if (next.done === true) {
      progress.clear()
      return { way, failed, count: next.value }
    }
    if (next.value.verdict !== 'passed') failed.push(next.value)
    progress.show({
      total: 'runs' in how ? how.runs : Math.max(1, played),
      done: played,
      what: `${way.dialect}, ${way.editPolicy}: ${failed.length} failures`,
      elapsedSeconds: (performance.now() - startedAt) / 1000,
    })
    await setImmediate()
  }
  progress.clear()
  return { way, failed, count: undefined }
}

async function reportOf(story: NamedScenario, explored: Explored, { palette }: Terminal): Promise<string> {
  const { failureReport } = await import('../../report/lanes.ts')
  const { way, failed, count } = explored
  const [first] = failed
  const shown =
    first === undefined
      ? []
      : failureReport(story, first, { palette, again: againCommand(story, first, {}), trace: 'not kept' })
  const paths = failed.map(({ path }) => path)
  const found = failed.length === 0 ? 'all held' : `${failed.length} failed: ${paths.slice(0, MOST_PATHS).join(' ')}`
  return [...shown, `${way.dialect}, ${way.editPolicy}: ${countText(count)}; ${found}`].join('\n')
}

const MOST_PATHS = 20

function countText(count: Explored['count']): string {
  if (count === undefined) return 'interrupted'
  if ('branches' in count) return `${count.branches} branches${count.isComplete ? '' : ', and there are more'}`
  const { runs, threads, steps, depth, one, all } = count
  if (threads === 0) return `${runs} runs of a story in which nothing is scheduled`
  return (
    `${runs} schedules of ${threads} who take ${steps} steps; a bug of depth ${depth} is found by each with a probability ` +
    `of at least 1/${Math.round(1 / one)}, by all of them of ${all.toFixed(4)}`
  )
}
