/** The universe the project brings along: whole, consistent, and found by every name. */
import { expect, test } from 'vitest'
import { assetNamed, builtInUniverse, pairNamed } from '../../sim/exchange/universe/universe.ts'
import { present } from '../../src/assert.ts'

const universe = builtInUniverse()
const pair = (key: string) => present(universe.pairs.get(key), `${key} is in the table`)
const asset = (id: string) => present(universe.assets.get(id), `${id} is in the table`)

test('all 131 pairs and 125 assets are there, and it is said whose decimals were assumed', () => {
  expect(universe.pairs.size).toBe(131)
  expect(universe.assets.size).toBe(125)
  const [named, forms] = [false, true].map((dotted) =>
    universe.assumedAssets.filter((id) => id.includes('.') === dotted),
  )
  expect(named).toEqual(['EUROP', 'USDQ', 'USDR', 'MIRROR', 'NPC', 'T'])
  expect(forms).toHaveLength(11)
  expect(builtInUniverse()).toBe(universe)
})

test('base and quote of every pair are assets', () => {
  const missing = [...universe.pairs.values()].flatMap(({ base, quote }) =>
    [base, quote].filter((id) => !universe.assets.has(id)),
  )
  expect(missing).toEqual([])
})

test('every pair is found by its key, its altname and its wsname, in any case', () => {
  for (const row of universe.pairs.values()) {
    for (const name of [row.key, row.altname, present(row.wsname, 'every built-in pair has a wsname')]) {
      expect(pairNamed(universe, name), name).toBe(row)
      expect(pairNamed(universe, name.toLowerCase()), name).toBe(row)
    }
  }
})

test.each([
  ['BTC/USD', 'XXBTZUSD'],
  ['DOGE/BTC', 'XXDGXXBT'],
  ['wbtc/btc', 'WBTCXBT'],
  ['XTZ/USD', 'XTZUSD'],
])('%s, a symbol of WebSocket v2, means %s', (symbol, key) => {
  expect(pairNamed(universe, symbol)).toBe(pair(key))
})

test('a name that nothing has means nothing', () => {
  expect(pairNamed(universe, 'XBT/XMR')).toBeUndefined()
  expect(pairNamed(universe, '')).toBeUndefined()
  expect(assetNamed(universe, 'ZXMR')).toBeUndefined()
})

test('every asset is found by its id and its altname, and the two renamed ones by their new names', () => {
  for (const row of universe.assets.values()) {
    expect(assetNamed(universe, row.id)).toBe(row)
    expect(assetNamed(universe, row.altname.toLowerCase())).toBe(row)
  }
  expect(assetNamed(universe, 'btc')).toBe(asset('XXBT'))
  expect(assetNamed(universe, 'DOGE')).toBe(asset('XXDG'))
})

test('every pair whose key is not its altname is named by the ids of its assets', () => {
  const renamed = [...universe.pairs.values()].filter((row) => row.key !== row.altname)
  expect(renamed).toHaveLength(46)
  expect(renamed.filter((row) => row.key !== row.base + row.quote)).toEqual([])
})

test('a pair has four scales, and they differ', () => {
  expect(pair('PEPEUSD')).toMatchObject({ pairDecimals: 9, lotDecimals: 5, costDecimals: 5, priceScale: 12 })
  expect(pair('XETHXXBT')).toMatchObject({ pairDecimals: 5, lotDecimals: 8, costDecimals: 10, priceScale: 6 })
  expect(pair('XXMRZEUR')).toMatchObject({ pairDecimals: 2, lotDecimals: 8, costDecimals: 8, priceScale: 8 })
  expect(pair('XXMRZEUR')).toMatchObject({ tickSize: '0.01', orderMin: '0.015', costMin: '0.45' })
})

test('the ticks that are no 10^-decimals are exactly those of three pairs', () => {
  const plain = (decimals: number) => (decimals === 0 ? '1' : `0.${'0'.repeat(decimals - 1)}1`)
  const coarse = [...universe.pairs.values()].filter((row) => row.tickSize !== plain(row.pairDecimals))
  expect(coarse.map((row) => [row.key, row.pairDecimals, row.tickSize])).toEqual([
    ['ETHEUROP', 2, '0.1'],
    ['MIRRORUSD', 5, '0.0001'],
    ['NPCUSD', 6, '0.00001'],
  ])
})

test('ledgers count in the decimals of the asset, which are not those of the lot', () => {
  const decimals = ['XXBT', 'XXMR', 'ZUSD', 'ZJPY', 'USDT', 'PEPE', 'BTT', 'KFEE'].map((id) => asset(id).decimals)
  expect(decimals).toEqual([10, 10, 4, 2, 8, 2, 1, 2])
  expect(asset('XXMR')).not.toHaveProperty('collateralValue')
  expect(asset('XXBT')).toMatchObject({ collateralValue: '0.99', marginRate: '0.01' })
})

test('fees fall with the volume, taker and maker each by the schedule of the pair', () => {
  expect(pair('XXMRZEUR').fees.slice(0, 2)).toEqual([
    ['0', '0.4'],
    ['10000', '0.35'],
  ])
  expect(pair('XXMRZEUR').feesMaker[0]).toEqual(['0', '0.25'])
  expect(pair('USDTZUSD').fees[0]).toEqual(['0', '0.2'])
  expect(pair('NPCUSD').feesMaker.at(-1)).toEqual(['10000000', '-0.02'])
  for (const { key, fees, feesMaker } of universe.pairs.values()) {
    for (const schedule of [fees, feesMaker]) {
      const [volumes, percents] = [schedule.map((tier) => Number(tier[0])), schedule.map((tier) => Number(tier[1]))]
      expect(volumes, key).toEqual(volumes.toSorted((one, other) => one - other))
      expect(percents, key).toEqual(percents.toSorted((one, other) => other - one))
      expect(percents.some(Number.isNaN), key).toBe(false)
    }
  }
})
