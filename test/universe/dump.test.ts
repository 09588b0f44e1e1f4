/** Universes from what Kraken served: whole dumps load, old gaps are filled, and a wrong dump says where it is wrong. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { builtInUniverse, assetNamed, pairNamed, universeFromDumps } from '../../sim/exchange/universe/universe.ts'
import type { Universe } from '../../sim/exchange/universe/universe.ts'
import { present } from '../../src/assert.ts'
import { sharedData } from '../shared-data.ts'

const PAIR = {
  altname: 'XBTUSD',
  wsname: 'XBT/USD',
  base: 'XXBT',
  quote: 'ZUSD',
  cost_decimals: 5,
  pair_decimals: 1,
  lot_decimals: 8,
  fees: [
    [0, 0.4],
    [100000000, 0.001],
  ],
  fees_maker: [[0, -0.02]],
  ordermin: '0.00005',
  costmin: '0.5',
  tick_size: '0.5',
  status: 'cancel_only',
}

const loaded = (pairs: Readonly<Record<string, unknown>>, assets?: Readonly<Record<string, unknown>>) =>
  universeFromDumps({
    assetPairs: JSON.stringify(pairs),
    ...(assets === undefined ? {} : { assets: JSON.stringify(assets) }),
  })

function usable(result: ReturnType<typeof universeFromDumps>): Universe {
  expect(result).toMatchObject({ ok: true })
  return present(result.ok ? result.value : undefined, 'the dump is usable')
}
const refusal = (result: ReturnType<typeof universeFromDumps>) => (result.ok ? 'not refused' : result.error)

test('what is served is what is known, with or without the envelope', () => {
  const bare = usable(loaded({ XXBTZUSD: PAIR }))
  expect(bare.pairs.get('XXBTZUSD')).toEqual({
    key: 'XXBTZUSD',
    altname: 'XBTUSD',
    wsname: 'XBT/USD',
    base: 'XXBT',
    quote: 'ZUSD',
    pairDecimals: 1,
    lotDecimals: 8,
    costDecimals: 5,
    priceScale: 5,
    tickSize: '0.5',
    orderMin: '0.00005',
    costMin: '0.5',
    status: 'cancel_only',
    fees: [
      ['0', '0.4'],
      ['100000000', '0.001'],
    ],
    feesMaker: [['0', '-0.02']],
  })
  expect(usable(loaded({ error: [], result: { XXBTZUSD: PAIR } }))).toEqual(bare)
})

test('what an old dump lacks comes from the built-in table, else from a stated default', () => {
  const old = { altname: 'NEWEUR', base: 'NEW', quote: 'ZEUR', pair_decimals: 7, lot_decimals: 5 }
  const { pairs } = usable(loaded({ XETHXXBT: { ...old, altname: 'ETHXBT' }, NEWEUR: old }))
  expect(pairs.get('XETHXXBT')).toMatchObject({ costDecimals: 10, orderMin: '0.002', costMin: '0.00002' })
  expect(pairs.get('NEWEUR')).toEqual({
    key: 'NEWEUR',
    altname: 'NEWEUR',
    base: 'NEW',
    quote: 'ZEUR',
    pairDecimals: 7,
    lotDecimals: 5,
    costDecimals: 5,
    priceScale: 7,
    tickSize: '0.0000001',
    orderMin: '0',
    costMin: '0',
    status: 'online',
    fees: [],
    feesMaker: [],
  })
})

test('the tick of a pair without decimals is 1', () => {
  const { tick_size, ...unticked } = { ...PAIR, pair_decimals: 0 }
  expect(tick_size).toBe('0.5')
  expect(usable(loaded({ XXBTZUSD: unticked })).pairs.get('XXBTZUSD')?.tickSize).toBe('1')
})

test('an asset that nobody knows is called what its markets call it, never a part of its id', () => {
  const served = (base: string, wsname: string) => ({
    ...{ altname: base + 'EUR', wsname, base, quote: 'ZEUR' },
    pair_decimals: 2,
    lot_decimals: 8,
  })
  const read = universeFromDumps({
    assetPairs: JSON.stringify({ ZETAEUR: served('ZETA', 'ZETA/EUR'), ZNOKEUR: served('ZNOK', 'NOK/EUR') }),
  })
  const assets = read.ok
    ? read.value.assets
    : new Map<string, { readonly altname: string; readonly decimals: number }>()
  expect([assets.get('ZETA'), assets.get('ZNOK')]).toMatchObject([
    { altname: 'ZETA', decimals: 10 },
    { altname: 'NOK', decimals: 4 },
  ])
})

test('an asset comes from the dump, else from the built-in table, else it is assumed and listed', () => {
  const pairs = { XXBTZNOK: { ...PAIR, altname: 'XBTNOK', wsname: 'XBT/NOK', quote: 'ZNOK' }, NEWUSD: NEW_PAIR }
  const universe = usable(loaded(pairs, { ZUSD: { altname: 'USD', decimals: 6, display_decimals: 2 } }))
  expect(universe.assets.get('ZUSD')).toMatchObject({ decimals: 6, status: 'enabled' })
  expect(universe.assets.get('XXBT')).toBe(builtInUniverse().assets.get('XXBT'))
  expect(universe.assets.get('ZNOK')).toMatchObject({ altname: 'NOK', decimals: 4 })
  expect(universe.assets.get('NEW')).toMatchObject({ altname: 'NEW', decimals: 10 })
  expect(universe.assumedAssets).toEqual(['ZNOK', 'NEW'])
})
const NEW_PAIR = { ...PAIR, altname: 'NEWUSD', wsname: 'NEW/USD', base: 'NEW' }

test('a dark pool leaves the shared wsname to the lit pair, wherever it stands', () => {
  const universe = usable(loaded({ 'XXBTZUSD.d': { ...PAIR, altname: 'XBTUSD.d' }, XXBTZUSD: PAIR }))
  expect(pairNamed(universe, 'XBT/USD')?.key).toBe('XXBTZUSD')
  expect(pairNamed(universe, 'BTC/USD')?.key).toBe('XXBTZUSD')
  expect(pairNamed(universe, 'xbtusd.d')?.key).toBe('XXBTZUSD.d')
  expect(pairNamed(universe, 'XXBTZUSD.D')?.key).toBe('XXBTZUSD.d')
})

test.each([
  ['{', /^The AssetPairs dump is not JSON: .*\. Give the unchanged response of \/0\/public\/AssetPairs/],
  ['[]', /^The AssetPairs dump is not a table of pairs by name\. Give/],
  ['{"error":["EGeneral:Internal error"]}', /^The AssetPairs dump is not a table of pairs by name\. Give/],
  ['{}', /^The AssetPairs dump holds no pair\. Give/],
  ['{"XXBTZUSD":7}', /^The AssetPairs dump is wrong at pair XXBTZUSD: .*expected object/],
])('the text %s is refused with what to do', (assetPairs, sentence) => {
  expect(refusal(universeFromDumps({ assetPairs }))).toMatch(sentence)
})

test.each([
  ['pair_decimals', '1'],
  ['lot_decimals', -1],
  ['cost_decimals', 1.5],
  ['tick_size', '1e-7'],
  ['ordermin', 5],
  ['fees', [[0, 1e-9]]],
  ['fees_maker', [[0]]],
  ['base', ''],
])('a pair whose %s is %j is refused by pair and field', (field, value) => {
  const sentence = refusal(loaded({ ADAUSD: { ...PAIR, altname: 'ADAUSD' }, XXBTZUSD: { ...PAIR, [field]: value } }))
  expect(sentence).toMatch(new RegExp(`^The AssetPairs dump is wrong at pair XXBTZUSD, field ${field}`))
})

test('a wrong asset is refused by asset and field', () => {
  const assets = { XXBT: { altname: 'XBT', decimals: 'ten', display_decimals: 5 } }
  expect(refusal(loaded({ XXBTZUSD: PAIR }, assets))).toMatch(/^The Assets dump is wrong at asset XXBT, field decimals/)
})

test('a name that would mean two pairs, or two assets, is refused', () => {
  expect(refusal(loaded({ XXBTZUSD: PAIR, XBTZUSD: { ...PAIR, altname: 'OTHER' } }))).toMatch(
    /the name XBT\/USD means two pairs, XXBTZUSD and XBTZUSD/,
  )
  const assets = { XXBT: asset('XBT'), BTC: asset('BTC') }
  expect(refusal(loaded({ XXBTZUSD: PAIR }, assets))).toMatch(/the name BTC means two assets, XXBT and BTC/)
})
const asset = (altname: string) => ({ altname, decimals: 10, display_decimals: 5 })

// ---- whole dumps

const dumps = [
  { pairs: 'universe/asset_pairs.2026-01-12.json', assets: undefined, count: 1434, assumed: 530 },
  { pairs: 'universe/asset_pairs.2023-09-03.json', assets: 'universe/assets.2023-09-03.json', count: 662, assumed: 0 },
]
for (const dump of dumps) {
  const files = [dump.pairs, dump.assets].filter((name) => name !== undefined).map(sharedData)
  const missing = files.find((file) => !file.there)
  const note = missing === undefined ? '' : ` (skipped: ${missing.reason})`
  test.skipIf(missing !== undefined)(`all ${dump.count} pairs of ${dump.pairs} load and are found${note}`, () => {
    const [assetPairs = '', assets] = files.map((file) => (file.there ? readFileSync(file.path, 'utf8') : ''))
    const universe = usable(universeFromDumps({ assetPairs, ...(assets === undefined ? {} : { assets }) }))
    expect(universe.pairs.size).toBe(dump.count)
    expect(universe.assumedAssets).toHaveLength(dump.assumed)
    const lost = [...universe.pairs.values()].flatMap((row) =>
      [row.key, row.altname, present(row.wsname, `${row.key} has a wsname`)].filter(
        (name) => pairNamed(universe, name) !== row,
      ),
    )
    expect(lost).toEqual([])
    expect([...universe.assets.values()].filter((row) => assetNamed(universe, row.altname) !== row)).toEqual([])
  })
}
