/** Every specimen fits the source as it stands, and speaks of scenarios, claims and settings that there are. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { INVARIANTS } from '../../sim/oracle/invariants.ts'
import type { Scenario } from '../../sim/scenario.ts'
import { SPECIMENS } from '../../sim/specimens/catalogue.ts'
import { withBug } from '../../sim/specimens/specimens.ts'

const project = fileURLToPath(new URL('../../', import.meta.url))

/** Claims of playing itself, and of what a story's steps ask for. */
const CLAIMS_OF_PLAYING = [
  /^the ending$/,
  /^the world comes to rest$/,
  /^no machine breaks a claim of its own$/,
  /^every step of the story can be performed$/,
  /^the trader and Kraken agree within \d+ s$/,
]

test('each has a name of its own', () => {
  const ids = SPECIMENS.map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)])
})

describe.each(SPECIMENS)('$id', (specimen) => {
  test(`fits ${specimen.file}`, () => {
    const patched = withBug(specimen, readFileSync(join(project, specimen.file), 'utf8'))
    expect(patched.ok ? undefined : patched.error).toBe(undefined)
    expect(specimen.replace).not.toBe(specimen.find)
  })

  test('is sent through scenarios that say they cover its bug', async () => {
    const covered: string[] = []
    for (const name of specimen.scenarios) {
      expect(existsSync(join(project, 'scenarios', `${name}.ts`)), `there is a scenario ${name}`).toBe(true)
      const { default: scenario } = (await import(`../../scenarios/${name}.ts`)) as { readonly default: Scenario }
      covered.push(...scenario.covers)
    }
    expect(specimen.covers.filter((id) => !covered.includes(id))).toEqual([])
  })

  test('is caught by a claim that there is', () => {
    const isClaim =
      INVARIANTS.some(({ claim }) => claim === specimen.caughtBy) ||
      CLAIMS_OF_PLAYING.some((claim) => claim.test(specimen.caughtBy))
    expect(isClaim, specimen.caughtBy).toBe(true)
  })
})

test('one that does not fit says how often its text stands there', () => {
  const specimen = { id: 'any', file: 'src/any.ts', find: 'nothing', replace: 'something' }
  expect(withBug(specimen, 'const nothing = 0')).toEqual({ ok: true, value: 'const something = 0' })
  expect(withBug(specimen, 'const all = 0')).toEqual({
    ok: false,
    error: 'its text stands 0 times in src/any.ts, not once',
  })
  expect(withBug(specimen, 'nothing, nothing')).toEqual({
    ok: false,
    error: 'its text stands 2 times in src/any.ts, not once',
  })
})
