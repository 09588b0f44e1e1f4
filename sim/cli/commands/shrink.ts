/** `wavetank shrink`: makes a failing story as small as it can be, and writes it down. */
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { EDIT_POLICIES } from '../../../src/broker/port.ts'
import { type Result, fail, ok } from '../../../src/result.ts'
import type { Told } from '../../hunt/shrink/run.ts'
import type { Shrunk } from '../../hunt/shrink/shrink.ts'
import type { Outcome } from '../../play/outcome.ts'
import { type Way, waysOf } from '../../play/way.ts'
import { type Given, type Read, checked, command } from '../command.ts'
import { DIALECT_OPTION, readDialect } from '../dialect.ts'
import { OK, interruptedCode } from '../exit.ts'
import { DEFAULT_SEED } from '../seed.ts'
import { type Smallest, keepSmallest, shrinkWatched } from '../smallest.ts'
import { START } from '../start.ts'
import { STORIES, findStories } from '../stories.ts'
import type { Terminal } from '../terminal.ts'

const DEFAULT_FOLDER = '.wavetank'

const help = `wavetank shrink STORY: plays a story until a claim turns out false, then takes away and simplifies whatever can go without
losing that failure: steps, faults, picks, settings, amounts and waits. What is left is shown, and written as a story
of at most fifteen lines, which fails when it is run.

A story is a name from 'wavetank list', the path of a story file of your own, or the token of a hunt.

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
    const interruption = terminal.listenToSignals()
    const failing = await (asked.name.startsWith(TOKEN) ? hunted(asked.name) : told(asked))
    if (!failing.ok) return terminal.complain(failing.error)
    const { name, title, run } = failing.value
    const shrunk = await shrinkWatched(run, { terminal, isOver: () => interruption() !== undefined })
    if (!shrunk.ok) return terminal.complain(shrunk.error)
    const file = asked.out ?? join(DEFAULT_FOLDER, `${name}.smallest.ts`)
    const kept = keepSmallest(shrunk.value, { title, file })
    if (!kept.ok) return terminal.complain(kept.error)
    show(shrunk.value, kept.value, { file, json: asked.json, terminal })
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

/** What fails, and what it was called. */
type Failing = { readonly name: string; readonly title: string; readonly run: Told }

/** How the tokens of hunts begin. */
const TOKEN = 'wt-'

async function hunted(token: string): Promise<Result<Failing, string>> {
  const { huntedBy } = await import('../../hunt/token.ts')
  const { play } = await import('../../hunt/play.ts')
  const found = huntedBy(token)
  if (!found.ok) return found
  const { scenario, seed, way } = found.value
  const { outcome } = play(found.value, { twice: false })
  if (outcome.failures.length === 0) {
    return fail(`the story of ${token} holds, so there is nothing to make smaller`)
  }
  return ok({ name: `hunted-${seed}`, title: scenario.title, run: { scenario, seed, way, path: picksOf(outcome) } })
}

async function told({ name, path, seed, way }: Asked): Promise<Result<Failing, string>> {
  const { playBranches } = await import('../../play/play.ts')
  const found = await findStories([name], STORIES)
  if (!found.ok) return found
  const [story] = found.value
  if (story === undefined) return fail(`there is no story '${name}'`)
  let branches = 0
  for (const one of waysOf(story.scenario, way)) {
    const playing = playBranches(story, { seed, ...one, ...(path === undefined ? {} : { path }) })
    for (let next = playing.next(); ; next = playing.next()) {
      if (next.done === true) {
        if (!next.value.ok && path !== undefined) return fail(next.value.error.sentence)
        break
      }
      if (next.value.failures.length > 0) {
        const run = { scenario: story.scenario, seed, way: one, path: picksOf(next.value) }
        return ok({ name: story.name, title: story.scenario.title, run })
      }
      branches += 1
      await setImmediate()
    }
  }
  return fail(`${story.name} holds in all ${branches} branches that were played, so there is nothing to make smaller`)
}

const picksOf = ({ path }: Outcome): readonly number[] => (path === '-' ? [] : path.split('.').map(Number))

/** Shows what was kept, and where. */
function show(
  shrunk: Shrunk,
  { failure, report }: Smallest,
  { file, json, terminal }: { readonly file: string; readonly json: boolean; readonly terminal: Terminal },
): void {
  const { executions, steps, isMinimal, cause, outcome } = shrunk
  if (json) {
    const { path, seed, way } = outcome
    const told = { file, claim: failure?.claim, sentence: failure?.sentence, cause }
    const document = { ...told, executions, steps, isMinimal, path, seed, way }
    terminal.write(`${JSON.stringify(document, undefined, 2)}\n`)
    return
  }
  const tally = `${steps.before} steps came down to ${steps.after}, played ${executions} times: ${file}`
  terminal.write(`${[...report(terminal.palette), '', tally].join('\n')}\n`)
}
