/** Hunts a broken broker: how many stories that nobody wrote it takes until the net sees its bug. */
import { play } from '../hunt/play.ts'
import type { WeatherName } from '../hunt/climate.ts'
import { draw } from '../hunt/story.ts'
import type { BrokerFactory } from '../play/cast.ts'
import type { Specimen } from './specimens.ts'

/** So many stories, from the first seed on. */
export type HuntedSeeds = { readonly from: number; readonly seeds: number; readonly weather: WeatherName }

export type Pursuit =
  | {
      readonly kind: 'caught'
      /** How many were played, this one counted. */
      readonly seeds: number
      readonly seed: number
      /** Every claim that broke in it, the first one first. */
      readonly claims: readonly string[]
      /** Of the first. */
      readonly sentence: string
      /** A claim of the machine's own broke: the adapter would have died of it. */
      readonly isCrash: boolean
    }
  | {
      readonly kind: 'survived'
      readonly seeds: number
      readonly why: string
    }

/** Whether the broker as it is passes a seed; each is played once, whoever asks. */
export function health(weather: WeatherName): (seed: number) => boolean {
  const known = new Map<number, boolean>()
  return (seed) => {
    const isWell = known.get(seed) ?? play(draw(seed, { weather }), { twice: false }).outcome.failures.length === 0
    known.set(seed, isWell)
    return isWell
  }
}

/**
 * Seed by seed, until a claim breaks where the broker as it is passes. Hunted stories have no ending of their own, so
 * what catches is an invariant or what the end of every hunt demands. Yields how many have been played.
 */
export function* pursue(
  broken: BrokerFactory,
  { from, seeds, weather }: HuntedSeeds,
  isWell: (seed: number) => boolean,
): Generator<number, Pursuit> {
  const sick: number[] = []
  for (let played = 1; played <= seeds; played += 1) {
    const seed = from + played - 1
    const { failures } = play(draw(seed, { weather }), { twice: false, company: { broker: broken } }).outcome
    const [first] = failures
    if (first !== undefined && isWell(seed)) {
      const claims = [...new Set(failures.map(({ claim }) => claim))]
      const { sentence } = first
      return { kind: 'caught', seeds: played, seed, claims, sentence, isCrash: claims.includes(CRASH) }
    }
    if (first !== undefined) sick.push(seed)
    yield played
  }
  const barren = sick.length === 0 ? '' : `, and ${sick.join(', ')} fail without the bug too`
  return { kind: 'survived', seeds, why: `nothing broke in ${seeds} seeds${barren}` }
}

const CRASH = 'no machine breaks a claim of its own'

/** A specimen, and what became of the hunt for it. */
export type Pursued = { readonly specimen: Specimen; readonly pursuit: Pursuit }
