/** What somebody else's tests can use, as they would. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBroker } from 'wavetank/broker'
import { orderSequences } from 'wavetank/fast-check'
import { agreed, connected, scenario, seconds, stranger, trader } from 'wavetank/scenario'
import { hunt, play } from 'wavetank/vitest'

const filled = scenario('a bid is filled', {
  why: 'It is the shortest story there is.',
  covers: [],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('1 XMR at 149.50', { as: 'bid' }),
    seconds(1),
    stranger.sells('1 XMR at market'),
    agreed(),
  ],
  ending: { orders: { bid: 'filled 1 XMR' }, position: '1 XMR' },
  visits: [],
})

/** Never tells a fill. */
const broken: typeof createBroker = (config) => {
  const honest = createBroker(config)
  return {
    pending: () => honest.pending(),
    handle: (now, input) =>
      honest.handle(now, input).filter(({ kind, ...effect }) => kind !== 'ems-event' || !isFill(effect)),
  }
}
const isFill = (effect: object): boolean => JSON.stringify(effect).includes('"BrokerdFill"')

describe('for tests of others', { timeout: 60_000 }, () => {
  it('a story that holds gives its outcomes, one a way', () => {
    expect(play(filled).map(({ way }) => way.dialect)).toEqual(['v1', 'v2'])
    expect(play(filled, { dialect: 'v2' })).toHaveLength(1)
  })

  it('a story that fails throws what the trader, the wire and Kraken saw', () => {
    expect(() => play(filled, { broker: broken })).toThrow(
      /bid was told closed with 1 filled at \S+, after fills of 0[^]*trader +adapter/,
    )
    const otherwise = { ...filled, ending: { position: '2 XMR' as const } }
    expect(() => play(otherwise)).toThrow('position: expected 2 XMR, the trader last heard 1 XMR')
    expect(() => play({ ...filled, visits: ['sequence gap'] })).toThrow(
      'a bid is filled: unknown, no branch made the note',
    )
  })

  it('a hunt that holds says where it was', () => {
    const { seeds, failures, placesReached } = hunt({ seeds: 5, weather: 'mild', twice: true })
    expect({ seeds, failures }).toEqual({ seeds: 5, failures: [] })
    expect(placesReached).toContain('broker: ready')
  })

  it('a hunt that fails throws the smallest story, ready to be kept', () => {
    expect(() => hunt({ seeds: 12, weather: 'mild', broker: broken })).toThrow(
      /was never told[^]*import \{.*\} from 'wavetank\/scenario'[^]*scenario\('hunted \d+ in mild weather'/,
    )
  })

  it('sequences of orders hold as a property, and fast-check shrinks those that do not', () => {
    fc.assert(
      fc.property(orderSequences(), (story) => void play(story, { dialect: 'v2', editPolicy: 'masquerade' })),
      { numRuns: 10, seed: 1 },
    )
    const found = fc.check(
      fc.property(
        orderSequences(),
        (story) => void play(story, { dialect: 'v1', editPolicy: 'block', broker: broken }),
      ),
      { numRuns: 100, seed: 1, endOnFailure: false },
    )
    expect(found.failed).toBe(true)
    const acts = found.counterexample?.[0].story.map(({ act }) => act) ?? []
    expect(acts.filter((act) => act === 'place').length).toBeLessThanOrEqual(3)
  })
})
