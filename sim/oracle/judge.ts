/** Asks all invariants about one run, after every event and in the end. */
import type { Evidence } from './evidence.ts'
import type { Finding, Invariant } from './invariant.ts'

/** A claim that does not hold, and the sentence that says why. */
export type Broken = { readonly claim: string; readonly sentence: string }

export interface Judge {
  /** Asks the `always` invariants; each violation is reported once in a run. */
  look(evidence: Evidence): readonly Broken[]
  /** Asks every invariant; to be called once, after everything has healed and settled. */
  end(evidence: Evidence): readonly Broken[]
  /** The claims that never had anything to judge: of them nothing is known. */
  unlooked(): readonly string[]
}

/** Begins a run: the judge may be asked about that run's evidence only. */
export function beginAll(invariants: readonly Invariant[]): Judge {
  const checks = invariants.map((invariant) => ({ invariant, check: invariant.begin() }))
  const looked = new Set<string>()
  const reported = new Set<string>()

  const fresh = (claim: string, finding: Finding): readonly Broken[] => {
    if (finding.looked) looked.add(claim)
    return finding.violations.flatMap((sentence) => {
      const key = JSON.stringify([claim, sentence])
      if (reported.has(key)) return []
      reported.add(key)
      return [{ claim, sentence }]
    })
  }
  const ask = (evidence: Evidence, whens: readonly Invariant['when'][]): readonly Broken[] =>
    checks
      .filter(({ invariant }) => whens.includes(invariant.when))
      .flatMap(({ invariant, check }) => fresh(invariant.claim, check(evidence)))

  return {
    look: (evidence) => ask(evidence, ['always']),
    end: (evidence) => ask(evidence, ['always', 'in the end']),
    unlooked: () => invariants.map(({ claim }) => claim).filter((claim) => !looked.has(claim)),
  }
}
