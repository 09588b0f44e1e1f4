/** The linter finds nothing in the project, and is seen to find each thing it is there to forbid. */
import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, test } from 'vitest'

const cwd = fileURLToPath(new URL('../..', import.meta.url))
/** Reading every type of the project takes a while on a small machine. */
const TYPED_LINT_MILLISECONDS = 120_000

test(
  'the whole project is clean',
  async () => {
    const results = await new ESLint({ cwd }).lintFiles('.')
    expect(results.length).toBeGreaterThan(20)
    expect(complaints(results)).toEqual([])
  },
  TYPED_LINT_MILLISECONDS,
)

// ---- rules that need no types: any path will do, the file need not be there

const untyped = new ESLint({
  cwd,
  overrideConfig: [
    {
      ...tseslint.configs.disableTypeChecked,
      rules: { ...tseslint.configs.disableTypeChecked.rules, 'wavetank/no-double-to-text': 'off' },
    },
    { languageOptions: { parserOptions: { projectService: false } } },
  ],
})

type Saying = readonly [code: string, instead: string]
const PURE = ['src/broker/planted.ts', 'sim/world/planted.ts', 'sim/report/planted.ts', 'scenarios/planted.ts']
const CORES = ['src/planted.ts', 'src/kraken/planted.ts', 'sim/exchange/deep/planted.ts', 'sim/oracle/planted.ts']
const WORLDLY = ['src/shell/planted.ts', 'sim/serve/planted.ts', 'sim/cli/planted.ts']

const worldly: readonly Saying[] = [
  ['export const now = Date.now()', 'take `now: Instant`'],
  ['const { now } = Date\nexport { now }', 'take `now: Instant`'],
  ['export const date = new Date()', 'take `now: Instant`'],
  ['export const text = Date()', 'take `now: Instant`'],
  ['export const date = new Date(2024, 1, 2)', 'Date.UTC'],
  ['export const hour = (date: Date) => date.getHours()', 'UTC counterpart'],
  ['export const luck = Math.random()', 'take `choices`'],
  ['setTimeout(() => undefined, 1)', 'return effects'],
  ['queueMicrotask(() => undefined)', 'return effects'],
  ["export const page = fetch('https://example.com')", 'return effects'],
  ["export const socket = new WebSocket('wss://example.com')", 'return effects'],
  ['export const now = performance.now()', 'take `now: Instant`'],
  ['export const home = process.env', 'return effects'],
  ["console.log('x')", 'return effects'],
  ['export const now = globalThis.Date', 'return effects'],
  ['export const id = crypto.randomUUID()', 'createHash'],
  ["import { randomUUID } from 'node:crypto'\nexport const id = randomUUID()", 'createHash'],
  ["import { randomBytes } from 'node:crypto'\nexport const id = randomBytes(4)", 'createHash'],
  ["import * as crypto from 'node:crypto'\nexport { crypto }", 'createHash'],
  ["import { readFileSync } from 'node:fs'\nexport { readFileSync }", 'return effects'],
  ["import { readFileSync } from 'fs'\nexport { readFileSync }", 'return effects'],
  ["import { setTimeout } from 'node:timers/promises'\nexport { setTimeout }", 'return effects'],
  ["export * from 'node:os'", 'return effects'],
  ["import { inspect } from 'node:util'\nexport { inspect }", 'return effects'],
  ["import { WebSocket } from 'ws'\nexport { WebSocket }", 'return effects'],
  ['export async function load() {}', 'return effects'],
  ['export const load = async () => 1', 'return effects'],
  ['export const one = Promise.resolve(1)', 'return effects'],
  ['export const one = new Promise(() => undefined)', 'return effects'],
  ["export const load = () => import('../time.ts')", 'layers'],
  ['export const sorted = (a: string, b: string) => a.localeCompare(b)', '< and >'],
  ['export const text = (n: bigint) => n.toLocaleString()', '< and >'],
  ['export const format = new Intl.NumberFormat()', '< and >'],
  ['export const weak = new WeakRef({})', 'plain reference'],
  ['export function f(o: object) { for (const key in o) return key }', 'order we chose'],
]

const unmoneyed: readonly Saying[] = [
  ["export const price = parseFloat('1.5')", 'never a double'],
  ["export const price = Number.parseFloat('1.5')", 'never a double'],
  ['export function f() { try { return 1 } catch { return 2 } }', 'json.ts'],
  ["export function f() { throw new Error('no') }", 'an assert'],
]

const nowhere: readonly Saying[] = [
  ['export const x: any = 1', 'any'],
  ['export const x = (y: number | undefined) => y!', 'non-null'],
  ["import { Side } from '../ems.ts'\nexport type X = Side", 'import type'],
  ["import { type Side } from '../ems.ts'\nexport type X = Side", 'top-level type qualifier'],
  ['export const x = <string>(1 as unknown)', 'as string'],
  ['export const x = (y: number) => y as unknown as string', 'hides every mistake'],
  ['export const x = (y: string) => y as never', 'hides every mistake'],
  ['export class X extends Map {}', 'No inheritance'],
  ['// @ts-ignore\nexport const x = 1', 'ts-expect-error'],
  ['export const x = (y: number) => y == 1', '==='],
  ['// eslint-disable-next-line eqeqeq -- no need\nexport const x = 1', 'Unused eslint-disable'],
]

const untested: readonly Saying[] = [
  ["import { test } from 'vitest'\ntest.only('x', () => undefined)", 'Every test runs'],
  ["import { test } from 'vitest'\ntest.skip('x', () => undefined)", 'Every test runs'],
  ["import { test } from 'vitest'\ntest.only.each([1])('x', () => undefined)", 'Every test runs'],
  ["import { describe } from 'vitest'\ndescribe.skip('x', () => undefined)", 'Every test runs'],
  ["import { vi } from 'vitest'\nexport { vi }", 'No mocks'],
]

const defaultExport: readonly Saying[] = [['export default 1', 'Export by name']]

const harmless = [
  'export const date = (ms: number) => new Date(ms).toISOString() + new Date(ms).getUTCHours()',
  "import { createHmac } from 'node:crypto'\nexport { createHmac }",
  "import { Buffer } from 'node:buffer'\nexport { Buffer }",
  "import { styleText } from 'node:util'\nexport { styleText }",
  'export const copy = structuredClone({})',
  "export const text = (n: bigint) => n.toLocaleString('en-US')",
  "export const bytes = Buffer.from('00', 'base64')",
]

describe.each([
  ['no pure place', [...PURE, ...CORES], worldly],
  ['no core', CORES, unmoneyed],
  ['nobody', ['src/planted.ts', 'test/planted.ts', ...WORLDLY], nowhere],
  ['no test', ['test/broker/planted.test.ts'], untested],
  ['nobody but a scenario', [...CORES, ...WORLDLY, 'sim/world/planted.ts', 'test/planted.ts'], defaultExport],
] as const)('%s may say', (_who, paths, sayings) => {
  test.each(sayings)('%j', async (code, instead) => {
    for (const path of paths) expect(await said(untyped, path, code), path).toContain(instead)
  })
})

const codes = (sayings: readonly Saying[]): readonly string[] => sayings.map(([code]) => code)
describe.each([
  { who: 'a place in the world', paths: WORLDLY, says: codes([...worldly, ...unmoneyed]) },
  { who: 'what is no core', paths: ['sim/world/planted.ts', 'sim/play/planted.ts'], says: codes(unmoneyed) },
  {
    who: 'a story or a configuration',
    paths: ['scenarios/planted.ts', 'vitest.config.ts'],
    says: codes(defaultExport),
  },
  { who: 'the file of assertions', paths: ['src/assert.ts'], says: ["export function f() { throw new Error('no') }"] },
  { who: 'every pure place', paths: [...PURE, ...CORES], says: harmless },
])('$who may say', ({ paths, says }) => {
  test.each(says)('%j', async (code) => {
    for (const path of paths) expect(await said(untyped, path, code), path).toBe('')
  })
})

// ---- rules that need types: the text takes the place of a file that is there

const typed = new ESLint({ cwd })
const UNION = "type U = { kind: 'a' } | { kind: 'b' }\n"

test.each([
  [
    'src/result.ts',
    `${UNION}export function f(u: U) { switch (u.kind) { case 'a': return 1 } return 2 }`,
    'exhaustive',
  ],
  [
    'sim/exchange/port.ts',
    `${UNION}export function f(u: U) { switch (u.kind) { case 'a': return 1\ndefault: return 2 } }`,
    'exhaustive',
  ],
  ['test/tidy/lint.test.ts', 'const f = async () => 1\nf()', 'Promises must be awaited'],
  ['src/ids.ts', "export const f = (): string => JSON.parse('1')", 'Unsafe return'],
  ['src/ids.ts', 'export const f = (x: string) => x as string', 'unnecessary'],
  ['src/time.ts', 'export const f = (x: number) => x.toFixed(2)', 'never a double'],
  ['sim/oracle/invariant.ts', 'export const f = (x: 1 | 2) => x.toPrecision(2)', 'never a double'],
])(
  '%s may not say %j',
  async (path, code, instead) => {
    expect(await said(typed, path, code)).toContain(instead)
  },
  TYPED_LINT_MILLISECONDS,
)

test(
  'what is no number may print itself with toFixed',
  async () => {
    const code = 'export const f = (x: { toFixed(digits: number): string }) => x.toFixed(2)'
    expect(await said(typed, 'src/time.ts', code)).toBe('')
  },
  TYPED_LINT_MILLISECONDS,
)

async function said(eslint: ESLint, filePath: string, code: string): Promise<string> {
  return complaints(await eslint.lintText(`${code}\n`, { filePath })).join('\n')
}

function complaints(results: readonly ESLint.LintResult[]): readonly string[] {
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, ruleId, message }) => `${filePath.slice(cwd.length)}:${line} ${ruleId} ${message}`),
  )
}
