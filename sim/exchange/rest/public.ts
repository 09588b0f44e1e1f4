/** Public endpoints: the clock, the mode, and the reference data. Source: protocol 2.1 to 2.3. */
import { fail, ok } from '../../../src/result.ts'
import { type Instant, MICROS_PER_SECOND, isoText } from '../../../src/time.ts'
import * as errors from '../errors.ts'
import { type AssetRow, type PairRow, type Universe, assetNamed, pairNamed } from '../universe/universe.ts'
import type { Served } from '../venue.ts'
import { type Json, type JsonObject, type JsonText, jsonText, printJson } from '../wire.ts'
import { listOf } from './params.ts'
import type { Answer, Call, PublicEndpoints } from './registry.ts'

export const PUBLIC: PublicEndpoints = {
  Time: ({ at }) => ok({ unixtime: Math.floor(at / MICROS_PER_SECOND), rfc1123: rfc1123(at) }),
  SystemStatus: ({ at, venue }) => ok({ status: venue.system.mode, timestamp: `${isoText(at).slice(0, 19)}Z` }),
  Assets: assets,
  AssetPairs: assetPairs,
}

function assets({ venue: { universe }, params }: Call): Answer {
  const names = listOf(params, 'asset')
  const rows = names === undefined ? [...universe.assets.values()] : rowsNamed(universe, names, assetNamed)
  if (rows === undefined) return fail(errors.UNKNOWN_ASSET)
  return ok(Object.fromEntries(rows.map((row) => [row.id, servedAsset(row)])))
}

/** The reduced answers of `info` are not modelled: all fields are always served. */
function assetPairs({ venue: { universe, served, system, markets }, params }: Call): Answer {
  const names = listOf(params, 'pair')
  const rows = names === undefined ? [...universe.pairs.values()] : rowsNamed(universe, names, pairNamed)
  if (rows === undefined) return fail(errors.UNKNOWN_PAIR)
  const listed = rows.map((row): [string, Json] => {
    const changes = { ...served[row.key], ...statusOf(system.pairs.get(row.key)) }
    return [row.key, servedPair(markets.rowOf(row), changes)]
  })
  // A pair that is told of and cannot be traded here: what it is, the story says in full.
  const others = names === undefined ? Object.entries(served).filter(([key]) => !universe.pairs.has(key)) : []
  return ok(Object.fromEntries([...others, ...listed]))
}

function rowsNamed<Row>(
  universe: Universe,
  names: readonly string[],
  find: (universe: Universe, name: string) => Row | undefined,
): readonly Row[] | undefined {
  const rows = names.map((name) => find(universe, name)).filter((row) => row !== undefined)
  return rows.length === names.length ? rows : undefined
}

const servedAsset = (row: AssetRow): Json => ({
  aclass: 'currency',
  altname: row.altname,
  decimals: row.decimals,
  display_decimals: row.displayDecimals,
  collateral_value: row.collateralValue === undefined ? undefined : jsonText(row.collateralValue),
  status: row.status,
  margin_rate: row.marginRate,
})

/** Rows never change, so that what is printed of one is kept. */
const printed = new WeakMap<PairRow, JsonText>()

function servedPair(row: PairRow, changes: NonNullable<Served[string]>): Json {
  if (Object.keys(changes).length > 0) return { ...fieldsOf(row), ...changes }
  const known = printed.get(row)
  if (known !== undefined) return known
  const text = jsonText(printJson(fieldsOf(row)))
  printed.set(row, text)
  return text
}

const statusOf = (status: string | undefined) => (status === undefined ? {} : { status })

/** Leverage and position limits are not modelled: no pair has any. */
const fieldsOf = (row: PairRow): JsonObject => ({
  altname: row.altname,
  wsname: row.wsname,
  aclass_base: 'currency',
  base: row.base,
  aclass_quote: 'currency',
  quote: row.quote,
  lot: row.lotDecimals === 5 ? 'unit5' : 'unit',
  cost_decimals: row.costDecimals,
  pair_decimals: row.pairDecimals,
  lot_decimals: row.lotDecimals,
  lot_multiplier: 1,
  leverage_buy: [],
  leverage_sell: [],
  fees: row.fees.map(feeTier),
  fees_maker: row.feesMaker.map(feeTier),
  fee_volume_currency: 'ZUSD',
  margin_call: 80,
  margin_stop: 40,
  ordermin: row.orderMin,
  costmin: row.costMin,
  tick_size: row.tickSize,
  status: row.status,
})

const feeTier = ([volume, percent]: PairRow['fees'][number]): Json => [jsonText(volume), jsonText(percent)]

/** `Thu, 06 Jul 23 18:50:48 +0000`, with two digits for the year. */
function rfc1123(at: Instant): string {
  const text = new Date(Math.floor(at / MICROS_PER_SECOND) * 1000).toUTCString()
  return `${text.slice(0, 12)}${text.slice(14, 25)} +0000`
}
