/** What Kraken's documents leave open, as it is chosen in words. */
import { type Result, fail, ok } from '../../src/result.ts'
import { QUIRKS, type Quirks } from '../exchange/quirks.ts'

/** Of `name=choice`; fails with a sentence. */
export function readQuirks(words: readonly string[]): Result<Partial<Quirks>, string> {
  const quirks: Record<string, string> = {}
  for (const word of words) {
    const [name = '', choice = ''] = word.split('=', 2)
    const known = Object.entries(QUIRKS).find(([one]) => one === name)?.[1]
    if (known === undefined)
      return fail(`--quirks: there is no quirk '${name}', only ${Object.keys(QUIRKS).join(', ')}`)
    const choices: readonly string[] = known.choices
    if (!choices.includes(choice)) return fail(`--quirks: ${name} is one of ${choices.join(', ')}, not '${choice}'`)
    quirks[name] = choice
  }
  return ok(quirks)
}
