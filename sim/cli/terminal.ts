/** What a command has of the process it runs in: its streams, its colours, and the wish that it should end. */
import type { Palette } from '../report/colour.ts'
import { coloured, plain } from '../report/colour.ts'
import type { Interruption } from './exit.ts'
import { NOBODY_READS, USAGE, interruptedCode } from './exit.ts'
import { type Progress, silentProgress, terminalProgress } from './progress.ts'

export type Terminal = {
  /** To stdout. */
  readonly write: (text: string) => void
  /** To stderr. */
  readonly warn: (text: string) => void
  /** Says on stderr what is wrong with what was asked for; gives the exit code of that. */
  readonly complain: (sentence: string) => number
  readonly palette: Palette
  /** A line on stderr where somebody is watching. */
  readonly progress: Progress
  /** From the first call on, a signal asks for a clean end; whoever repeats it wants out. */
  readonly listenToSignals: () => () => Interruption | undefined
  /** The same for one who waits: called at the first signal. */
  readonly onSignal: (hear: () => void) => void
}

export function processTerminal(): Terminal {
  const warn = (text: string): void => void process.stderr.write(text)
  return {
    write: (text) => void process.stdout.write(text),
    warn,
    complain,
    palette: palette(),
    progress: process.stderr.isTTY ? terminalProgress(warn) : silentProgress,
    listenToSignals: () => listenToSignals(),
    onSignal: (hear) => void listenToSignals(hear),
  }
}

export function complain(sentence: string): number {
  process.stderr.write(`wavetank: ${sentence}\n`)
  return USAGE
}

function palette(): Palette {
  const { NO_COLOR } = process.env
  const isUnwanted = NO_COLOR !== undefined && NO_COLOR !== ''
  return process.stdout.isTTY && !isUnwanted ? coloured : plain
}

function listenToSignals(first: () => void = () => undefined): () => Interruption | undefined {
  let heard: Interruption | undefined
  const hear = (signal: Interruption): void => {
    if (heard !== undefined) process.exit(interruptedCode(signal))
    heard = signal
    first()
  }
  process.on('SIGINT', () => hear('SIGINT'))
  process.on('SIGTERM', () => hear('SIGTERM'))
  return () => heard
}

/** A reader that has seen enough, such as `head`, is no fault of anybody's. */
export function listenToStreams(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(NOBODY_READS)
    process.exit(complain(`cannot write to the standard output: ${error.code ?? error.message}`))
  })
  process.stderr.on('error', () => {})
}
