/** Assets and pairs as Kraken lists them, each reachable under every name it goes by. */
import { z } from 'zod'
import { isMultipleOf, tickOf, zero } from '../money.ts'
import type { Asset, Pair } from '../pair.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import { decimalField, decodeEach, wholeField } from './fields.ts'
import type { Json } from './json.ts'

export type AssetNamed = (name: string) => Asset | undefined
export type PairNamed = (name: string) => Pair | undefined

export type Reference = {
  /** By id or altname, in any case. */
  readonly assetNamed: AssetNamed
  /** The same, and for a form in which an asset is staked, earns or is held back, the asset it is a form of. */
  readonly wholeAssetNamed: AssetNamed
  /** By key, altname, wsname, v2 symbol, bsuid or EMS symbol, in any case. */
  readonly pairNamed: PairNamed
  readonly pairs: readonly Pair[]
  /** Rows that could not be read; the rest is usable without them. */
  readonly unreadable: readonly string[]
}

type Rows = { readonly [name: string]: Json }
type Answers = { readonly assets: Rows; readonly pairs: Rows }

/** What was read of which rows: the same rows are read at every start. */
const known = new WeakMap<Rows, WeakMap<Rows, Result<Reference, string>>>()

/** Fails when Kraken's answer holds not one asset or pair. */
export function readReference({ assets, pairs }: Answers): Result<Reference, string> {
  const before = known.get(assets)?.get(pairs)
  if (before !== undefined) return before
  const reference = readRows({ assets, pairs })
  known.set(assets, new WeakMap([[pairs, reference]]))
  return reference
}

function readRows(answers: Answers): Result<Reference, string> {
  const assetRows = decodeEach(assetFields, answers.assets)
  const pairRows = decodeEach(pairFields, answers.pairs)
  if (assetRows.good.length === 0) return fail(`no asset could be read: ${assetRows.bad[0] ?? 'the list is empty'}`)
  if (pairRows.good.length === 0) return fail(`no pair could be read: ${pairRows.bad[0] ?? 'the list is empty'}`)

  const assets = assetRows.good.map(([id, row]): Asset => ({ id, ...row, txTick: tickOf(row.decimals) }))
  const assetIndex = namesOf(assets, (asset) => [asset.id, asset.altname])
  const assetNamed: AssetNamed = (name) => assetIndex.get(name.toUpperCase())
  const pairs = pairRows.good.map(([key, row]) => pairFrom(key, row, assetNamed))
  const pairIndex = namesOf(pairs, pairNames)
  const traded = new Set(pairs.flatMap((pair) => [pair.base, pair.quote]))
  return ok({
    assetNamed,
    wholeAssetNamed(name) {
      const asset = assetNamed(name)
      if (asset !== undefined && traded.has(asset.id)) return asset
      return (
        wholeNames(name)
          .map(assetNamed)
          .find((whole) => whole !== undefined) ?? asset
      )
    },
    pairNamed: (name) => pairIndex.get(name.toUpperCase()),
    pairs,
    unreadable: [...assetRows.bad, ...pairRows.bad],
  })
}

/**
 * Staked, opted in, earning flexibly or bonded, parachain, on hold. `.T` is a token of its own. Source: protocol 8.1.
 */
const FORMS = ['S', 'M', 'F', 'B', 'P', 'HOLD']

/** What `DOT28.S` can be a form of: `DOT28`, else, the days it is bonded for taken off, `DOT`. */
function wholeNames(name: string): readonly string[] {
  const dot = name.lastIndexOf('.')
  if (dot < 1 || !FORMS.includes(name.slice(dot + 1).toUpperCase())) return []
  const whole = name.slice(0, dot)
  return [whole, whole.replace(/\d+$/, '')]
}

const assetFields = z.object({ altname: z.string(), decimals: wholeField })

const pairFields = z.object({
  altname: z.string(),
  wsname: z.string().nullish(),
  base: z.string(),
  quote: z.string(),
  pair_decimals: wholeField,
  lot_decimals: wholeField,
  // Kraken leaves these out for old markets, and might as well say null.
  tick_size: decimalField.nullish(),
  ordermin: decimalField.nullish(),
  costmin: decimalField.nullish(),
})

function pairFrom(key: string, row: z.output<typeof pairFields>, assetNamed: AssetNamed): Pair {
  const bsuid = row.altname.toLowerCase()
  // A dark pool has the assets of a lit market and no name on the sockets; it must not take the lit one's.
  const pool = key.endsWith('.d') ? '.d' : ''
  const wsname = row.wsname ?? `${nameOf(row.base, assetNamed)}/${nameOf(row.quote, assetNamed)}${pool}`
  const decimalTick = tickOf(row.pair_decimals)
  // A tick finer than the decimals would let through prices that Kraken refuses for their decimals.
  const given = row.tick_size?.gt(zero) === true ? row.tick_size : undefined
  const usable = given !== undefined && isMultipleOf(given, decimalTick) ? given : undefined
  return {
    key,
    altname: row.altname,
    wsname,
    newName: newNameOf(wsname),
    bsuid,
    symbol: `${bsuid}.kraken`,
    base: row.base,
    quote: row.quote,
    priceTick: usable ?? decimalTick,
    priceTickFrom: usable === undefined ? 'pair_decimals' : 'tick_size',
    lotTick: tickOf(row.lot_decimals),
    orderMin: row.ordermin ?? undefined,
    costMin: row.costmin ?? undefined,
  }
}

const nameOf = (assetId: string, assetNamed: AssetNamed): string => assetNamed(assetId)?.altname ?? assetId

/** What newer interfaces call an asset by: Kraken's own table, of two entries. Source: protocol of WebSocket v2. */
const NEW_NAMES: ReadonlyMap<string, string> = new Map([
  ['XBT', 'BTC'],
  ['XDG', 'DOGE'],
])

const newNameOf = (wsname: string): string =>
  wsname
    .split('/')
    .map((part) => NEW_NAMES.get(part) ?? part)
    .join('/')

const pairNames = (pair: Pair): readonly string[] => [pair.key, pair.altname, pair.wsname, pair.newName, pair.symbol]

/** Keys first, so that a key is never hidden by another entry's alias; then the first to claim a name has it. */
function namesOf<Entry>(entries: readonly Entry[], names: (entry: Entry) => readonly string[]): Map<string, Entry> {
  const index = new Map<string, Entry>()
  const rows = entries.map((entry) => ({ entry, names: names(entry).map((name) => name.toUpperCase()) }))
  const longest = Math.max(...rows.map((row) => row.names.length))
  for (let rank = 0; rank < longest; rank += 1) {
    for (const row of rows) {
      const name = row.names[rank]
      if (name !== undefined && !index.has(name)) index.set(name, row.entry)
    }
  }
  return index
}
