/** A hunted story in a word: short enough for a chat, and certain to mean the same story or none. */
import { createHash } from 'node:crypto'
import { DIALECTS, type DialectName } from '../../src/kraken/dialects.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import { CLIMATES, type Climate } from './climate.ts'
import { type Hunted, draw } from './story.ts'

/** `wt-0.1.0-rough-4711-9f86d081`; an asked-for dialect stands at the end. */
const TOKEN = /^wt-(\d+\.\d+\.\d+)-([a-z]+|file[0-9a-f]{8})-(\d{1,15})-([0-9a-f]{8})(?:-(v\d))?$/

export function tokenOf(hunted: Hunted, { version }: { readonly version: string }): string {
  const { climate, seed, dialect } = hunted
  return ['wt', version, climate.name, seed, fingerprint(hunted), ...(dialect === undefined ? [] : [dialect])].join('-')
}

/**
 * Fails with a sentence: no such token, or one that another version of the hunt drew. `given`: the weather of a file,
 * which no token can tell.
 */
export function huntedBy(token: string, given?: Climate): Result<Hunted, string> {
  const [, version, weatherName, seed, print, dialectName] = TOKEN.exec(token) ?? []
  const weather = [...Object.values(CLIMATES), ...(given === undefined ? [] : [given])].find(
    ({ name }) => name === weatherName,
  )
  if (weather === undefined && weatherName?.startsWith('file') === true) {
    const told =
      given === undefined ? 'a file, so say --weather FILE too' : `another file than what '${given.name}' is of`
    return fail(`the weather of '${token}' is that of ${told}`)
  }
  const dialect = DIALECTS.find((name) => name === dialectName)
  if (seed === undefined || weather === undefined || dialect !== (dialectName as DialectName | undefined))
    return fail(`a token looks like wt-0.1.0-rough-4711-9f86d081, not '${token}'`)
  const hunted = draw(Number(seed), { weather, dialect })
  if (fingerprint(hunted) === print) return ok(hunted)
  return fail(
    `the story of '${token}' was drawn by another hunt, of version ${version}; from that seed this one draws another`,
  )
}

/** Of all that is played. */
const fingerprint = ({ scenario, way }: Hunted): string =>
  createHash('sha256')
    .update(JSON.stringify([scenario, way]))
    .digest('hex')
    .slice(0, 8)
