/** What each ending of the program is called towards the shell. */
import { unreachable } from '../../src/assert.ts'
import type { Ending } from '../../src/shell/live.ts'
import type { Verdict } from '../play/outcome.ts'

/** A claim in our own code was false. Source: sysexits.h, EX_SOFTWARE. */
export const INTERNAL = 70
/** Whoever read our output left. 128 + SIGPIPE, as for any program in a pipe. */
export const NOBODY_READS = 141
export const OK = 0
export const USAGE = 2

const INTERRUPTED = { SIGINT: 130, SIGTERM: 143 } as const
export type Interruption = keyof typeof INTERRUPTED

/** 128 + the signal's number, as a shell would say. */
export const interruptedCode = (signal: Interruption): number => INTERRUPTED[signal]

/** Of several verdicts the one that decides; none at all has passed. */
export const gravest = (verdicts: readonly Verdict[]): Verdict =>
  GRAVEST_FIRST.find((verdict) => verdicts.includes(verdict)) ?? 'passed'

/**
 * A run that goes two ways says nothing reliable, so that comes before all it seemed to find. A broken claim is
 * a proven fault; not coming to rest is often such a fault's shadow; and unknown only means that nothing was proven.
 */
const GRAVEST_FIRST: readonly Verdict[] = ['not deterministic', 'failed', 'unsettled', 'unknown']

export function verdictCode(verdict: Verdict): number {
  switch (verdict) {
    case 'passed':
      return OK
    case 'failed':
      return 1
    case 'unsettled':
      return 3
    case 'not deterministic':
      return 4
    case 'unknown':
      return 5
    default:
      return unreachable(verdict)
  }
}

export function endingCode({ kind }: Ending): number {
  switch (kind) {
    case 'stopped':
      return OK
    case 'gave up':
      return 1
    case 'broke':
      return INTERNAL
    default:
      return unreachable(kind)
  }
}
