/** Stories drawn from seeds. */
import { describe, expect, it } from 'vitest'
import { builtInUniverse } from '../../sim/exchange/universe/universe.ts'
import { ALWAYS, DEEDS } from '../../sim/hunt/deeds.ts'
import { FAULTS } from '../../sim/hunt/faults.ts'
import { WEATHERS } from '../../sim/hunt/climate.ts'
import { PASSAGES } from '../../sim/hunt/passages.ts'
import { draw } from '../../sim/hunt/story.ts'
import { huntedBy, tokenOf } from '../../sim/hunt/token.ts'
import type { Step } from '../../sim/scenario.ts'

const SEEDS = Array.from({ length: 300 }, (_, seed) => seed + 1)
const drawn = SEEDS.map((seed) => draw(seed, { weather: 'rough' }))

describe('a story that is drawn', () => {
  it('is the same from the same seed, and another from another', () => {
    const texts = drawn.map((hunted) => JSON.stringify(hunted))
    expect(SEEDS.map((seed) => JSON.stringify(draw(seed, { weather: 'rough' })))).toEqual(texts)
    expect(new Set(drawn.map(({ scenario }) => JSON.stringify(scenario.story))).size).toBe(SEEDS.length)
  })

  it('is data: what is printed and read again is the story', () => {
    for (const { scenario } of drawn) expect(JSON.parse(JSON.stringify(scenario))).toEqual(scenario)
  })

  it('ends in the world healed, a broker running, and everything agreed', () => {
    for (const { scenario } of drawn) {
      const acts = scenario.story.map(({ act }) => act)
      const end = acts.includes('rival') ? ['heal', 'wait', 'broker', 'agree'] : ['heal', 'broker', 'agree']
      expect(acts.slice(-end.length)).toEqual(end)
    }
    expect(drawn.some(({ scenario }) => scenario.story.some(({ act }) => act === 'rival'))).toBe(true)
  })

  it('has kinds of deed and fault that others have not', () => {
    const optional = [...DEEDS, ...FAULTS].map(({ name }) => name)
    for (const name of optional) {
      const having = drawn.filter(({ kinds }) => kinds.includes(name)).length
      expect([name, having > 0 && having < SEEDS.length]).toEqual([name, true])
    }
    for (const { name } of ALWAYS) expect(drawn.every(({ kinds }) => kinds.includes(name))).toBe(true)
  })

  it('tells passages in half of the seeds, each of them in some', () => {
    const names = PASSAGES.map(({ name }) => name)
    const told = drawn.map(({ kinds }) => kinds.filter((kind) => names.includes(kind)))
    expect(names.filter((name) => !told.flat().includes(name))).toEqual([])
    const share = told.filter((some) => some.length > 0).length / SEEDS.length
    expect(share).toBeGreaterThan(0.4)
    expect(share).toBeLessThan(0.6)
    expect(Math.max(...told.map((some) => some.length))).toBe(3)
  })

  it('plays in every dialect and by every policy, in markets of old names too', () => {
    expect(new Set(drawn.map(({ way }) => `${way.dialect} ${way.editPolicy}`)).size).toBe(6)
    const markets = new Set(drawn.map(({ scenario }) => scenario.market))
    const pairs = [...builtInUniverse().pairs.values()].filter(({ wsname }) => markets.has(wsname ?? ''))
    expect(pairs.filter(({ key, altname }) => key !== altname).length).toBeGreaterThan(10)
  })

  it('goes wrong the more, the worse the weather', () => {
    const FAULT_ACTS: readonly Step['act'][] = ['weather', 'cut', 'answer', 'lose-reply', 'mode', 'disk-full']
    const [mild = 0, rough = 0, hell = 0] = WEATHERS.map((weather) => {
      const stories = SEEDS.slice(0, 100).map((seed) => draw(seed, { weather }).scenario.story)
      return stories.flat().filter(({ act }) => FAULT_ACTS.includes(act)).length
    })
    expect(mild).toBeGreaterThan(0)
    expect(rough).toBeGreaterThan(2 * mild)
    expect(hell).toBeGreaterThan(2 * rough)
  })
})

describe('a token', () => {
  it('is short, and draws the same story', () => {
    for (const hunted of [...drawn.slice(0, 20), draw(123456789012345, { weather: 'rough', dialect: 'v2' })]) {
      const token = tokenOf(hunted, { version: '0.1.0' })
      expect(token.length).toBeLessThanOrEqual(120)
      expect(huntedBy(token)).toEqual({ ok: true, value: hunted })
    }
  })

  it('that was made of another story is refused with a sentence', () => {
    const [one] = drawn.map((hunted) => tokenOf(hunted, { version: '0.1.0' }))
    const other = `${one?.slice(0, -8)}00000000`
    expect(huntedBy(other)).toEqual({
      ok: false,
      error: `the story of '${other}' was drawn by another hunt, of version 0.1.0; from that seed this one draws another`,
    })
    expect(huntedBy('hello')).toEqual({
      ok: false,
      error: "a token looks like wt-0.1.0-rough-4711-9f86d081, not 'hello'",
    })
  })
})
