/** `wavetank shrink`: makes a failing story as small as it can be, and writes it down. */
import { join } from 'node:path'
import { ok } from '../../../src/result.ts'
import type { Shrunk } from '../../hunt/shrink/shrink.ts'
import { type Given, type Read, checked, command } from '../command.ts'
import { OK, interruptedCode } from '../exit.ts'
import { FAILING_HELP, FAILING_OPTIONS, type FailingAsked, findFailing, readFailing } from '../failing.ts'
import { type Smallest, keepSmallest, shrinkWatched } from '../smallest.ts'
import { START } from '../start.ts'
import type { Terminal } from '../terminal.ts'

const DEFAULT_FOLDER = '.wavetank'

const help = `wavetank shrink STORY: plays a story until a claim turns out false, then takes away and simplifies whatever can go without
losing that failure: steps, faults, picks, settings, amounts and waits. What is left is shown, and written as a story
of at most fifteen lines, which fails when it is run.

A story is a name from 'wavetank list', the path of a story file of your own, or the token of a hunt.

${FAILING_HELP}
  --out FILE     where the story is written, ${DEFAULT_FOLDER}/<story>.smallest.ts unless said otherwise
  --json         { file, claim, sentence, cause, executions, steps: { before, after }, isMinimal, path, seed, way }
                 on stdout, nothing else

Interrupted, it writes the smallest it has found so far.

Exit code: 0 a smaller story was written, 2 the command line, or a story that does not fail.

Example:
  ${START} shrink ./my-story.ts --path 0.2 --out smallest.ts
`

type Asked = {
  readonly failing: FailingAsked
  readonly out: string | undefined
  readonly json: boolean
}

export const shrinkCommand = command<Asked>({
  name: 'shrink',
  usage: 'shrink STORY',
  does: 'makes a failing story as small as it can be',
  help,
  options: {
    ...FAILING_OPTIONS,
    out: { example: '--out smallest.ts' },
    json: 'flag',
    help: 'flag',
  },
  read,
  async perform(asked, terminal) {
    const interruption = terminal.listenToSignals()
    const failing = await findFailing(asked.failing, 'nothing to make smaller')
    if (!failing.ok) return terminal.complain(failing.error)
    const { named, run } = failing.value
    const shrunk = await shrinkWatched(run, { terminal, isOver: () => interruption() !== undefined })
    if (!shrunk.ok) return terminal.complain(shrunk.error)
    const file = asked.out ?? join(DEFAULT_FOLDER, `${named.name}.smallest.ts`)
    const kept = keepSmallest(shrunk.value, { title: named.scenario.title, file })
    if (!kept.ok) return terminal.complain(kept.error)
    show(shrunk.value, kept.value, { file, json: asked.json, terminal })
    const signal = interruption()
    if (signal === undefined) return OK
    terminal.warn(`wavetank: interrupted by ${signal}; the story can be smaller still\n`)
    return interruptedCode(signal)
  },
})

function read(given: Given): Read<Asked> {
  const failing = readFailing('shrink', given)
  if (!failing.ok) return failing
  const out = checked(given.values.get('out'), /\.ts$/, '--out takes a file such as smallest.ts')
  if (!out.ok) return out
  return ok({ failing: failing.value, out: out.value, json: given.flags.has('json') })
}

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
