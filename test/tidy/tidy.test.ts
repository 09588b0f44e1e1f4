/** Rules about texts that neither the compiler nor the linter has a word for. */
import { expect, test } from 'vitest'
import { projectFiles, textOf } from './project-files.ts'

/** Advice turned into a bound, so that growing past it is a decision: see the list of those that may. */
const MOST_LINES = 400
/** Longer files, by path: why each is one thought. */
const MAY_BE_LONG: Readonly<Record<string, string>> = {}

/** The rules: each names what is wrong with a text, or nothing. */
const rules = {
  'opens with a sentence that says what it is for': (text: string) => {
    const opening = /^(?:#!.*\n)?\/\*\*?\s([\s\S]*?)\*\//.exec(text)?.[1]
    const sentence = opening?.replaceAll(/\n\s*\*/g, ' ').trim()
    return sentence !== undefined && /^[^a-z].{15,}?[.:](\s|$)/.test(sentence) ? [] : ['no such sentence']
  },
  'leaves nothing for later': (text: string) => text.match(/\b(TODO|FIXME|XXX|HACK)\b/g) ?? [],
  'gives a reason for every rule it turns off': (text: string) =>
    text.match(/(\/\/|\/\*)\s*eslint-disable(?!.* -- \S).*$/gm) ?? [],
  'turns off no rule for a whole file': (text: string) => text.match(/\/\*\s*eslint[ -].*|@ts-nocheck/g) ?? [],
  'holds no emoji': (text: string) => text.match(/\p{Emoji_Presentation}/gu) ?? [],
} satisfies Readonly<Record<string, (text: string) => readonly string[]>>

const sources = new Map([...projectFiles('.ts'), 'eslint.config.js'].map((path) => [path, textOf(path)]))

test.each(Object.entries(rules))('every file %s', (_claim, rule) => {
  // This file holds the forbidden words because it forbids them; a story opens with its title and its reason.
  const judged = [...sources].filter(
    ([path]) => path !== 'test/tidy/tidy.test.ts' && !/^scenarios\/|\/stories\//.test(path),
  )
  expect(judged.length).toBeGreaterThan(20)
  expect(judged.flatMap(([path, text]) => rule(text).map((wrong) => `${path}: ${wrong}`))).toEqual([])
})

test.each([
  ['opens with a sentence that says what it is for', 'export const x = 1'],
  ['opens with a sentence that says what it is for', '// A line comment is not the opening.\nexport const x = 1'],
  ['opens with a sentence that says what it is for', '/** things */\nexport const x = 1'],
  ['leaves nothing for later', '// TODO: more'],
  ['gives a reason for every rule it turns off', '// eslint-disable-next-line no-console\n'],
  ['turns off no rule for a whole file', '/* eslint-disable no-console -- noisy */'],
  ['turns off no rule for a whole file', '// @ts-nocheck'],
  ['holds no emoji', 'it works \u{1F389}'],
] as const)('a file that does not keep %j is found: %j', (claim, text) => {
  expect(rules[claim](text)).toHaveLength(1)
})

test('a reason, a proper opening and the report’s arrows pass', () => {
  const text =
    '/**\n * Why a file is there,\n * over two lines.\n */\n// eslint-disable-next-line no-console -- a reason\n// ✗ ▶ ◀ ✓'
  expect(Object.values(rules).flatMap((rule) => rule(text))).toEqual([])
})

test(`no source is longer than ${MOST_LINES} lines without a reason, and no reason outlives its file`, () => {
  const long = [...sources].filter(([path, text]) => /^(src|sim)\//.test(path) && text.split('\n').length > MOST_LINES)
  expect(long.map(([path]) => path)).toEqual(Object.keys(MAY_BE_LONG).sort())
})

test('the lock file names no address to download from', () => {
  const lock = textOf('package-lock.json')
  expect(lock).toContain('"lockfileVersion"')
  expect(lock).not.toContain('"resolved"')
})
