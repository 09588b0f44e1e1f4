/** Where specimens are made: copies of the broker's source, each with one bug in it, below the project's own folder. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Result, ok } from '../../../src/result.ts'
import { type Specimen, withBug } from '../../specimens/specimens.ts'
import { PROJECT } from '../stories.ts'

export type Bench = {
  /** The folder of the copy; or why the specimen does not fit the source any more. */
  readonly make: (specimen: Specimen) => Result<string, string>
  readonly clear: () => void
}

/** Below the project, so that the copies find its packages. */
const PLACE = join(PROJECT, '.wavetank')

export function openBench(): Bench {
  mkdirSync(PLACE, { recursive: true })
  const place = mkdtempSync(join(PLACE, 'specimens-'))
  return {
    make(specimen) {
      const patched = withBug(specimen, readFileSync(join(PROJECT, specimen.file), 'utf8'))
      if (!patched.ok) return patched
      const home = join(place, specimen.id)
      cpSync(join(PROJECT, 'src'), join(home, 'src'), { recursive: true })
      writeFileSync(join(home, specimen.file), patched.value)
      return ok(home)
    },
    clear: () => rmSync(place, { recursive: true, force: true }),
  }
}
