/** Weather of a file is drawn as it says, under the same words as the weathers that have a name. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readWeather } from '../../sim/cli/hunt/weather-file.ts'
import { CLIMATES } from '../../sim/hunt/climate.ts'
import { DEEDS } from '../../sim/hunt/deeds.ts'
import { FAULTS } from '../../sim/hunt/faults.ts'
import { play } from '../../sim/hunt/play.ts'
import { leavesOf } from '../../sim/hunt/shrink/steps.ts'
import { draw } from '../../sim/hunt/story.ts'
import { huntedBy, tokenOf } from '../../sim/hunt/token.ts'

const folder = mkdtempSync(join(tmpdir(), 'wavetank-weather-'))
afterAll(() => rmSync(folder, { recursive: true }))

const fileOf = (weather: unknown): string => {
  const file = join(folder, 'weather.json')
  writeFileSync(file, typeof weather === 'string' ? weather : JSON.stringify(weather))
  return file
}
const climateOf = (weather: unknown) => {
  const read = readWeather(fileOf(weather))
  if (!read.ok) throw new Error(read.error)
  return read.value
}

/** On machines that may be busy. */
const SLOW = 120_000
const SEEDS = Array.from({ length: 60 }, (_, index) => index + 1)

describe('the weather of a file', () => {
  it('has the kinds that it names and no other, as often as it says', () => {
    const weather = climateOf({
      acts: [30, 30],
      fault: 60,
      faults: { share: 0, kinds: { cut: 100, 'disk full': { share: 100, weight: 50, most: 2 } } },
      deeds: { share: 0 },
    })
    const stories = SEEDS.map((seed) => draw(seed, { weather }).scenario.story)
    const counts = stories.map((story) => {
      const acts = leavesOf(story).map(({ act }) => act)
      return {
        full: acts.filter((act) => act === 'disk-full').length,
        cuts: acts.filter((act) => act === 'cut').length,
      }
    })
    expect(Math.max(...counts.map(({ full }) => full))).toBe(2)
    expect(counts.every(({ cuts }) => cuts > 5)).toBe(true)
    const known = ['broker', 'settle', 'heal', 'agree', 'wait', 'place', 'decide', 'disk-full', 'cut']
    expect(new Set(stories.flatMap((story) => leavesOf(story).map(({ act }) => act)))).toEqual(new Set(known))
  })

  it('that says nothing differs from rough weather by its luck alone', () => {
    expect(climateOf({})).toEqual({ ...CLIMATES.rough, name: expect.stringMatching(/^file[0-9a-f]{8}$/) as string })
  })

  it('takes away a kind that rough weather has', () => {
    const weather = climateOf({ faults: { share: 100, kinds: { drift: 0, mode: { share: 0 } } } })
    const kinds = new Set(SEEDS.flatMap((seed) => draw(seed, { weather }).kinds))
    expect(FAULTS.map(({ name }) => name).filter((name) => !kinds.has(name))).toEqual(['mode', 'drift'])
  })

  it('can be told by a token, beside the file', () => {
    const weather = climateOf({ faults: { share: 80 } })
    const hunted = draw(7, { weather })
    const token = tokenOf(hunted, { version: '0.1.0' })
    expect(token.length).toBeLessThan(120)
    expect(huntedBy(token, weather)).toEqual({
      ok: true,
      value: expect.objectContaining({ scenario: hunted.scenario }) as object,
    })
    expect(huntedBy(token)).toEqual({
      ok: false,
      error: `the weather of '${token}' is that of a file, so say --weather FILE too`,
    })
    const other = climateOf({ faults: { share: 81 } })
    expect(huntedBy(token, other)).toEqual({ ok: false, error: expect.stringContaining('another file') as string })
  })

  it('is played under every claim', { timeout: SLOW }, () => {
    const weather = climateOf({
      acts: [8, 8],
      fault: 80,
      faults: { share: 0, kinds: { 'frames doubled': 100, delay: 100 } },
    })
    const outcomes = [1, 2, 3].map((seed) => play(draw(seed, { weather }), { twice: true }).outcome)
    expect(outcomes.map(({ verdict }) => verdict)).toEqual(['passed', 'passed', 'passed'])
    expect(outcomes.some(({ trace }) => trace.some(({ kind }) => kind === 'fault'))).toBe(true)
  })
})

describe('weather that does not read', () => {
  const kinds = FAULTS.map(({ name }) => name).join(', ')
  it.each([
    ['{', /is no JSON: /],
    [
      { faults: { kinds: { 'disc full': 3 } } },
      `faults.kinds.disc full: there is no 'disc full'; did you mean 'disk full'?; there are ${kinds}`,
    ],
    [{ deeds: { kinds: { juggles: 3 } } }, /deeds\.kinds\.juggles: there is no 'juggles'; there are trader takes, /],
    [
      { faults: { kinds: { cut: 101 } } },
      'faults.kinds.cut: a share from 0 to 100, or an object of share, weight (1 to 100) and most (1 to 1000)',
    ],
    [{ acts: [9, 3] }, 'acts: the fewest before the most'],
    [{ fault: 2.5 }, 'fault: a whole number from 0 to 100'],
    [{ fault: 120 }, 'fault: at most 100'],
    [{ faluts: {} }, 'there is no faluts'],
  ])('%j', (weather, why) => {
    const read = readWeather(fileOf(weather))
    expect(read.ok ? '' : read.error).toMatch(typeof why === 'string' ? `does not read: ${why}` : why)
  })

  it('a name that is none and no file', () => {
    expect(readWeather('helll')).toEqual({
      ok: false,
      error: "--weather takes mild, rough, hell or a file, and there is no file 'helll'; did you mean 'hell'?",
    })
  })
})

it('the example of the documentation reads, and the document names every kind', () => {
  const document = readFileSync(new URL('../../docs/weather.md', import.meta.url), 'utf8')
  const [, example = ''] = /```json\n([^`]+)```/.exec(document) ?? []
  expect(climateOf(example)).toMatchObject({ faults: { kinds: { 'disk full': { most: 1 } } } })
  const named = [...document.replaceAll(/```[^`]+```/g, '').matchAll(/`([^`]+)`/g)].map(([, name]) => name)
  expect([...FAULTS, ...DEEDS].map(({ name }) => name).filter((name) => !named.includes(name))).toEqual([])
})
