/** Hunting specimens: which are caught after how many seeds, which survive, and what is said of it. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createBroker } from '../../src/broker/broker.ts'
import type { BrokerFactory } from '../../sim/play/cast.ts'
import { plain } from '../../sim/report/colour.ts'
import { type PursuitsDocument, pursuitLines, pursuitsDocument } from '../../sim/report/pursuits.ts'
import { SPECIMENS } from '../../sim/specimens/catalogue.ts'
import { type HuntedSeeds, type Pursuit, health, pursue } from '../../sim/specimens/pursuit.ts'

const SEEDS: HuntedSeeds = { from: 1, seeds: 4, weather: 'mild' }
const PATIENCE = 120_000

/** Tells a fill only where `atAFill` says so. */
const brokenAtAFill =
  (atAFill: () => boolean): BrokerFactory =>
  (config) => {
    const honest = createBroker(config)
    return {
      pending: () => honest.pending(),
      handle: (now, input) =>
        honest
          .handle(now, input)
          .filter((effect) => effect.kind !== 'ems-event' || effect.event.kind !== 'BrokerdFill' || atAFill()),
    }
  }

function outcome(broken: BrokerFactory, seeds: HuntedSeeds, isWell = health(seeds.weather)) {
  const pursuit = pursue(broken, seeds, isWell)
  const went: number[] = []
  for (;;) {
    const { done, value } = pursuit.next()
    if (done === true) return { went, pursuit: value }
    went.push(value)
  }
}

describe('a hunt for a specimen', { timeout: PATIENCE }, () => {
  it('misses a broker that has no bug, and says after how many seeds', () => {
    expect(outcome(createBroker, SEEDS)).toEqual({
      went: [1, 2, 3, 4],
      pursuit: { kind: 'survived', seeds: 4, why: 'nothing broke in 4 seeds' },
    })
  })

  it('names the seed, and every claim that broke in it', () => {
    const { went, pursuit } = outcome(
      brokenAtAFill(() => false),
      { ...SEEDS, seeds: 20 },
    )
    expect(pursuit).toMatchObject({ kind: 'caught', seeds: went.length + 1, seed: went.length + 1, isCrash: false })
    expect(pursuit.kind === 'caught' ? pursuit.claims : []).toContain('every fill is told')
  })

  it('calls a crash one', () => {
    const raises = brokenAtAFill(() => {
      throw new TypeError('a fill is new to me')
    })
    expect(outcome(raises, { ...SEEDS, seeds: 20 }).pursuit).toMatchObject({
      kind: 'caught',
      claims: ['no machine breaks a claim of its own'],
      sentence: 'a fill is new to me',
      isCrash: true,
    })
  })

  it('takes nothing for a catch where the broker as it is fails too', () => {
    const swallows = brokenAtAFill(() => false)
    const caughtIn = outcome(swallows, { ...SEEDS, seeds: 20 }).pursuit.seeds
    const { pursuit } = outcome(swallows, { ...SEEDS, from: caughtIn, seeds: 1 }, () => false)
    expect(pursuit).toEqual({
      kind: 'survived',
      seeds: 1,
      why: `nothing broke in 1 seeds, and ${caughtIn} fail without the bug too`,
    })
  })
})

describe('what is said of it', () => {
  const caught = (seeds: number, rest: object = {}): Pursuit => ({
    kind: 'caught',
    seeds,
    seed: seeds,
    claims: ['no fill is told twice'],
    sentence: 'it was',
    isCrash: false,
    ...rest,
  })
  const survived: Pursuit = { kind: 'survived', seeds: 100, why: 'nothing broke in 100 seeds' }
  const documentOf = (...all: readonly Pursuit[]): PursuitsDocument =>
    pursuitsDocument(
      all.map((pursuit, at) => ({ specimen: SPECIMENS[at] as (typeof SPECIMENS)[number], pursuit })),
      { from: 1, seeds: 100, weather: 'rough' },
    )

  it('counts survivors in the share and in the median', () => {
    expect(documentOf(caught(3), caught(9), caught(50))).toMatchObject({ share: 1, median: 9, meets: true })
    expect(documentOf(caught(3), survived, survived)).toMatchObject({ share: 1 / 3, median: null, meets: false })
    expect(documentOf(caught(51))).toMatchObject({ share: 1, median: 51, meets: false })
    const nineteen = Array.from({ length: 19 }, () => caught(1))
    expect(documentOf(...nineteen, survived)).toMatchObject({ share: 0.95, median: 1, meets: true })
    expect(documentOf(...nineteen.slice(1), survived)).toMatchObject({ median: 1, meets: false })
  })

  it('names survivors, and tells crashes from claims', () => {
    const lines = pursuitLines(documentOf(caught(3), caught(7, { isCrash: true }), survived), plain)
    expect(lines[1]).toMatch(/RACE-01 +3 +3 +no fill is told twice$/)
    expect(lines[2]).toMatch(/RACE-02 +7 +7 +crash: it was$/)
    expect(lines.slice(-2)).toEqual([
      '✗ mark-overwritten-by-the-txid: nothing broke in 100 seeds',
      '2 of 3 caught (66.7 %), half of them all within 7 seeds; the bar of 95.0 % and 50 seeds is not met',
    ])
  })
})

describe('wavetank specimens --hunt', { timeout: PATIENCE }, () => {
  it('hunts a few, and fails where one survives', async () => {
    const words = ['--hunt', '--seeds', '3', '--from', '8', '--json', 'first-live-fill-raises', 'no-write-on-exit']
    const { out, code } = await ended(...words)
    const document = JSON.parse(out) as PursuitsDocument
    expect(document).toMatchObject({ from: 8, seeds: 3, weather: 'rough', share: 0.5, meets: false })
    expect(document.specimens.map(({ id, isCrash }) => [id, isCrash])).toEqual([
      ['first-live-fill-raises', true],
      ['no-write-on-exit', false],
    ])
    expect(document.survivors).toEqual([{ id: 'no-write-on-exit', seeds: 3, why: 'nothing broke in 3 seeds' }])
    expect(code).toBe(1)
  })

  it('is what its seeds are about', async () => {
    const { err, code } = await ended('--seeds', '3')
    expect([err, code]).toEqual(['wavetank: --seeds is about a hunt; say --hunt too\n', 2])
  })
})

function ended(
  ...words: readonly string[]
): Promise<{ readonly out: string; readonly err: string; readonly code: number | null }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'sim/cli/main.ts', 'specimens', ...words], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (data: Buffer) => (said.out += data.toString()))
  child.stderr.on('data', (data: Buffer) => (said.err += data.toString()))
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...said, code })))
}
