/** `wavetank shrink`: makes a failing story as small as it can be, and writes it down. */
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { EDIT_POLICIES } from '../../../src/broker/port.ts'
import { type Result, fail, ok } from '../../../src/result.ts'
import type { Shrunk } from '../../hunt/shrink/shrink.ts'
import type { NamedScenario, Outcome } from '../../play/outcome.ts'
import { type Way, waysOf } from '../../play/way.ts'
import { type Given, type Read, checked, command } from '../command.ts'
import { DIALECT_OPTION, readDialect } from '../dialect.ts'
import { OK, interruptedCode } from '../exit.ts'
import { DEFAULT_SEED } from '../seed.ts'
import { keepSmallest } from '../smallest.ts'
import { START } from '../start.ts'
import { STORIES, findStories } from '../stories.ts'
import type { Terminal } from '../terminal.ts'

const DEFAULT_FOLDER = '.wavetank'

const help = `wavetank shrink STORY: plays a story until a claim turns out false, then takes away and simplifies whatever can go without
losing that failure: steps, faults, picks, settings, amounts and waits. What is left is shown, and written as a story
of at most fifteen lines, which fails when it is run.

A story is a name from 'wavetank list', or the path of a story file of your own.

  --path P       begin from the branch with these picks, such as 0.2; from the first that fails, unless said
  --seed N       the luck of delays and ids, ${DEFAULT_SEED} unless said otherwise
  --dialect D    v1 or v2; whichever fails first, unless said
  --edits E      masquerade, cancel-and-submit or block; whichever fails first, unless said
  --out FILE     where the story is written, ${DEFAULT_FOLDER}/<story>.smallest.ts unless said otherwise
  --json         { file, claim, sentence, cause, executions, steps: { before, after }, isMinimal, path, seed, way }
                 on stdout, nothing else

Interrupted, it writes the smallest it has found so far.

Exit code: 0 a smaller story was written, 2 the command line, or a story that does not fail.

Example:
  ${START} shrink ./my-story.ts --path 0.2 --out smallest.ts
`

type Asked = {
  readonly name: string
  readonly path: string | undefined
  readonly seed: number
  readonly way: Partial<Way>
  readonly out: string | undefined
  readonly json: boolean
}

export const shrinkCommand = command<Asked>({
  name: 'shrink',
  usage: 'shrink STORY',
  does: 'makes a failing story as small as it can be',
  help,
  options: {
    path: { example: '--path 0.2' },
    seed: { example: '--seed 7' },
    dialect: DIALECT_OPTION,
    edits: { example: '--edits block' },
    out: { example: '--out smallest.ts' },
    json: 'flag',
    help: 'flag',
  },
  read,
  async perform(asked, terminal) {
    const found = await findStories([asked.name], STORIES)
    if (!found.ok) return terminal.complain(found.error)
    const [story] = found.value
    if (story === undefined) return terminal.complain(`there is no story '${asked.name}'`)
    const interruption = terminal.listenToSignals()
    const failing = await firstFailing(story, asked)
    if (!failing.ok) return terminal.complain(failing.error)
    const shrunk = await shrinkIt(story, failing.value, { terminal, isOver: () => interruption() !== undefined })
    if (!shrunk.ok) return terminal.complain(shrunk.error)
    const told = tell(story, shrunk.value, { asked, terminal })
    if (!told.ok) return terminal.complain(told.error)
    const signal = interruption()
    if (signal === undefined) return OK
    terminal.warn(`wavetank: interrupted by ${signal}; the story can be smaller still\n`)
    return interruptedCode(signal)
  },
})

function read({ names, flags, values }: Given): Read<Asked> {
  const [name, another] = names
  if (name === undefined) return fail(`shrink needs a story that fails, as in 'shrink ./my-story.ts'`)
  if (another !== undefined) return fail(`shrink takes one story, not '${another}' as well`)
  const path = checked(values.get('path'), /^(-|\d+(\.\d+)*)$/, `--path takes picks such as 0.2, or '-' for none`)
  if (!path.ok) return path
  const seed = checked(values.get('seed'), /^\d{1,15}$/, '--seed takes a whole number such as 7')
  if (!seed.ok) return seed
  const dialect = readDialect(values)
  if (!dialect.ok) return dialect
  const edits = EDIT_POLICIES.find((policy) => policy === values.get('edits'))
  if (edits === undefined && values.has('edits')) {
    return fail(`--edits takes one of ${EDIT_POLICIES.join(', ')}, not '${values.get('edits') ?? ''}'`)
  }
  const out = checked(values.get('out'), /\.ts$/, '--out takes a file such as smallest.ts')
  if (!out.ok) return out
  return ok({
    name,
    path: path.value,
    seed: seed.value === undefined ? DEFAULT_SEED : Number(seed.value),
    way: {
      ...(dialect.value === undefined ? {} : { dialect: dialect.value }),
      ...(edits === undefined ? {} : { editPolicy: edits }),
    },
    out: out.value,
    json: flags.has('json'),
  })
}

async function firstFailing(story: NamedScenario, { path, seed, way }: Asked): Promise<Result<Outcome, string>> {
  const { playBranches } = await import('../../play/play.ts')
  let branches = 0
  for (const one of waysOf(story.scenario, way)) {
    const playing = playBranches(story, { seed, ...one, ...(path === undefined ? {} : { path }) })
    for (let next = playing.next(); ; next = playing.next()) {
      if (next.done === true) {
        if (!next.value.ok && path !== undefined) return fail(next.value.error.sentence)
        break
      }
      if (next.value.failures.length > 0) return ok(next.value)
      branches += 1
      await setImmediate()
    }
  }
  return fail(`${story.name} holds in all ${branches} branches that were played, so there is nothing to make smaller`)
}

async function shrinkIt(
  { scenario }: NamedScenario,
  { seed, way, path }: Outcome,
  { terminal, isOver }: { readonly terminal: Terminal; readonly isOver: () => boolean },
): Promise<Result<Shrunk, string>> {
  const { shrink } = await import('../../hunt/shrink/shrink.ts')
  const startedAt = performance.now()
  const picks = path === '-' ? [] : path.split('.').map(Number)
  const shrinking = shrink({ scenario, seed, way, path: picks }, { isOver })
  let most = 0
  for (let next = shrinking.next(); ; next = shrinking.next()) {
    if (next.done === true) {
      terminal.progress.clear()
      return next.value
    }
    const { steps, executions } = next.value
    most = Math.max(most, steps)
    terminal.progress.show({
      total: Math.max(1, most),
      done: most - steps,
      what: `${steps} steps left, played ${executions} times`,
      elapsedSeconds: (performance.now() - startedAt) / 1000,
    })
    await setImmediate()
  }
}

/** Writes the story and its trace, and shows both. */
function tell(
  story: NamedScenario,
  shrunk: Shrunk,
  { asked, terminal }: { readonly asked: Asked; readonly terminal: Terminal },
): Result<void, string> {
  const file = asked.out ?? join(DEFAULT_FOLDER, `${story.name}.smallest.ts`)
  const kept = keepSmallest(shrunk, { title: story.scenario.title, file })
  if (!kept.ok) return kept
  const { failure, report } = kept.value
  const { executions, steps, isMinimal, cause, outcome } = shrunk
  const { path, seed, way } = outcome
  if (asked.json) {
    const document = {
      file,
      claim: failure?.claim,
      sentence: failure?.sentence,
      cause,
      executions,
      steps,
      isMinimal,
      path,
      seed,
      way,
    }
    terminal.write(`${JSON.stringify(document, undefined, 2)}\n`)
    return ok(undefined)
  }
  const tally = `${steps.before} steps came down to ${steps.after}, played ${executions} times: ${file}`
  terminal.write(`${[...report(terminal.palette), '', tally].join('\n')}\n`)
  return ok(undefined)
}
