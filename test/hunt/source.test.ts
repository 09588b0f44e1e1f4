/** A scenario written as a story file is the same scenario again. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { MOST_LINES, scenarioSource } from '../../sim/hunt/shrink/source.ts'
import { draw } from '../../sim/hunt/story.ts'
import type { Scenario } from '../../sim/scenario.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))
mkdirSync(join(project, '.wavetank'), { recursive: true })
const place = mkdtempSync(join(project, '.wavetank', 'source-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

let written = 0
async function readAgain(text: string): Promise<Scenario> {
  const file = join(place, `${(written += 1)}.ts`)
  writeFileSync(file, text)
  const { default: scenario } = (await import(file)) as { readonly default: Scenario }
  return scenario
}
const source = (scenario: Scenario): string =>
  scenarioSource(scenario, { words: '../../sim/scenario.ts', remark: 'written by a test' })

const names = readdirSync(join(project, 'scenarios')).filter((file) => file.endsWith('.ts'))

test.each(names)('%s', async (file) => {
  const { default: scenario } = (await import(join(project, 'scenarios', file))) as { readonly default: Scenario }
  expect(await readAgain(source(scenario))).toStrictEqual(scenario)
})

test('hunted stories in the worst weather', async () => {
  for (const seed of Array.from({ length: 40 }, (_, index) => index)) {
    const { scenario } = draw(seed, { weather: 'hell' })
    expect(await readAgain(source(scenario))).toStrictEqual(scenario)
    expect(source(scenario).trimEnd().split('\n').length).toBeLessThanOrEqual(MOST_LINES)
  }
})

describe('texts', () => {
  const base: Scenario = {
    title: 'x',
    why: 'y',
    covers: [],
    market: 'XMR/EUR',
    funds: {},
    story: [],
    ending: {},
    visits: [],
  }

  test.each([
    'a "quoted" word',
    "an apostrophe's place",
    `both "of" 'them'`,
    'a line\nand another',
    'back\\slash',
    '→',
  ])('%j stays as it is', async (text) => {
    const told: Scenario = { ...base, why: text, story: [{ act: 'disk-holds', file: 'ledger', text }] }
    expect(await readAgain(source(told))).toStrictEqual(told)
  })

  test('six steps have a line each, more share them', () => {
    const steps = (count: number): Scenario => ({
      ...base,
      story: Array.from({ length: count }, (_, index) => ({ act: 'wait', seconds: index + 1 })),
    })
    const [few, many] = [6, 7].map((count) => source(steps(count)).split('\n'))
    expect(few?.slice(6, 8)).toEqual(['    seconds(1),', '    seconds(2),'])
    expect(many?.slice(6, 8)).toEqual([
      '    seconds(1), seconds(2), seconds(3), seconds(4), seconds(5), seconds(6), seconds(7),',
      '  ],',
    ])
  })
})
