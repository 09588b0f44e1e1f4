/** Reads `--weather`: a name, or a file that says how much goes wrong, and of what kinds. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type Result, fail, ok } from '../../../src/result.ts'
import { CLIMATES, type Climate, WEATHERS } from '../../hunt/climate.ts'
import { DEEDS } from '../../hunt/deeds.ts'
import { FAULTS } from '../../hunt/faults.ts'
import { guess } from '../nearest.ts'

const wholeUpTo = (most: number, least = 0): z.ZodNumber =>
  z.int(`a whole number from ${least} to ${most}`).min(least, `at least ${least}`).max(most, `at most ${most}`)
const Percent = wholeUpTo(100)
/** A share alone can be said as a number. */
const KindShape = z.union(
  [
    Percent.transform((share) => ({ share })),
    z.strictObject({
      share: Percent.exactOptional(),
      weight: wholeUpTo(100, 1).exactOptional(),
      most: wholeUpTo(1000, 1).exactOptional(),
    }),
  ],
  'a share from 0 to 100, or an object of share, weight (1 to 100) and most (1 to 1000)',
)

/** `all` is what there is of them. */
const kindsShape = (all: readonly { readonly name: string }[], share: number) => {
  const names = all.map(({ name }) => name)
  const known = z.string().check(({ value, issues }) => {
    if (names.includes(value)) return
    const message = `there is no '${value}'${guess(value, names)}; there are ${names.join(', ')}`
    issues.push({ code: 'custom', input: value, message })
  })
  return z.strictObject({ share: Percent.default(share), kinds: z.record(known, KindShape).exactOptional() })
}

const { rough } = CLIMATES
const MOST_ACTS = 500

const Shape = z.strictObject({
  acts: z
    .tuple([wholeUpTo(MOST_ACTS, 1), wholeUpTo(MOST_ACTS, 1)], 'the fewest and the most things that happen: [6, 24]')
    .refine(([least, most]) => least <= most, 'the fewest before the most')
    .default([...rough.acts]),
  fault: Percent.default(rough.fault),
  faults: kindsShape(FAULTS, rough.faults.share).prefault({}),
  deeds: kindsShape(DEEDS, rough.deeds.share).prefault({}),
})

/** Fails with a sentence. What a file leaves out is as in rough weather. */
export function readWeather(given: string): Result<Climate, string> {
  const name = WEATHERS.find((one) => one === given)
  if (name !== undefined) return ok(CLIMATES[name])
  const where = `--weather takes ${WEATHERS.join(', ')} or a file`
  let text: string
  try {
    text = readFileSync(given, 'utf8')
  } catch {
    return fail(`${where}, and there is no file '${given}'${guess(given, WEATHERS)}`)
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return fail(`the weather in '${given}' is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const read = Shape.safeParse(json)
  if (!read.success) {
    const [issue] = read.error.issues
    const place = issue?.path.join('.') ?? ''
    return fail(`the weather in '${given}' does not read: ${place === '' ? '' : `${place}: `}${issueText(issue)}`)
  }
  // The same weather has the same name in whatever file it stands.
  const digest = createHash('sha256').update(JSON.stringify(read.data)).digest('hex').slice(0, 8)
  return ok({ name: `file${digest}`, ...read.data })
}

/** Of a key that is not known, what is wrong with the key. */
function issueText(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message
  return issue?.code === 'unrecognized_keys' ? `there is no ${issue.keys.join(' and no ')}` : (issue?.message ?? '')
}
