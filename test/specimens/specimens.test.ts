/** Every real bug that is brought back into a copy of the broker's source makes a scenario fail, for the stated reason. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SPECIMENS } from '../../sim/specimens/catalogue.ts'
import type { Specimen } from '../../sim/specimens/specimens.ts'
import { withBug } from '../../sim/specimens/specimens.ts'

const project = fileURLToPath(new URL('../../', import.meta.url))
/** Below the project, so that the copies find its packages. */
const place = join(project, '.wavetank', 'specimens')

/** Each plays whole scenarios in a process of its own. */
const SLOW = 60_000

type Result = {
  readonly scenarios: readonly {
    readonly name: string
    readonly verdict: string
    readonly failures: readonly { readonly claim: string; readonly sentence: string }[]
  }[]
}

beforeAll(() => {
  rmSync(place, { recursive: true, force: true })
})
afterAll(() => {
  rmSync(place, { recursive: true, force: true })
})

test('a specimen that does not fit the source any more says so', () => {
  const [specimen] = SPECIMENS
  expect(specimen && withBug(specimen, 'const nothing = 0')).toEqual({
    ok: false,
    error: `specimen ${specimen?.id ?? ''}: its text stands 0 times in ${specimen?.file ?? ''}, not once`,
  })
})

test(
  'the broker as it is passes every scenario that the specimens are sent through',
  () => {
    const names = [...new Set(SPECIMENS.flatMap((specimen) => specimen.scenarios))]
    const { scenarios } = play(project, names)
    const verdicts = scenarios.map(({ name, verdict }) => `${name} ${verdict}`)
    expect(verdicts.toSorted()).toEqual(names.map((name) => `${name} passed`).toSorted())
  },
  SLOW,
)

test.each(SPECIMENS)(
  '$id is caught: $bug',
  (specimen) => {
    const home = copyWith(specimen)
    const { scenarios } = play(home, specimen.scenarios)
    const failures = scenarios.flatMap((scenario) => scenario.failures)
    expect(failures.map(({ claim }) => claim)).toContain(specimen.caughtBy)
    for (const { sentence } of failures) expect(sentence.length).toBeGreaterThan(20)
  },
  SLOW,
)

test(
  'what a person reads of a specimen names the claim that broke',
  () => {
    const [specimen] = SPECIMENS
    if (specimen === undefined) throw new Error('there is a specimen')
    const report = commandIn(copyWith(specimen), ['run', ...specimen.scenarios]).stdout
    expect(report).toContain(specimen.caughtBy)
  },
  SLOW,
)

/** A copy of the project's own source with the bug in it. */
function copyWith(specimen: Specimen): string {
  const home = join(place, specimen.id)
  mkdirSync(home, { recursive: true })
  for (const part of ['src', 'sim', 'scenarios', 'package.json'])
    cpSync(join(project, part), join(home, part), { recursive: true })
  const file = join(home, specimen.file)
  const patched = withBug(specimen, readFileSync(file, 'utf8'))
  if (!patched.ok) throw new Error(patched.error)
  writeFileSync(file, patched.value)
  // A bug that does not compile would be caught by the compiler, and prove nothing about the net.
  const compiler = join(project, 'node_modules/typescript7/bin/tsc')
  const compiled = spawnSync(process.execPath, [compiler, '--noEmit', '-p', tsconfigFor(home)], { encoding: 'utf8' })
  expect(compiled.stdout).toBe('')
  return home
}

function tsconfigFor(home: string): string {
  const path = join(home, 'tsconfig.json')
  writeFileSync(
    path,
    JSON.stringify({
      extends: '../../../tsconfig.json',
      // A name that the bug leaves unused is no reason not to run it.
      compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
      include: ['src', 'sim'],
    }),
  )
  return path
}

function play(home: string, names: readonly string[]): Result {
  const { stdout, stderr } = commandIn(home, ['run', ...names, '--json'])
  if (!stdout.startsWith('{')) throw new Error(`no document: ${stderr}`)
  return JSON.parse(stdout) as Result
}

function commandIn(home: string, words: readonly string[]): { readonly stdout: string; readonly stderr: string } {
  const command = ['--import', 'tsx', 'sim/cli/main.ts', ...words, '--out', join(home, '.wavetank')]
  return spawnSync(process.execPath, command, { cwd: home, encoding: 'utf8', timeout: 60_000 })
}
