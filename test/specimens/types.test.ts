/** Every specimen compiles: one that does not would be caught by the compiler, and prove nothing about the net. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SPECIMENS } from '../../sim/specimens/catalogue.ts'
import type { Specimen } from '../../sim/specimens/specimens.ts'
import { withBug } from '../../sim/specimens/specimens.ts'

const project = fileURLToPath(new URL('../../', import.meta.url))
/** Checks a dozen copies of the source. */
const SLOW = 120_000

let place = ''
beforeAll(() => {
  // Below the project, so that the copies find its packages.
  place = mkdtempSync(join(project, 'node_modules', '.specimens-'))
})
afterAll(() => rmSync(place, { recursive: true, force: true }))

test(
  'each compiles, a name left unused apart',
  () => {
    const copies = shared(SPECIMENS)
    for (const [number, specimens] of copies.entries()) {
      const home = join(place, String(number))
      cpSync(join(project, 'src'), join(home, 'src'), { recursive: true })
      for (const specimen of specimens) {
        const patched = withBug(specimen, readFileSync(join(project, specimen.file), 'utf8'))
        if (!patched.ok) throw new Error(`${specimen.id}: ${patched.error}`)
        writeFileSync(join(home, specimen.file), patched.value)
      }
    }
    expect(complaints(copies)).toEqual([])
  },
  SLOW,
)

test('one that does not compile is named', () => {
  const broken = { id: 'broken', file: 'src/assert.ts', find: '', replace: '' }
  const text = `0/${broken.file}(1,1): error TS1: anything\n`
  expect(named(text, [[{ ...broken }]])).toEqual([`broken: ${text.trim()}`])
})

type Part = Pick<Specimen, 'id' | 'file'>

/** As few copies as can hold all, each with at most one change to a file. */
function shared(all: readonly Specimen[]): readonly (readonly Specimen[])[] {
  const copies: Specimen[][] = []
  for (const specimen of all) {
    const copy = copies.find((one) => one.every(({ file }) => file !== specimen.file))
    if (copy === undefined) copies.push([specimen])
    else copy.push(specimen)
  }
  return copies
}

function complaints(copies: readonly (readonly Part[])[]): readonly string[] {
  const tsconfig = {
    extends: '../../tsconfig.json',
    compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
    include: ['*/src'],
  }
  writeFileSync(join(place, 'tsconfig.json'), JSON.stringify(tsconfig))
  const compiler = join(project, 'node_modules/typescript7/bin/tsc')
  const { stdout, status } = spawnSync(process.execPath, [compiler, '--noEmit', '--pretty', 'false', '-p', place], {
    cwd: place,
    encoding: 'utf8',
  })
  const found = named(stdout, copies)
  return status === 0 || found.length > 0 ? found : [`the compiler ended with ${status ?? 'a signal'}: ${stdout}`]
}

/** Each line of the compiler's with the specimen whose file it is about. */
function named(text: string, copies: readonly (readonly Part[])[]): readonly string[] {
  return text
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, copy, file] = /^(\d+)\/(src\/[^(]*)/.exec(line) ?? []
      const specimen = copies[Number(copy)]?.find((one) => one.file === file)
      return `${specimen?.id ?? 'another file'}: ${line}`
    })
}
