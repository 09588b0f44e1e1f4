/** The page on the weather: of each thing that can go wrong, the words exist, a hunt draws it, and it bites where the page says. */
import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { present } from '../../src/assert.ts'
import { ALWAYS, DEEDS } from '../../sim/hunt/deeds.ts'
import { FAULTS } from '../../sim/hunt/faults.ts'
import { stepsSource } from '../../sim/hunt/shrink/step-source.ts'
import { mapLeaves } from '../../sim/hunt/shrink/steps.ts'
import { playBranch } from '../../sim/play/branch.ts'
import { standardCompany } from '../../sim/play/play.ts'
import { waysOf } from '../../sim/play/way.ts'
import * as words from '../../sim/scenario.ts'
import { nextScript, scripted } from '../../sim/world/chance.ts'

const page = readFileSync(new URL('../../docs/weather.md', import.meta.url), 'utf8')

type Row = {
  readonly knob: string
  readonly says: readonly string[]
  readonly kinds: readonly string[]
  readonly story: string
}
const codeIn = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
const rows: readonly Row[] = page
  .split('\n')
  .filter((line) => line.startsWith('| K'))
  .map((line) => {
    const [, knob = '', , said = '', drawn = '', bites = ''] = line.split('|').map((cell) => cell.trim())
    return { knob, says: codeIn(said), kinds: codeIn(drawn), story: codeIn(bites)[0] ?? '' }
  })

/** Settings of a scenario, which no step says. */
const SETTINGS = ['tier', 'served'] as const

test('the page has all twenty-one', () => {
  expect(rows.map(({ knob }) => knob)).toEqual(Array.from({ length: 21 }, (_, index) => `K${index + 1}`))
})

test.each(rows)('what $knob is in a story is a word, and what it is drawn as is a kind', ({ says, kinds }) => {
  const isWord = (text: string): boolean => {
    const [place = '', word] = text.split('.')
    const found: unknown = Object.entries(words).find(([name]) => name === place)?.[1]
    return word === undefined ? found !== undefined : Object.hasOwn(Object(found) as object, word)
  }
  expect(says.length).toBeGreaterThan(0)
  expect(says.filter((text) => !SETTINGS.some((one) => one === text) && !isWord(text))).toEqual([])
  const known = [...ALWAYS, ...DEEDS, ...FAULTS].map(({ name }) => name)
  expect(kinds.filter((kind) => !known.includes(kind))).toEqual([])
})

// ---- on and off

/** What happened, told without the steps and without the faults that were ordered. */
function told(scenario: words.Scenario, script: readonly number[]) {
  const way = present(waysOf(scenario, {})[0], 'a story is played in some way')
  const { outcome, taken } = playBranch(
    { name: 'bites', file: '', scenario },
    { seed: 1, way, picks: scripted(script), until: undefined, company: { ...standardCompany(), invariants: [] } },
  )
  const events = outcome.trace.filter(({ kind }) => kind !== 'step' && kind !== 'fault')
  return { text: JSON.stringify(events), taken }
}

function without(scenario: words.Scenario, says: readonly string[]): words.Scenario {
  const saysIt = (step: words.Step): boolean =>
    stepsSource([step]).texts.some((text) => says.some((word) => text === word || text.startsWith(`${word}(`)))
  const one = (step: words.Step): readonly words.Step[] => {
    if (saysIt(step) && (step.act === 'race' || step.act === 'together')) {
      return step.act === 'race' ? step.between : step.of
    }
    return [step]
  }
  const story = mapLeaves(scenario.story.flatMap(one), (leaf) => (saysIt(leaf) ? [] : [leaf]))
  const settings = Object.entries(scenario).filter(([name]) => !says.includes(name))
  return { ...(Object.fromEntries(settings) as words.Scenario), story, drawn: true }
}

const MOST_BRANCHES = 30

describe('bites', { timeout: 240_000 }, () => {
  it.each(rows)('$knob in $story', async ({ says, story }) => {
    const { default: scenario } = (await import(`../../scenarios/${story}.ts`)) as { readonly default: words.Scenario }
    const off = without(scenario, says)
    const isSaid = says.some((word) => Object.hasOwn(scenario, word))
    expect(isSaid || JSON.stringify(off.story) !== JSON.stringify(scenario.story)).toBe(true)
    const silent = new Set<string>()
    let script: readonly number[] | undefined = []
    for (let branch = 0; script !== undefined && branch < MOST_BRANCHES; branch += 1) {
      const played = told(off, script)
      silent.add(played.text)
      script = nextScript(played.taken)
    }
    expect(told(off, []).text).toBe([...silent][0])
    const on = { ...scenario, drawn: true } as const
    let bites = false
    script = []
    for (let branch = 0; !bites && script !== undefined && branch < MOST_BRANCHES; branch += 1) {
      const played = told(on, script)
      bites = !silent.has(played.text)
      script = nextScript(played.taken)
    }
    expect(bites).toBe(true)
  })
})
