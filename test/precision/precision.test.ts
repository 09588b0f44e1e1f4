/** The proof of precision: it holds where the adapter is exact, and falls where a digit is lost. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createBroker } from '../../src/broker/broker.ts'
import { present } from '../../src/assert.ts'
import {
  type PairRow,
  type Universe,
  builtInUniverse,
  universeFromDumps,
} from '../../sim/exchange/universe/universe.ts'
import type { BrokerFactory } from '../../sim/play/cast.ts'
import { CLASSES, type Class, classesOf } from '../../sim/precision/classes.ts'
import { misnamings } from '../../sim/precision/names.ts'
import { openBooks, provePair } from '../../sim/precision/precision.ts'
import { sharedData } from '../shared-data.ts'

const booksOf = (universe: Universe) => {
  const books = openBooks(universe)
  if (!books.ok) throw new Error(books.error)
  return books.value
}
const builtIn = booksOf(builtInUniverse())
const pairOf = (universe: Universe, key: string): PairRow => present(universe.pairs.get(key), `there is a pair ${key}`)

/** The first pairs of a kind, in the order of the universe. */
const some = (universe: Universe, kind: Class, count: number): readonly PairRow[] =>
  [...universe.pairs.values()].filter((pair) => classesOf(universe, pair).includes(kind)).slice(0, count)

test.each(CLASSES)('two pairs of the kind %s are exact', (kind) => {
  const pairs = some(builtIn.universe, kind, 2)
  expect(pairs).toHaveLength(2)
  for (const pair of pairs) {
    const { failures, lives } = provePair(pair, builtIn)
    expect(failures, pair.key).toEqual([])
    expect(lives.map(({ outcomes }) => outcomes.map(({ verdict }) => verdict))).toEqual([
      ['passed', 'passed'],
      ['passed', 'passed'],
    ])
  }
})

test('every kind is told by its numbers and names alone', () => {
  const kinds = (key: string): readonly Class[] => classesOf(builtIn.universe, pairOf(builtIn.universe, key))
  expect(kinds('SOLUSD')).toEqual(['plain'])
  expect(kinds('XXMRZEUR')).toEqual(['legacy-named'])
  expect(kinds('AAVEETH')).toEqual(['legacy-named'])
  expect(kinds('XXBTZJPY')).toEqual(['legacy-named', 'zero-decimal', 'costs that round to nothing'])
  expect(kinds('NPCUSD')).toContain('off-power tick')
  expect(kinds('EURCHF')).toContain('lots finer than the ledger')
})

/** The adapter, but for what it writes into its positions file. */
const writing =
  (change: (text: string) => string): BrokerFactory =>
  (config) => {
    const broker = createBroker(config)
    return {
      ...broker,
      handle: (now, input) =>
        broker
          .handle(now, input)
          .map((effect) => (effect.kind === 'file-replace' ? { ...effect, text: change(effect.text) } : effect)),
    }
  }

describe('an adapter is found out', () => {
  const yen = pairOf(builtIn.universe, 'XXBTZJPY')

  test('that keeps sizes as doubles', () => {
    const asDouble = (text: string): string =>
      text.replace(/^size = (.+)$/gm, (_, size) => `size = ${Number(size).toFixed(8)}`)
    expect(provePair(yen, builtIn, { broker: writing(asDouble) }).failures.join()).toContain(
      'pps.toml equals the exact recomputation',
    )
  })

  test('that writes a PPU short of its last digit', () => {
    const shortened = (text: string): string => text.replace(/^(ppu = \d+\.\d+)\d$/gm, '$1')
    expect(provePair(yen, builtIn, { broker: writing(shortened) }).failures.join()).toContain(
      'pps.toml equals the exact recomputation',
    )
  })

  test('that does not know a pair by one of its names', () => {
    const forgetful = {
      ...builtIn.reference,
      pairNamed: (name: string) => (name === 'XBT/JPY' ? undefined : builtIn.reference.pairNamed(name)),
    }
    expect(misnamings(yen, { ...builtIn, reference: forgetful })).toEqual([
      'XBT/JPY is not XXBTZJPY to the broker, but nothing',
    ])
  })
})

const dump = sharedData('universe/asset_pairs.2026-01-12.json')
describe.skipIf(!dump.there)(`the pairs of January 2026${dump.there ? '' : ` (skipped: ${dump.reason})`}`, () => {
  const read = dump.there ? universeFromDumps({ assetPairs: readFileSync(dump.path, 'utf8') }) : undefined
  const books = booksOf(read?.ok === true ? read.value : builtInUniverse())

  test('every name of all 1434 leads to its pair, both ways', () => {
    const lost = [...books.universe.pairs.values()].flatMap((pair) => misnamings(pair, books))
    expect([books.universe.pairs.size, lost]).toEqual([1434, []])
  })

  test.each(['ANKRXBT', 'APENFTUSD', 'JITOSOLSOL', 'ZETAEUR', 'WENEUR'])(
    '%s, at an edge of the numbers, is exact',
    (key) => {
      expect(provePair(pairOf(books.universe, key), books).failures).toEqual([])
    },
  )
})

const earlier = {
  pairs: sharedData('universe/asset_pairs.2023-09-03.json'),
  assets: sharedData('universe/assets.2023-09-03.json'),
}
const isThere = earlier.pairs.there && earlier.assets.there
describe.skipIf(!isThere)(
  `the pairs of September 2023${isThere ? '' : ' (skipped: they do not lie in ../shared/data)'}`,
  () => {
    test('every name of all 662 leads to its pair, both ways', () => {
      const textOf = (data: typeof dump): string => (data.there ? readFileSync(data.path, 'utf8') : '{}')
      const read = universeFromDumps({ assetPairs: textOf(earlier.pairs), assets: textOf(earlier.assets) })
      const books = booksOf(read.ok ? read.value : builtInUniverse())
      const lost = [...books.universe.pairs.values()].flatMap((pair) => misnamings(pair, books))
      expect([books.universe.pairs.size, lost]).toEqual([662, []])
    })
  },
)

test('pairs listed before there were sockets are known by every name they have, dark pools beside the lit', () => {
  const of2013 = {
    aclass_base: 'currency',
    base: 'XXBT',
    quote: 'ZEUR',
    lot: 'unit',
    pair_decimals: 5,
    lot_decimals: 8,
    leverage: [2],
    fees: [[0, 0.3]],
  }
  const assetPairs = JSON.stringify({
    XXBTZEUR: { ...of2013, altname: 'XBTEUR' },
    'XXBTZEUR.d': { ...of2013, altname: 'XBTEUR.d', pair_decimals: 3 },
  })
  const read = universeFromDumps({ assetPairs })
  const books = booksOf(read.ok ? read.value : builtInUniverse())
  expect([...books.universe.pairs.values()].flatMap((pair) => misnamings(pair, books))).toEqual([])
  const ticks = ['XBTEUR', 'xbteur.d', 'XXBTZEUR.d', 'XXBTZEUR'].map((name) =>
    books.reference.pairNamed(name)?.priceTick.toFixed(),
  )
  expect(ticks).toEqual(['0.00001', '0.001', '0.001', '0.00001'])
})
