/** Which real bugs stories and specimens speak of, held against the catalogue of them. */
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Scenario } from '../sim/scenario.ts'
import { SPECIMENS } from '../sim/specimens/catalogue.ts'
import { sharedBugs } from './shared-data.ts'

const folder = fileURLToPath(new URL('../scenarios/', import.meta.url))
const stories = await Promise.all(
  readdirSync(folder).map(async (file) => {
    const { default: scenario } = (await import(`../scenarios/${file}`)) as { readonly default: Scenario }
    return { name: file.replace(/\.ts$/, ''), covers: scenario.covers }
  }),
)

const catalogue = sharedBugs()
const text = catalogue.there ? readFileSync(catalogue.path, 'utf8') : ''
/** `### RACE-01 Modifying an order … [SEED]` */
const bugs = [...text.matchAll(/^### ([A-Z]+-\d\d) (.*)$/gm)].map(([, id = '', title = '']) => ({ id, title }))
const known = new Set(bugs.map(({ id }) => id))

const covered = new Set(stories.flatMap(({ covers }) => covers))
const uncovered = bugs.map(({ id }) => id).filter((id) => !covered.has(id))
const broughtBack = new Set(SPECIMENS.flatMap(({ covers }) => covers))
/** Bugs that really happened, or stand in code that was in use. */
const seeds = bugs.filter(({ title }) => title.includes('[SEED')).map(({ id }) => id)

describe.skipIf(!catalogue.there)(`the catalogue${catalogue.there ? '' : ` (skipped: ${catalogue.reason})`}`, () => {
  test('has the 120 entries that it says it has', () => {
    expect(bugs.length).toBe(120)
  })

  test.each([...stories, ...SPECIMENS.map(({ id, covers }) => ({ name: id, covers }))])(
    'knows what $name covers',
    ({ covers }) => {
      expect(covers.length).toBeGreaterThan(0)
      expect(covers.filter((id) => !known.has(id))).toEqual([])
    },
  )

  test(`is covered by stories but for ${uncovered.join(' ')}`, () => {
    expect(uncovered.length).toBeLessThanOrEqual(5)
  })

  test(`has ${seeds.length} bugs that happened, of which no specimen brings back ${missing().join(' ')}`, () => {
    expect(seeds.length - missing().length).toBeGreaterThanOrEqual(40)
  })
})

function missing(): readonly string[] {
  return seeds.filter((id) => !broughtBack.has(id))
}
