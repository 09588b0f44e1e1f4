/** The universe that the project brings along: its own tables of real assets and pairs, read and checked once. */
import { assert, present } from '../../../src/assert.ts'
import { ASSET_TABLE, ASSUMED_ASSET_TABLE, EARN_ASSET_TABLE } from './assets.ts'
import { FEE_SCHEDULES } from './fees.ts'
import { indexNames } from './names.ts'
import { PAIR_TABLE } from './pairs.ts'
import type { AssetRow, PairRow, Universe } from './rows.ts'

let read: Universe | undefined

/** The same object every time; the tables are read when it is first asked for. */
export function builtInUniverse(): Universe {
  read ??= readTables()
  return read
}

function readTables(): Universe {
  const assumed = [...linesOf(ASSUMED_ASSET_TABLE), ...linesOf(EARN_ASSET_TABLE)].map(assetOf)
  const assetRows = [...linesOf(ASSET_TABLE).map(assetOf), ...assumed]
  const pairRows = linesOf(PAIR_TABLE).map(pairOf)
  const assets = new Map(assetRows.map((asset) => [asset.id, asset]))
  const pairs = new Map(pairRows.map((pair) => [pair.key, pair]))
  assert(assets.size === assetRows.length, 'no asset is twice in the tables')
  assert(pairs.size === pairRows.length, 'no pair is twice in the table')
  for (const { key, base, quote } of pairRows) {
    assert(assets.has(base) && assets.has(quote), `base ${base} and quote ${quote} of ${key} are in the asset tables`)
  }
  const universe = { assets, pairs, assumedAssets: assumed.map((asset) => asset.id) }
  const names = indexNames(universe)
  assert(names.ok, 'no name in the tables means two things')
  return universe
}

/** Reads one column of a line; the column is in the table and not empty. */
type Line = (column: string) => string

function linesOf(table: string): readonly Line[] {
  const [header, ...lines] = table
    .trim()
    .split('\n')
    .map((line) => line.split(/ +/))
  assert(header !== undefined && lines.length > 0, 'a table has a header and lines')
  return lines.map((cells) => {
    assert(cells.length === header.length, `${cells[0]} has a cell for every column`)
    return (column) => present(cells[header.indexOf(column)], `the table has a column ${column}`)
  })
}

function assetOf(line: Line): AssetRow {
  const id = line('id')
  const [collateralValue, marginRate] = [line('collateral'), line('margin')]
  return {
    id,
    altname: sameOr(id, line('altname')),
    decimals: whole(line('decimals')),
    displayDecimals: whole(line('display')),
    status: 'enabled',
    ...(collateralValue === '-' ? {} : { collateralValue: decimal(collateralValue) }),
    ...(marginRate === '-' ? {} : { marginRate: decimal(marginRate) }),
  }
}

function pairOf(line: Line): PairRow {
  const key = line('key')
  const fees = present(FEE_SCHEDULES.get(line('fees')), `${key} names a fee schedule`)
  const pair: PairRow = {
    key,
    altname: sameOr(key, line('altname')),
    wsname: line('wsname'),
    base: line('base'),
    quote: line('quote'),
    pairDecimals: whole(line('pair')),
    lotDecimals: whole(line('lot')),
    costDecimals: whole(line('cost')),
    priceScale: whole(line('scale')),
    tickSize: decimal(line('tick')),
    orderMin: decimal(line('ordermin')),
    costMin: decimal(line('costmin')),
    status: 'online',
    fees: fees.taker,
    feesMaker: fees.maker,
  }
  assert(pair.priceScale >= pair.pairDecimals, `every price an order may have at ${key} can be told back`)
  return pair
}

const sameOr = (name: string, cell: string): string => (cell === '=' ? name : cell)

function whole(cell: string): number {
  assert(/^\d+$/.test(cell), `${cell} is a whole number`)
  return Number(cell)
}

function decimal(cell: string): string {
  assert(/^\d+(\.\d+)?$/.test(cell), `${cell} is a plain decimal`)
  return cell
}
