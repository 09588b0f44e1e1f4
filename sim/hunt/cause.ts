/** Which failures are the same one: what groups a thousand of them, and what a smaller story has to keep. */
import type { Failure } from '../play/outcome.ts'

/** Claims that say where a failure was found; what is wrong, their sentence says. */
const SAID_BY_THE_SENTENCE: ReadonlySet<string> = new Set([
  'every step of the story can be performed',
  'no machine breaks a claim of its own',
])

/**
 * The claim without the numbers that differ from run to run. An ending is what somebody expects of one story, so
 * another thing heard than expected is another failure.
 */
export function causeOf({ claim, sentence }: Pick<Failure, 'claim' | 'sentence'>): string {
  if (claim === 'the ending') return `${claim}: ${sentence}`
  return withoutNumbers(SAID_BY_THE_SENTENCE.has(claim) ? `${claim}: ${sentence}` : claim)
}

const withoutNumbers = (text: string): string => text.replaceAll(/\d+(\.\d+)?/g, '#')
