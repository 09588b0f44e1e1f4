/** The shape of an opinion about a run. */
import type { Evidence } from './evidence.ts'

/** Why a claim is false, in one sentence, with the values that make it so. */
export type Violation = string

/** What one look found. `looked` says whether there was anything to judge: a check with nothing to see is no proof. */
export type Finding = { readonly looked: boolean; readonly violations: readonly Violation[] }

export interface Invariant {
  /** A sentence that should be true: `no fill is told twice`. Also its name. */
  readonly claim: string
  /** `always` is asked after every event; `in the end` once faults have healed and the wire is quiet. */
  readonly when: 'always' | 'in the end'
  /** Why it stays, where no specimen needs it: each that it sees is seen by others too. */
  readonly stays?: string
  /** Begins a run: the check it returns is asked with that run's evidence only, and may keep cursors into it. */
  begin(): (evidence: Evidence) => Finding
}

export const staysSince = (stays: string, invariant: Invariant): Invariant => ({ ...invariant, stays })
export const always = (claim: string, begin: Invariant['begin']): Invariant => ({ claim, when: 'always', begin })
export const inTheEnd = (claim: string, check: (evidence: Evidence) => Finding): Invariant => ({
  claim,
  when: 'in the end',
  begin: () => check,
})
