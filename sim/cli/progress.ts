/** One line on a terminal that says how far a run has come. */
import { cut } from '../report/columns.ts'

export type Progress = {
  /** Draws the line anew, but not more often than people can read. */
  show(state: ProgressState): void
  /** Takes the line away, to make room for what stays. */
  clear(): void
}

export type ProgressState = {
  readonly total: number
  /** How many of them are. */
  readonly done: number
  /** What is being done, or how it has gone so far. */
  readonly what: string
  readonly elapsedSeconds: number
}

const SECONDS_BETWEEN = 0.1
const BAR_WIDTH = 20
/** A longer line would wrap on the narrowest of usual terminals, and could not be taken away. */
const LINE_WIDTH = 79

/** For output that nobody watches. */
export const silentProgress: Progress = { show: () => {}, clear: () => {} }

/** Invariant: what was written last is the line, exactly when `isShown`. */
export function terminalProgress(write: (text: string) => void): Progress {
  let isShown = false
  let shownAt = -Infinity
  return {
    show: (state) => {
      if (state.elapsedSeconds - shownAt < SECONDS_BETWEEN) return
      shownAt = state.elapsedSeconds
      isShown = true
      write(`\r${progressLine(state)}\u001b[K`)
    },
    clear: () => {
      if (isShown) write('\r\u001b[K')
      isShown = false
    },
  }
}

export function progressLine({ total, done, what, elapsedSeconds }: ProgressState): string {
  const filled = Math.round((done / total) * BAR_WIDTH)
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled)
  return cut(`  ${bar}  ${done}/${total}  ${elapsedSeconds.toFixed(1)} s  ${what}`, LINE_WIDTH)
}
