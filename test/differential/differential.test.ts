/** The exchange's book beside a second one that shares no code with it, under generated commands. */
import { describe, expect, it } from 'vitest'
import { compare } from '../../sim/differential/compare.ts'
import { createCount } from '../../sim/differential/residue.ts'
import { differenceText, smallestDifference } from '../../sim/differential/smallest.ts'
import { PLACES, streamOf } from '../../sim/differential/stream.ts'
import { builtInUniverse } from '../../sim/exchange/universe/universe.ts'
import type { TruthAccount } from '../../sim/truth.ts'
import { present } from '../../src/assert.ts'

const universe = builtInUniverse()
const [XMR = { pair: 'XXMRZEUR', price: '149.50' }] = PLACES

/** Enough to meet what a planted difference needs, and quick to make smaller. */
const SEARCHED = 2000

/** Of a stream whose state and money are compared after each command. */
const LENGTH = 250

describe('two books', () => {
  it.each(PLACES)('trade, refuse and queue alike at $pair from $price, to the last unit of money: $change', (place) => {
    const stream = streamOf({ universe, place, seed: 'two books' }, LENGTH)
    const outcome = compare(stream, { universe, every: 1 })
    const smallest = outcome.difference && smallestDifference(stream, { universe, every: 1 })
    expect(smallest === undefined ? '' : differenceText(smallest)).toBe('')
    expect(outcome.operations).toBe(LENGTH)
    expect(outcome.matches).toBeGreaterThan(20)
  })

  it.each([
    ['an edit that makes a larger order', { editOfPartlyFilled: 'gross' }],
    ['a last lot that stays in the book', { dust: 'off' }],
  ] as const)('differ over %s, and no command can be taken from the stream that says so', (_what, quirks) => {
    const options = { universe, every: 1, quirks }
    const stream = streamOf({ universe, place: XMR, seed: 'planted' }, SEARCHED)
    const { commands, difference } = present(smallestDifference(stream, options), 'the books differ')
    expect(commands.length).toBeLessThan(15)
    expect(difference.command).toBe(commands.at(-1))
    for (const place of commands.keys()) {
      const fewer = compare({ ...stream, commands: commands.toSpliced(place, 1) }, options)
      expect(fewer.difference).toBeUndefined()
    }
    expect(differenceText({ commands, difference }).split('\n')).toHaveLength(commands.length + 1)
  })

  it('meet every edge on their way', () => {
    const refusals = new Set<string>()
    for (const place of PLACES) {
      const outcome = compare(streamOf({ universe, place, seed: 'edges' }, 1000), { universe, every: 500 })
      for (const refusal of outcome.refusals.keys()) refusals.add(refusal)
    }
    expect([...refusals].toSorted()).toEqual([
      'EGeneral:Invalid arguments:volume',
      'EOrder:Cost minimum not met',
      'EOrder:Insufficient funds',
      'EOrder:Order minimum not met',
      'EOrder:Post only order',
      'EOrder:Tick size check failed',
      'EOrder:Unknown order',
    ])
  })
})

describe('money counted over again', () => {
  const account = (name: string, kind: TruthAccount['kind'], euros: bigint): [string, TruthAccount] => [
    name,
    { name, kind, balances: new Map([['ZEUR', euros]]), holds: new Map() },
  ]
  const residueOf = (...accounts: readonly [string, TruthAccount][]): readonly string[] => {
    const ledger = new Map([
      ['ZEUR', 4],
      ['XXMR', 10],
    ])
    const scales = { priceDecimals: 2, lotDecimals: 8, costDecimals: 8, base: 'XXMR', quote: 'ZEUR', ledger }
    const count = createCount(scales)
    count.deposited({ account: 'one', asset: 'ZEUR', amount: '10.5' })
    return count.residue(new Map(accounts))
  }

  it('has nothing to say where all of it is there', () => {
    expect(residueOf(account('one', 'client', 105_000n), account('outside', 'outside', -105_000n))).toEqual([])
  })

  it('misses a single unit, and one that moved to somebody else', () => {
    expect(residueOf(account('one', 'client', 104_999n), account('outside', 'outside', -105_000n))).toEqual([
      'one has -1 units of ZEUR too many',
      'ZEUR sums to -1 units',
      '-1 units of ZEUR were forgiven, and 0 are booked so',
    ])
    const moved = [account('one', 'client', 104_999n), account('outside', 'outside', -105_000n)] as const
    expect(residueOf(...moved, account('fees', 'fees', 1n))).toEqual([
      'one has -1 units of ZEUR too many',
      'fees has 1 units of ZEUR too many',
    ])
  })
})
