/** Makes a universe from what Kraken served: the JSON text of `AssetPairs` and, if there is one, of `Assets`. */
import { z } from 'zod'
import { type Result, fail, ok } from '../../../src/result.ts'
import { readJson } from '../json.ts'
import { builtInUniverse } from './built-in.ts'
import { indexNames } from './names.ts'
import type { AssetRow, PairRow, Universe } from './rows.ts'

/** For a pair that says nothing of its cost decimals: what the plurality of the 662 pairs of September 2023 had. */
const COST_DECIMALS_UNSAID = 5
/** What an asset has that no table knows. Every fiat with a `Z` in its id has 4 but ZJPY, which the own table knows. */
const DECIMALS_ASSUMED = { fiat: 4, crypto: 10 }
const DISPLAY_DECIMALS_ASSUMED = { fiat: 2, crypto: 5 }

/**
 * Either text may be the whole response or its `result` alone; fields that are not needed are not looked at.
 * Fields that old or new dumps lack are taken from the built-in table where it has the pair or the asset, else: the
 * tick is `10^-pairDecimals`, the minimums are 0, no fees, status online. The price scale, which no dump has, is the
 * built-in one, else the cost decimals, and never below the pair decimals. An asset that is in neither the dump nor
 * the built-in table gets assumed decimals and is listed in `assumedAssets`.
 *
 * Fails with one sentence for the person who brought the dump: which entry, which field, what to do.
 */
export function universeFromDumps(dumps: {
  readonly assetPairs: string
  readonly assets?: string
}): Result<Universe, string> {
  const served = readTable({ name: 'AssetPairs', entry: 'pair', text: dumps.assetPairs, shape: ServedPair })
  if (!served.ok) return served
  const described =
    dumps.assets === undefined
      ? ok(new Map<string, z.infer<typeof ServedAsset>>())
      : readTable({ name: 'Assets', entry: 'asset', text: dumps.assets, shape: ServedAsset })
  if (!described.ok) return described

  const assets = new Map([...described.value].map(([id, asset]) => [id, assetOf(id, asset)]))
  const pairs = new Map([...served.value].map(([key, pair]) => [key, pairOf(key, pair)]))
  const assumedAssets: string[] = []
  for (const { id, name } of [...pairs.values()].flatMap(assetsOf)) {
    if (assets.has(id)) continue
    const known = builtInUniverse().assets.get(id)
    if (known === undefined) assumedAssets.push(id)
    assets.set(id, known ?? assumedAsset(id, name))
  }
  const universe = { assets, pairs, assumedAssets }
  const names = indexNames(universe)
  return names.ok ? ok(universe) : fail(`The dump cannot be used: ${names.error}. Take one of the two out of it.`)
}

// ---- what Kraken serves, as far as it is needed

const Scale = z.int().min(0).max(20)
const Decimal = z.string().regex(/^\d+(\.\d+)?$/)
/**
 * Fee tiers are the one place where Kraken serves amounts as JSON numbers. They have few digits (0.26, -0.02, 0.001),
 * so the shortest text of the double is the text that was served.
 */
const TierNumber = z
  .number()
  .transform(String)
  .pipe(z.string().regex(/^-?\d+(\.\d+)?$/))
const Tiers = z.array(z.tuple([TierNumber, TierNumber]))

const ServedPair = z.object({
  altname: z.string().min(1),
  wsname: z.string().min(1).optional(),
  base: z.string().min(1),
  quote: z.string().min(1),
  pair_decimals: Scale,
  lot_decimals: Scale,
  cost_decimals: Scale.optional(),
  tick_size: Decimal.optional(),
  ordermin: Decimal.optional(),
  costmin: Decimal.optional(),
  status: z.string().min(1).optional(),
  fees: Tiers.optional(),
  fees_maker: Tiers.optional(),
})

const ServedAsset = z.object({
  altname: z.string().min(1),
  decimals: Scale,
  display_decimals: Scale,
  status: z.string().min(1).optional(),
  collateral_value: TierNumber.optional(),
  margin_rate: Decimal.optional(),
})

function readTable<Served>(options: {
  readonly name: 'AssetPairs' | 'Assets'
  readonly entry: 'pair' | 'asset'
  readonly text: string
  readonly shape: z.ZodType<Served>
}): Result<ReadonlyMap<string, Served>, string> {
  const { name, entry, text, shape } = options
  const advice = `Give the unchanged response of /0/public/${name}, or its result alone.`
  const json = readJson(text)
  if (!json.ok) return fail(`The ${name} dump is not JSON: ${json.error}. ${advice}`)
  const response = Response.safeParse(json.value)
  const table = Table.safeParse(response.success ? response.data.result : json.value)
  if (!table.success) return fail(`The ${name} dump is not a table of ${entry}s by name. ${advice}`)
  const rows = new Map<string, Served>()
  for (const [key, value] of Object.entries(table.data)) {
    const row = shape.safeParse(value)
    if (!row.success) {
      const [issue] = row.error.issues
      const field = issue === undefined || issue.path.length === 0 ? '' : `, field ${issue.path.join('.')}`
      return fail(`The ${name} dump is wrong at ${entry} ${key}${field}: ${issue?.message}. ${advice}`)
    }
    rows.set(key, row.data)
  }
  if (rows.size === 0) return fail(`The ${name} dump holds no ${entry}. ${advice}`)
  return ok(rows)
}

const Table = z.record(z.string(), z.unknown())
const Response = z.object({ error: z.array(z.unknown()), result: z.unknown().optional() })

// ---- rows

function pairOf(key: string, served: z.infer<typeof ServedPair>): PairRow {
  const known = builtInUniverse().pairs.get(key)
  const pairDecimals = served.pair_decimals
  const costDecimals = served.cost_decimals ?? known?.costDecimals ?? COST_DECIMALS_UNSAID
  return {
    key,
    altname: served.altname,
    ...(served.wsname === undefined ? {} : { wsname: served.wsname }),
    base: served.base,
    quote: served.quote,
    pairDecimals,
    lotDecimals: served.lot_decimals,
    costDecimals,
    priceScale: Math.max(known?.priceScale ?? costDecimals, pairDecimals),
    tickSize: served.tick_size ?? tickOf(pairDecimals),
    orderMin: served.ordermin ?? known?.orderMin ?? '0',
    costMin: served.costmin ?? known?.costMin ?? '0',
    status: served.status ?? 'online',
    fees: served.fees ?? [],
    feesMaker: served.fees_maker ?? [],
  }
}

function assetOf(id: string, served: z.infer<typeof ServedAsset>): AssetRow {
  return {
    id,
    altname: served.altname,
    decimals: served.decimals,
    displayDecimals: served.display_decimals,
    status: served.status ?? 'enabled',
    ...(served.collateral_value === undefined ? {} : { collateralValue: served.collateral_value }),
    ...(served.margin_rate === undefined ? {} : { marginRate: served.margin_rate }),
  }
}

/** A pair's assets with the names that its wsname gives them: `ZEUR` is EUR, and `ZETA` is ZETA. */
function assetsOf({ base, quote, wsname }: PairRow): readonly { readonly id: string; readonly name: string }[] {
  const [baseName = base, quoteName = quote] = wsname?.split('/') ?? []
  return [
    { id: base, name: baseName },
    { id: quote, name: quoteName },
  ]
}

function assumedAsset(id: string, altname: string): AssetRow {
  const kind = id === `Z${altname}` ? 'fiat' : 'crypto'
  return {
    id,
    altname,
    decimals: DECIMALS_ASSUMED[kind],
    displayDecimals: DISPLAY_DECIMALS_ASSUMED[kind],
    status: 'enabled',
  }
}

const tickOf = (decimals: number): string => (decimals === 0 ? '1' : `0.${'1'.padStart(decimals, '0')}`)
