/** Invariants that judge each event of a run once, when it is new. */
import { present } from '../../src/assert.ts'
import type { Evidence } from './evidence.ts'
import { type Invariant, type Violation, always } from './invariant.ts'
import { type Fact, type Run, runOf } from './run.ts'

/** What is wrong with the fact; an empty list when it is right; undefined when the claim is not about it. */
export type FactCheck = (fact: Fact, evidence: Evidence, run: Run) => readonly Violation[] | undefined

/** `begin` starts a run and may keep what the facts so far have shown. */
export const factByFact = (claim: string, begin: () => FactCheck): Invariant =>
  always(claim, () => {
    const check = begin()
    let next = 0
    return (evidence) => {
      const run = runOf(evidence)
      const found: (readonly Violation[])[] = []
      for (; next < run.facts.length; next += 1) {
        const fact = present(run.facts[next], 'an index below the length is among the facts')
        const violations = check(fact, evidence, run)
        if (violations !== undefined) found.push(violations)
      }
      return { looked: found.length > 0, violations: found.flat() }
    }
  })
