/** Secrets are found by short cuts: whatever a plain pattern finds in its place, and whatever is known wherever it stands. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KnownSecrets } from '../../src/shell/known-secrets.ts'
import { withoutPlaced } from '../../src/shell/places.ts'

const RUNS = { numRuns: 5000 }

const NAMES = [
  ...[
    '"token"',
    '"Key"',
    '"OTP"',
    '"tag"',
    '"api-key"',
    '"API_sign"',
    '"apisecret"',
    '"master_account_id"',
    '"accountid"',
  ],
  ...['"iban"', '"price"', '"once"', '"xtoken"', '"key" "', '"sequence"', '"', 'token"'],
]
const COLONS = [':', ' :\n', ': ', '\u00a0:', '', '::']
const VALUES = ['"hush"', '"a\\"b"', '"c\\\\"', '17', '-1.5e3', '{', '"token"', '"12:34:56"', '[1,2]', '', 'é']
const BETWEEN = ['', ',', '}', '"', '\\', 'x', '12:34']
/** Names of secrets and such as look alike, and all that may stand around one. */
const member = fc.tuple(...[NAMES, COLONS, VALUES, BETWEEN].map((texts) => fc.constantFrom(...texts)))
const fragments = fc.array(member, { maxLength: 5 }).map((members) => members.flat().join(''))

describe('in its place', () => {
  const NAMED =
    'token|nonce|otp|password|secret|api[-_]?key|api[-_]?sign|api[-_]?secret|address|tag|memo|info|key|originators|email|account_?id|master_account_?id|user_?id|iiban|iban'
  const IN_JSON = new RegExp(`("(?:${NAMED})"\\s*:\\s*)(?:"((?:[^"\\\\]|\\\\.)*)"|(-?\\d[\\d.eE+-]*))`, 'gis')
  const marked = {
    text: (secret: string) => `<${secret.length}>`,
    number: (secret: string) => '0'.repeat(secret.length),
  }

  it('a secret of JSON is what one pattern over the whole text finds', () => {
    const byPattern = (text: string): string =>
      text.replace(IN_JSON, (_, place: string, value: string | undefined, number = '') =>
        value === undefined ? place + marked.number(String(number)) : `${place}"${marked.text(value)}"`,
      )
    const inJsonAlone = fragments.filter((text) => !text.includes('\\"') && !text.includes('='))
    fc.assert(
      fc.property(inJsonAlone, (text) => {
        expect(withoutPlaced(text, marked)).toBe(byPattern(text))
      }),
      RUNS,
    )
    // And it does find some.
    expect(
      fc.sample(inJsonAlone, { numRuns: 500, seed: 1 }).filter((text) => byPattern(text) !== text).length,
    ).toBeGreaterThan(100)
  })
})

describe('a known secret', () => {
  const spelling = fc.string({ unit: fc.constantFrom('a', 'b', '0'), minLength: 1, maxLength: 60 })

  it('is found wherever it stands, however long it is, until it is forgotten for a hundred others', () => {
    fc.assert(
      fc.property(
        fc.record({
          given: fc.array(spelling, { maxLength: 2 }),
          learnt: fc.array(spelling, { minLength: 1, maxLength: 4 }),
          around: fc.tuple(fc.string({ maxLength: 90 }), fc.string({ maxLength: 90 })),
          which: fc.nat(),
        }),
        ({ given, learnt, around: [before, behind], which }) => {
          const known = new KnownSecrets()
          for (const secret of given) known.give({ secret, blot: '#' })
          for (const secret of learnt) known.learn({ secret, blot: '*' })
          const text = before + (learnt[which % learnt.length] ?? '') + behind
          const marks = new Map([...given.map((secret) => [secret, '#'] as const)])
          const inTurn = [...marks, ...new Map(learnt.map((secret) => [secret, '*'] as const))]
          expect(known.blotIn(text)).toBe(inTurn.reduce((so, [secret, blot]) => so.replaceAll(secret, blot), text))
        },
      ),
      RUNS,
    )
  })

  it('that was forgotten is found no more, and those that were given are for good', () => {
    const known = new KnownSecrets()
    const secretOf = (number: number): string =>
      `${String(number).padStart(3, '0')} is a secret of a good length, and this is its end`
    known.give({ secret: secretOf(0), blot: '#' })
    for (let number = 0; number <= 150; number += 1) {
      known.learn({ secret: secretOf(number), blot: '*' })
      known.forgetOldest()
    }
    expect([0, 1, 50, 51, 150].map((number) => known.blotIn(`(${secretOf(number)})`))).toEqual([
      '(#)',
      `(${secretOf(1)})`,
      `(${secretOf(50)})`,
      '(*)',
      '(*)',
    ])
  })
})
