/** Finds an asset or a pair by any of the names Kraken has for it. */
import { present } from '../../../src/assert.ts'
import { type Result, fail, ok } from '../../../src/result.ts'
import type { AssetRow, PairRow, Universe } from './rows.ts'

/** By key, altname, wsname or v2 symbol (`BTC/USD`, `DOGE/USD`), in any case; undefined when there is none. */
export const pairNamed = (universe: Universe, name: string): PairRow | undefined =>
  indexOf(universe).pairs.get(folded(name))

/** By id, altname or new name (`BTC`, `DOGE`), in any case; undefined when there is none. */
export const assetNamed = (universe: Universe, name: string): AssetRow | undefined =>
  indexOf(universe).assets.get(folded(name))

/** Every name, folded, and what it means. */
type NameIndex = { readonly assets: ReadonlyMap<string, AssetRow>; readonly pairs: ReadonlyMap<string, PairRow> }

/**
 * Fails with the first name that means two things, except where a dark pool (`XXBTZUSD.d`) shares the wsname of the
 * lit pair: then the name means the lit one, and the dark one is reached by its key and altname only.
 */
export function indexNames(universe: Universe): Result<NameIndex, string> {
  const assets = new Map<string, AssetRow>()
  for (const asset of universe.assets.values()) {
    for (const name of namesOfAsset(asset)) {
      const holder = assets.get(name)
      if (holder !== undefined) return fail(`the name ${name} means two assets, ${holder.id} and ${asset.id}`)
      assets.set(name, asset)
    }
  }
  const pairs = new Map<string, PairRow>()
  const litFirst = [...universe.pairs.values()].sort((one, other) => Number(isDark(one)) - Number(isDark(other)))
  for (const pair of litFirst) {
    const ownNames = new Set([folded(pair.key), folded(pair.altname)])
    for (const name of namesOfPair(pair)) {
      const holder = pairs.get(name)
      if (holder === undefined) pairs.set(name, pair)
      else if (!isDark(pair) || ownNames.has(name))
        return fail(`the name ${name} means two pairs, ${holder.key} and ${pair.key}`)
    }
  }
  return ok({ assets, pairs })
}

const indexes = new WeakMap<Universe, NameIndex>()

function indexOf(universe: Universe): NameIndex {
  const known = indexes.get(universe)
  if (known !== undefined) return known
  const made = indexNames(universe)
  const index = present(made.ok ? made.value : undefined, 'a universe in use was loaded without doubtful names')
  indexes.set(universe, index)
  return index
}

const isDark = (pair: PairRow): boolean => pair.key.endsWith('.d')

const namesOfAsset = (asset: AssetRow): ReadonlySet<string> =>
  new Set([asset.id, asset.altname, newName(asset.altname)].map(folded))

const namesOfPair = (pair: PairRow): ReadonlySet<string> =>
  new Set(
    [pair.key, pair.altname, ...(pair.wsname === undefined ? [] : [pair.wsname, v2Symbol(pair.wsname)])].map(folded),
  )

/** `BTC/USD`: a pair's name in WebSocket v2, of its wsname. */
export const v2Symbol = (wsname: string): string => wsname.split('/').map(newName).join('/')

/** An asset's name in WebSocket v2 and `assetVersion=1`, which rename these two and no others. */
export const newName = (altname: string): string => (altname === 'XBT' ? 'BTC' : altname === 'XDG' ? 'DOGE' : altname)

const folded = (name: string): string => name.toUpperCase()
