/** A test that reads a real payload beside the project; skipped, with the reason in its name, where it is absent. */
import { readFileSync } from 'node:fs'
import { it } from 'vitest'
import { sharedData } from '../shared-data.ts'

export function recorded(name: string, claim: string, check: (text: string) => void): void {
  const data = sharedData(name)
  const reason = data.there ? '' : ` (skipped: ${data.reason})`
  it.skipIf(!data.there)(`${name}: ${claim}${reason}`, () => check(data.there ? readFileSync(data.path, 'utf8') : ''))
}
