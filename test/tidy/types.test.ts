/** The compiler finds nothing in the project, and is seen to find what its strict options are there to forbid. */
import { expect, test } from 'vitest'
import { plant, run } from './scratch.ts'

const TSC = 'node_modules/typescript7/bin/tsc'
const COMPILE_MILLISECONDS = 120_000

test(
  'the whole project compiles',
  async () => {
    expect(await run(TSC, '--noEmit')).toEqual({ code: 0, output: '' })
    // What runs in a browser has a `document`, and no other file has one.
    expect(await run(TSC, '--noEmit', '-p', 'sim/report/page/browser')).toEqual({ code: 0, output: '' })
  },
  COMPILE_MILLISECONDS,
)

/** By file: what it says, and the compiler's answer. */
const offences: Readonly<Record<string, readonly [text: string, answer: string]>> = {
  'implicit-any.ts': ['export const f = (x) => x', "TS7006: Parameter 'x' implicitly has an 'any' type"],
  'unchecked-index.ts': ['export const f = (xs: string[]): string => xs[0]', 'TS2322'],
  'undefined-for-absent.ts': ['export const x: { y?: string } = { y: undefined }', 'exactOptionalPropertyTypes'],
  'index-by-dot.ts': ['export const f = (x: Record<string, string>) => x.y', 'TS4111'],
  'enumeration.ts': ['export enum X { Y }', 'TS1294'],
  'value-import-of-type.ts': ["import { Side } from '../../../src/ems.ts'\nexport type X = Side", 'TS1484'],
  'forgotten-return.ts': ['export function f(x: boolean) { if (x) return 1 }', 'TS7030'],
  'fall-through.ts': [
    'export function f(x: number) { switch (x) { case 1: f(2)\ncase 2: return f(3) } return 0 }',
    'TS7029',
  ],
  'unused.ts': ['const x = 1\nexport {}', 'TS6133'],
  'override.ts': ['export class X extends Map { clear() {} }', 'TS4114'],
  'document.ts': ['export const x = document.title', "TS2584: Cannot find name 'document'"],
  'no-extension.ts': ["export * from '../../../src/ems'", 'TS2835'],
  'one-brand-for-another.ts': [
    "import { txid } from '../../../src/ids.ts'\nimport type { Oid } from '../../../src/ids.ts'\nexport const x: Oid = txid('x')",
    'TS2322',
  ],
  'uncovered-switch.ts': [
    "import { unreachable } from '../../../src/assert.ts'\nexport function f(x: 'a' | 'b') { switch (x) { case 'a': return 1\ndefault: return unreachable(x) } }",
    `TS2345: Argument of type '"b"' is not assignable to parameter of type 'never'`,
  ],
}

test(
  'the compiler refuses every planted offence',
  async () => {
    const config = JSON.stringify({ extends: '../../../tsconfig.json', include: ['*.ts'] })
    const texts = Object.entries(offences).map(([file, [text]]) => [file, `${text}\n`] as const)
    const folder = plant('types', { 'tsconfig.json': config, ...Object.fromEntries(texts) })
    const { code, output } = await run(TSC, '--noEmit', '--pretty', 'false', '-p', `${folder}/tsconfig.json`)
    expect(code).not.toBe(0)
    const errors = output.split('\n')
    for (const [file, [, answer]] of Object.entries(offences)) {
      expect(errors.filter((error) => error.includes(`/${file}(`)).join('\n'), file).toContain(answer)
    }
  },
  COMPILE_MILLISECONDS,
)
