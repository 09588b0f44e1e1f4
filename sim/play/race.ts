/** In which orders the steps of a race can reach Kraken. */
import type { Step } from '../scenario.ts'

/** Seven steps would have more orders than a story may have branches. */
export const MOST_RACERS = 6

/** What goes through the broker's one socket, where a later request cannot overtake an earlier one. */
export const isTraders = (step: Step): boolean =>
  step.act === 'edit' ||
  step.act === 'cancel-all' ||
  ((step.act === 'place' || step.act === 'cancel') && step.who === 'trader') ||
  (step.act === 'together' && step.of.every(isTraders))

/** Why these steps cannot race, as a sentence; undefined when they can. */
export function raceMisfit(between: readonly Step[]): string | undefined {
  if (between.length > MOST_RACERS) return `at most ${MOST_RACERS} steps race, not ${between.length}`
  const waiting = between.find(({ act }) =>
    ['wait', 'agree', 'settle', 'heal', 'race', 'either', 'release'].includes(act),
  )
  return waiting === undefined ? undefined : `a step that takes time or branches cannot race: ${waiting.act}`
}

/**
 * Every order of the steps, as lists of their places, that keeps the trader's own steps in the order given.
 * The first is the order in which they are written.
 */
export function raceOrders(between: readonly Step[]): readonly (readonly number[])[] {
  const complete = (begun: readonly number[]): readonly (readonly number[])[] => {
    const left = between.flatMap((step, place) => (begun.includes(place) ? [] : [{ step, place }]))
    if (left.length === 0) return [begun]
    const firstOfTrader = left.find(({ step }) => isTraders(step))?.place
    return left
      .filter(({ step, place }) => !isTraders(step) || place === firstOfTrader)
      .flatMap(({ place }) => complete([...begun, place]))
  }
  return complete([])
}
