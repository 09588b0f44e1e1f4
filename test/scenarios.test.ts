/** Every scenario holds in every branch, played twice; and the files they leave say what an outsider reads in them. */
import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { NOTE_NAMES } from '../src/broker/notes.ts'
import type { NamedScenario, Outcome } from '../sim/play/outcome.ts'
import { playBranches } from '../sim/play/play.ts'
import { summarise } from '../sim/play/verdict.ts'
import { wayWords, waysOf } from '../sim/play/way.ts'
import type { Scenario } from '../sim/scenario.ts'

const folder = fileURLToPath(new URL('../scenarios/', import.meta.url))
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
  .toSorted()
const scenarios = await Promise.all(
  names.map(async (name): Promise<NamedScenario> => {
    const { default: scenario } = (await import(`../scenarios/${name}.ts`)) as { readonly default: Scenario }
    return { name, file: `scenarios/${name}.ts`, scenario }
  }),
)

/** Filled as the scenarios are played, and looked at when all have been. */
const outcomes: Outcome[] = []

test.each(scenarios)(
  '$name holds in every branch',
  (named) => {
    const played = waysOf(named.scenario, {}).flatMap((way) => [...playBranches(named, { seed: 1, ...way })])
    outcomes.push(...played)
    const failed = played.flatMap(({ path, way, failures }) =>
      failures.map(({ sentence }) => `${path} ${wayWords(way).join(' ')}: ${sentence}`),
    )
    expect(failed).toEqual([])
    expect(summarise(named, played)).toEqual({ verdict: 'passed' })
  },
  60_000,
)

test('there are scenarios for the things that lose money first', () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(14)
  for (const { scenario, name } of scenarios) {
    expect(scenario.covers.length, `${name} covers something`).toBeGreaterThan(0)
    // A broker that gave up for the reason that the story names has been there too.
    const proofs = [...scenario.visits, ...(scenario.ending.gaveUp === undefined ? [] : [scenario.ending.gaveUp])]
    expect(proofs.length, `${name} proves where it went`).toBeGreaterThan(0)
  }
})

test('another seed brings other weather and the same endings', () => {
  const [first] = scenarios
  if (first === undefined) throw new Error('there is a scenario')
  const one = [...playBranches(first, { seed: 1 })]
  const other = [...playBranches(first, { seed: 2 })]
  expect(other.map(({ verdict }) => verdict)).toEqual(one.map(() => 'passed'))
  expect(other.map(({ hash }) => hash)).not.toEqual(one.map(({ hash }) => hash))
})

test('every note that the broker can make was made in some branch', () => {
  const made = new Set(outcomes.flatMap(({ visited }) => [...visited]))
  expect(NOTE_NAMES.filter((name) => !made.has(name))).toEqual([])
})

const python = spawnSync('python3', ['-c', 'import tomllib'])
const noPython = python.status === 0 ? '' : ' (skipped: there is no python3 with tomllib)'

describe.skipIf(noPython !== '')(`an outsider's TOML parser${noPython}`, () => {
  test('reads the positions that the oracle reckons, to the last digit', () => {
    const files = outcomes.flatMap(({ files: { positions: text }, positions }) =>
      text === undefined || positions.length === 0 ? [] : [{ text, positions }],
    )
    expect(files.length).toBeGreaterThan(100)
    const script = `
import json, sys, tomllib
from decimal import Decimal
plain = lambda text: format(Decimal(text).normalize(), 'f')
for text in json.load(sys.stdin):
    tables = tomllib.loads(text, parse_float=str).get('kraken', {}).get('spot', {})
    print(json.dumps({symbol: plain(row['size']) + ' @ ' + plain(row['ppu']) for symbol, row in tables.items()}))
`
    const input = JSON.stringify(files.map(({ text }) => text))
    const printed = execFileSync('python3', ['-c', script], { input, encoding: 'utf8', maxBuffer: 1 << 28 })
    const read = printed
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Readonly<Record<string, string>>)
    expect(read).toEqual(
      files.map(({ positions }) =>
        Object.fromEntries(
          positions.filter(({ oracle }) => oracle !== 'nothing').map(({ symbol, oracle }) => [symbol, oracle]),
        ),
      ),
    )
  })
})
