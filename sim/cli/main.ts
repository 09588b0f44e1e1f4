/** The `wavetank` command: its words in, its streams, signals and exit code out. */
import { setImmediate } from 'node:timers/promises'
import { inspect } from 'node:util'
import manifest from '../../package.json' with { type: 'json' }
import { unreachable } from '../../src/assert.ts'
import type { Palette } from '../report/colour.ts'
import { coloured, plain } from '../report/colour.ts'
import type { Command, RunCommand } from './arguments.ts'
import { readArguments } from './arguments.ts'
import type { Interruption } from './exit.ts'
import { INTERNAL, NOBODY_READS, OK, USAGE, endingCode, interruptedCode } from './exit.ts'
import { START, helpText } from './help.ts'
import { listDocument, listText } from './list.ts'
import { silentProgress, terminalProgress } from './progress.ts'
import { run } from './run.ts'
import { PROJECT, STORIES, findStories, withoutFolders } from './stories.ts'
import { prepareFolder, saveOutcome } from './traces.ts'

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(crashText(error))
    process.exitCode = INTERNAL
  },
)

async function main(words: readonly string[]): Promise<number> {
  const command = readArguments(words)
  // To the broker its streams are the EMS, and it has its own opinion about their end.
  if (!command.ok || command.value.kind !== 'broker') listenToStreams()
  return command.ok ? perform(command.value) : complain(command.error)
}

async function perform(command: Command): Promise<number> {
  switch (command.kind) {
    case 'help':
      process.stdout.write(helpText(command.about))
      return OK
    case 'version':
      process.stdout.write(`${manifest.version}\n`)
      return OK
    case 'list': {
      const stories = await findStories([], STORIES)
      if (!stories.ok) return complain(stories.error)
      const document = (): string => `${JSON.stringify(listDocument(stories.value), undefined, 2)}\n`
      process.stdout.write(command.json ? document() : listText(stories.value, palette()))
      return OK
    }
    case 'run':
      return performRun(command)
    case 'broker': {
      const { runBroker } = await import('../../src/shell/broker-command.ts')
      const ended = await runBroker(command, { environment: process.env, streams: process })
      return ended.ok ? endingCode(ended.value) : complain(ended.error)
    }
    default:
      return unreachable(command)
  }
}

async function performRun(command: RunCommand): Promise<number> {
  const stories = await findStories(command.names, STORIES)
  if (!stories.ok) return complain(stories.error)
  const prepared = prepareFolder(command.out)
  if (!prepared.ok) return complain(prepared.error)
  // Loaded when needed alone, so that help and complaints come at once.
  const { playBranches } = await import('../play/play.ts')
  const { summarise } = await import('../play/verdict.ts')
  const interruption = listenToSignals()
  const warn = (text: string): void => void process.stderr.write(text)
  const ended = await run(stories.value, command, {
    write: (text) => void process.stdout.write(text),
    warn,
    palette: palette(),
    progress: process.stderr.isTTY ? terminalProgress(warn) : silentProgress,
    play: playBranches,
    summarise,
    save: (named, outcome) => saveOutcome(named, outcome, { out: command.out, version: manifest.version }),
    clock: () => performance.now() / 1000,
    breathe: () => setImmediate(),
    interruption,
  })
  return ended.ok ? ended.value : complain(ended.error)
}

function complain(sentence: string): number {
  process.stderr.write(`wavetank: ${sentence}\n`)
  return USAGE
}

const palette = (): Palette => {
  const { NO_COLOR } = process.env
  const isUnwanted = NO_COLOR !== undefined && NO_COLOR !== ''
  return process.stdout.isTTY && !isUnwanted ? coloured : plain
}

/** The first signal asks for a clean end after the current branch; whoever repeats it wants out. */
function listenToSignals(): () => Interruption | undefined {
  let heard: Interruption | undefined
  const hear = (signal: Interruption): void => {
    if (heard !== undefined) process.exit(interruptedCode(signal))
    heard = signal
  }
  process.on('SIGINT', () => hear('SIGINT'))
  process.on('SIGTERM', () => hear('SIGTERM'))
  return () => heard
}

/** A reader that has seen enough, such as `head`, is no fault of anybody's. */
function listenToStreams(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(NOBODY_READS)
    process.exit(complain(`cannot write to the standard output: ${error.code ?? error.message}`))
  })
  process.stderr.on('error', () => {})
}

function crashText(error: unknown): string {
  return [
    'wavetank: this is a fault of Wavetank itself, not of your story.',
    withoutFolders(inspect(error), [PROJECT]),
    `Please report it with the lines above and this command: ${START} ${process.argv.slice(2).join(' ')}`,
    '',
  ].join('\n')
}
