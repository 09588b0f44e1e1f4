/** Which failures are the same one: what groups a thousand of them, and what a smaller story has to keep. */
import type { Failure } from '../play/outcome.ts'

/** Claims that say where a failure was found; what is wrong, their sentence says. */
const SAID_BY_THE_SENTENCE =
  /^(every step of the story can be performed|no machine breaks a claim of its own|the trader and Kraken agree within .*)$/

/**
 * The claim without the numbers that differ from run to run, and what the sentence says whoever and whenever it was where
 * the claim says too little. An ending is what somebody expects of one story, so another thing heard than expected is
 * another failure.
 */
export function causeOf({ claim, sentence }: Pick<Failure, 'claim' | 'sentence'>): string {
  if (claim === 'the ending') return `${claim}: ${sentence}`
  const where = claim.replaceAll(/\d+(\.\d+)?/g, '#')
  return SAID_BY_THE_SENTENCE.test(claim) ? `${where}: ${withoutNames(sentence)}` : where
}

/** `TOK2QG-5CUBB-N33TS4 was told at 1.5` is `ID was told at #`. */
const withoutNames = (sentence: string): string =>
  sentence
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ORDER')
    .replaceAll(/\b[A-Z0-9]{6}-[A-Z0-9]{5}-[A-Z0-9]{6}\b/g, 'ID')
    .replaceAll(/\b(?:ID(?:, | and ))+ID\b/g, 'ID')
    .replaceAll(/\b[a-z0-9]+\.kraken\b/g, 'MARKET')
    .replaceAll(/\b[A-Z0-9]{2,9}\/[A-Z]{2,6}\b/g, 'MARKET')
    .replaceAll(/ in [A-Z0-9]{5,12}\b/g, ' in MARKET')
    .replaceAll(/-?\d+(?:\.\d+)?/g, '#')
