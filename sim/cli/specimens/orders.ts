/** What one process asks another to try out, and what it hears of it. */
import type { HuntedSeeds, Pursuit } from '../../specimens/pursuit.ts'
import type { Specimen } from '../../specimens/specimens.ts'
import type { Trial } from '../../specimens/trial.ts'

export type Order = {
  readonly specimen: Specimen
  /** Where its source lies. */
  readonly home: string
  /** Hunts it in these; its own stories are played otherwise. */
  readonly hunt?: HuntedSeeds
}

/** `going`: a seed more was played, and nothing broke. */
export type Told =
  { readonly kind: 'going'; readonly seeds: number } | { readonly kind: 'ended'; readonly result: Trial | Pursuit }
