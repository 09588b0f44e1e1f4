/** A short hunt, and what is made of its finds. */
import { describe, expect, it } from 'vitest'
import { createBroker } from '../../src/broker/broker.ts'
import { play } from '../../sim/hunt/play.ts'
import { PLACES } from '../../sim/hunt/places.ts'
import { causeOf } from '../../sim/hunt/cause.ts'
import { type SeedRecord, recordOf } from '../../sim/hunt/record.ts'
import { WEATHERS } from '../../sim/hunt/climate.ts'
import { draw } from '../../sim/hunt/story.ts'
import { plain } from '../../sim/report/colour.ts'
import { huntDocument, huntLines, junitText } from '../../sim/report/hunt.ts'

/** As many as a run of all tests has the patience for. */
const SEEDS_OF_EACH = 20

describe('a hunt', { timeout: 120_000 }, () => {
  it.each(WEATHERS)('in %s weather finds nothing, and every seed goes the same way twice', (weather) => {
    for (let seed = 1; seed <= SEEDS_OF_EACH; seed += 1) {
      const { outcome, agreedAfter } = play(draw(seed, { weather }), { twice: true })
      expect({ seed, failures: outcome.failures }).toEqual({ seed, failures: [] })
      expect(agreedAfter).toBeDefined()
    }
  })

  it('finds a broker that keeps a fill to itself, and says how long it took to agree where it did', () => {
    const records = Array.from({ length: 24 }, (_, index) => {
      const hunted = draw(index + 1, { weather: 'mild' })
      const broker: typeof createBroker = (config) => {
        const honest = createBroker(config)
        return {
          pending: () => honest.pending(),
          handle: (now, input) =>
            honest
              .handle(now, input)
              .filter((effect) => effect.kind !== 'ems-event' || effect.event.kind !== 'BrokerdFill'),
        }
      }
      return recordOf(play(hunted, { twice: false, company: { broker } }), `token-${index}`)
    })
    const document = huntDocument(records, { seedsPerSecond: 1, mustReach: false })
    expect(document.failures.map(({ cause }) => cause)).toEqual([
      'an ending comes after the fills that it counts',
      'the trader and Kraken agree within # s: ID of ID, executed at #, was never told',
    ])
    expect(document.failures.reduce((sum, { seeds }) => sum + seeds, 0)).toBeGreaterThan(3)
    const untold = records.find(({ failure }) => failure?.sentence.includes('never told') === true)
    expect(untold?.agreedAfter).toBeNull()
  })

  it('finds a broker whose runs differ, and names the first event that does', () => {
    let runs = 0
    const broker: typeof createBroker = (config) => {
      const honest = createBroker(config)
      const frame = `{"event":"ping","reqid":${(runs += 1)}}`
      return {
        pending: () => honest.pending(),
        handle(now, input) {
          const effects = honest.handle(now, input)
          return input.kind === 'socket-opened'
            ? [...effects, { kind: 'socket-send', socket: input.socket, frame }]
            : effects
        },
      }
    }
    const hunted = draw(1, { weather: 'mild', dialect: 'v1' })
    const { verdict, failures } = play(hunted, { twice: true, company: { broker } }).outcome
    expect(verdict).toBe('not deterministic')
    expect(failures[0]?.claim).toBe('the same story and seed give the same run')
    expect(failures[0]?.sentence).toMatch(/^event \d+, socket-send, was .*reqid[^ ]*1}.* and then .*reqid[^ ]*[2-9]}/)
  })

  it('finds a broker that asks three times a second how Kraken is', () => {
    const broker: typeof createBroker = (config) => {
      const honest = createBroker(config)
      return {
        pending: () => honest.pending(),
        handle(now, input) {
          const effects = honest.handle(now, input)
          if (input.kind !== 'socket-received' || !input.frame.includes('heartbeat')) return effects
          const ping = { kind: 'socket-send', socket: input.socket, frame: '{"event":"ping","reqid":1}' } as const
          return [...effects, ping, ping, ping]
        },
      }
    }
    const hunted = draw(1, { weather: 'mild', dialect: 'v1' })
    const claims = play(hunted, { twice: false, company: { broker } }).outcome.failures.map(({ claim }) => claim)
    expect(claims).toContain('what leaves for Kraken in a minute stays within its budget')
  })
})

describe('the report of a hunt', () => {
  const record = (seed: number, rest: Partial<SeedRecord> = {}): SeedRecord => ({
    seed,
    verdict: 'passed',
    hash: `h${seed}`,
    virtual: 100,
    agreedAfter: seed,
    places: [0, 1],
    token: `t${seed}`,
    ...rest,
  })
  const failed = (seed: number, sentence: string): SeedRecord =>
    record(seed, { verdict: 'failed', agreedAfter: null, failure: { claim: 'no fill is told twice', sentence } })
  const told = [
    failed(3, 'TOK2QG-5CUBB-N33TS4 was told at 1.5 and again at 2'),
    failed(2, 'TAAAAA-AAAAA-AAAAAA was told at 7 and again at 80.123'),
    record(1),
  ]
  const document = huntDocument(told, { seedsPerSecond: 12.345, mustReach: false })

  it('has one line a cause, and the first seed of each', () => {
    expect(document.failures).toMatchObject([{ seeds: 2, first: 2, token: 't2' }])
    expect(huntLines(document, { palette: plain, start: 'wt' }).slice(0, 3)).toEqual([
      '✗ no fill is told twice',
      '  TAAAAA-AAAAA-AAAAAA was told at 7 and again at 80.123',
      '  2 seeds; again: wt hunt --token t2',
    ])
  })

  it('does not depend on who played which seed when', () => {
    expect(huntDocument(told.toReversed(), { seedsPerSecond: 12.345, mustReach: false })).toEqual(document)
    const otherwise = told.map((one) => ({ ...one, hash: `${one.hash}0` }))
    expect(huntDocument(otherwise, { seedsPerSecond: 1, mustReach: false }).hash).not.toBe(document.hash)
  })

  it('says which places were reached, and which a hunt of its length must reach', () => {
    expect(document.placesReached).toEqual(PLACES.slice(0, 2))
    expect(document.placesMissed).toEqual(PLACES.slice(2))
    expect(document.mustReachMissed).toEqual([])
    const long = Array.from({ length: 1000 }, (_, seed) => record(seed))
    expect(huntDocument(long, { seedsPerSecond: 1, mustReach: true }).mustReachMissed).toContain('broker: socket lost')
  })

  it('is read by a CI as one test a cause', () => {
    expect(junitText(document)).toContain('<testsuite name="wavetank hunt" tests="2" failures="1">')
    const quoted = { ...document, failures: document.failures.map((one) => ({ ...one, sentence: 'a < "b"' })) }
    expect(junitText(quoted)).toContain('message="a &lt; &quot;b&quot; (2 seeds; wavetank hunt --token t2)"')
  })
})

describe('a cause', () => {
  it.each([
    [
      '309a5cc3-9f62-4094-b2b1-235b78d3403c was told size 0.075, and on Kraken it is 0.03',
      'ORDER was told size #, and on Kraken it is #',
    ],
    ['clear 3 of mlnxbt.kraken is TOAXRJ-D2SGN-VZ4YAA in pps.toml', 'clear # of MARKET is ID in pps.toml'],
    ['x executed 2 (O77DFY-2DJ4O-NNKC32, O6HKAL-C56YX-XV3D2W)', 'x executed # (ID)'],
    ['OMIETF-BFWH6-TGJR6S is open in XETHZCAD, and', 'ID is open in MARKET, and'],
  ])('of "%s" is "%s", where its claim says too little', (sentence, cause) => {
    const claim = 'the trader and Kraken agree within 45 s'
    expect(causeOf({ claim, sentence })).toBe(`the trader and Kraken agree within # s: ${cause}`)
    expect(causeOf({ claim: 'no fill is told twice', sentence })).toBe('no fill is told twice')
  })
})
