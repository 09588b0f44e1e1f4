/** Public endpoints of the clock, the mode, and the reference data. Source: protocol 2.1 to 2.3. */
import { fail, ok } from '../../../../src/result.ts'
import { type Instant, MICROS_PER_SECOND, isoText } from '../../../../src/time.ts'
import * as errors from '../../errors.ts'
import { truthTables } from '../../market.ts'
import { type AssetRow, type PairRow, type Universe, assetNamed, newName } from '../../universe/universe.ts'
import { type Venue, isRestricted } from '../../venue.ts'
import { type Json, type JsonObject, type JsonText, jsonText, printJson } from '../../wire.ts'
import { listOf } from '../params.ts'
import type { Answer, Call } from '../registry.ts'
import { type Named, somePairs, wantsNewNames } from './names.ts'

export const time = ({ at }: Call): Answer => ok({ unixtime: Math.floor(at / MICROS_PER_SECOND), rfc1123: rfc1123(at) })

export const systemStatus = ({ at, venue }: Call): Answer =>
  ok({ status: venue.system.mode, timestamp: `${isoText(at).slice(0, 19)}Z` })

/** No asset is anything but a currency here. */
export const assets = (call: Call): Answer =>
  call.params.size === 0 ? toldOnce(call.venue.universe, 'assets', () => someAssets(call)) : someAssets(call)

function someAssets({ venue: { universe }, params }: Call): Answer {
  const aclass = params.get('aclass') ?? 'currency'
  if (aclass !== 'currency' && aclass !== 'tokenized_asset') return fail(errors.invalidArguments('aclass'))
  const names = listOf(params, 'asset')
  const rows = names === undefined ? [...universe.assets.values()] : assetsNamed(universe, names)
  if (rows === undefined || (names !== undefined && aclass !== 'currency')) return fail(errors.UNKNOWN_ASSET)
  if (aclass !== 'currency') return ok({})
  const nameOf = wantsNewNames(params) ? ({ altname }: AssetRow) => newName(altname) : ({ id }: AssetRow) => id
  return ok(Object.fromEntries(rows.map((row) => [nameOf(row), servedAsset(row)])))
}

/** What `info` asks for: all of it, or some members. Source of the reduced shapes: protocol 2.3, gap 41. */
const MEMBERS: Readonly<Record<string, readonly string[] | undefined>> = {
  info: undefined,
  leverage: ['leverage_buy', 'leverage_sell'],
  fees: ['fees', 'fees_maker', 'fee_volume_currency'],
  margin: ['margin_call', 'margin_stop'],
}

/** A pair that is told of and cannot be traded here is listed too: what it is, the story says in full. */
export const assetPairs = (call: Call): Answer =>
  call.params.size === 0 && isUntouched(call.venue)
    ? toldOnce(call.venue.universe, 'pairs', () => askedPairs(call))
    : askedPairs(call)

const isUntouched = ({ served, system, markets, universe }: Venue): boolean =>
  Object.keys(served).length === 0 && system.pairs.size === 0 && markets.truth() === truthTables(universe).pairs

/**
 * Everybody who asks for the whole of a table that nothing has changed is told the very same text: it is long, and whoever
 * has read it before knows it at a glance.
 */
const toldOfAll = new WeakMap<Universe, Partial<Record<'assets' | 'pairs', Answer>>>()

function toldOnce(universe: Universe, table: 'assets' | 'pairs', answer: () => Answer): Answer {
  const told = toldOfAll.get(universe) ?? {}
  toldOfAll.set(universe, told)
  return (told[table] ??= printedAnswer(answer()))
}

const printedAnswer = (answer: Answer): Answer => (answer.ok ? ok(jsonText(printJson(answer.value))) : answer)

function askedPairs(call: Call): Answer {
  const { venue, params } = call
  const info = params.get('info') ?? 'info'
  if (!Object.hasOwn(MEMBERS, info)) return fail(errors.invalidArguments('info'))
  const country = params.get('country_code')
  if (country !== undefined && !/^[A-Z]{2}(:[A-Z]{2})?$/.test(country)) {
    return fail(errors.invalidArguments('country_code'))
  }
  const { known, isAnyUnknown } = somePairs(call)
  if (isAnyUnknown) return fail(errors.UNKNOWN_PAIR)
  const members = MEMBERS[info]
  const mayTrade = ({ market: { row } }: Named): boolean => country === undefined || !isRestricted(venue, row, country)
  const listed = known.filter(mayTrade).map(({ name, market: { row } }): [string, Json] => {
    const pair = servedPair(venue, row)
    if (members !== undefined) return [name, Object.fromEntries(members.map((member) => [member, pair[member]]))]
    return [name, wantsNewNames(params) ? { ...pair, ...newNamesOf(venue.universe, row) } : printedOnce(pair)]
  })
  const others = params.has('pair')
    ? []
    : Object.entries(venue.served).filter(([key]) => !venue.universe.pairs.has(key))
  return ok(Object.fromEntries([...others, ...listed]))
}

/** Undefined when one of them is unknown. */
function assetsNamed(universe: Universe, names: readonly string[]): readonly AssetRow[] | undefined {
  const rows = names.map((name) => assetNamed(universe, name)).filter((row) => row !== undefined)
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

/** Changed for a story, by the staff, or as the table has it. */
function servedPair({ served, system, markets }: Venue, row: PairRow): JsonObject {
  const status = system.pairs.get(row.key)
  const changes = { ...served[row.key], ...(status === undefined ? {} : { status }) }
  const fields = fieldsOf(markets.rowOf(row))
  return Object.keys(changes).length === 0 ? fields : { ...fields, ...changes }
}

/** All pairs at once are 700 kB: what is printed of one is kept with its members. */
const printed = new WeakMap<JsonObject, JsonText>()

function printedOnce(pair: JsonObject): JsonText {
  const known = printed.get(pair)
  if (known !== undefined) return known
  const text = jsonText(printJson(pair))
  printed.set(pair, text)
  return text
}

const newNamesOf = ({ assets: known }: Universe, { base, quote }: PairRow): JsonObject => ({
  base: newName(known.get(base)?.altname ?? base),
  quote: newName(known.get(quote)?.altname ?? quote),
})

/** Rows never change, so that their members are made once. Leverage is not modelled: no pair has any. */
const made = new WeakMap<PairRow, JsonObject>()

function fieldsOf(row: PairRow): JsonObject {
  const known = made.get(row)
  if (known !== undefined) return known
  const fields = membersOf(row)
  made.set(row, fields)
  return fields
}

const membersOf = (row: PairRow): JsonObject => ({
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
