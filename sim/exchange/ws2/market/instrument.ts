/** The instrument channel of WebSocket v2: the reference data, and its changes. Source: protocol 6.5; a capture of September 2026. */
import { decimalText } from '../../amount.ts'
import { type AssetRow, type PairRow, newName, v2Symbol } from '../../universe/universe.ts'
import type { Venue } from '../../venue.ts'
import { type JsonObject, jsonText, printJson } from '../../wire.ts'

export const INSTRUMENT = {
  name: 'instrument',
  what: 'All assets and pairs, then those that change.',
  warnings: ['tick_size is deprecated, use price_increment'],
} as const

export function instrumentSnapshot(venue: Venue): string {
  const { universe, markets } = venue
  const assets = [...universe.assets.values()].map(assetItem)
  const pairs = [...universe.pairs.values()].map((row) => pairItem(markets.rowOf(row), venue))
  return frameOf('snapshot', { assets, pairs })
}

/** One pair, as it is from now on. */
export const instrumentUpdate = (venue: Venue, row: PairRow): string =>
  frameOf('update', { assets: [], pairs: [pairItem(venue.markets.rowOf(row), venue)] })

const frameOf = (type: 'snapshot' | 'update', data: JsonObject): string =>
  printJson({ channel: 'instrument', type, data })

/** `collateral_value` has three decimals and `margin_rate` six, whatever they need. */
const assetItem = (row: AssetRow): JsonObject => ({
  id: newName(row.altname),
  status: row.status.replaceAll('_', ''),
  precision: row.decimals,
  precision_display: row.displayDecimals,
  borrowable: row.marginRate !== undefined,
  collateral_value: jsonText(padded(row.collateralValue ?? '0', 3)),
  class: 'currency',
  margin_rate: row.marginRate === undefined ? undefined : jsonText(padded(row.marginRate, 6)),
})

/** No pair is marginable here, and none has an index. `cost_min` has the decimals of the quote's display. */
function pairItem(row: PairRow, { universe, system }: Venue): JsonObject {
  const base = universe.assets.get(row.base)
  const quote = universe.assets.get(row.quote)
  return {
    symbol: v2Symbol(row.wsname ?? row.altname),
    base: newName(base?.altname ?? row.base),
    quote: newName(quote?.altname ?? row.quote),
    status: system.pairs.get(row.key) ?? row.status,
    qty_precision: row.lotDecimals,
    qty_increment: jsonText(decimalText(1n, row.lotDecimals)),
    price_precision: row.pairDecimals,
    cost_precision: row.costDecimals,
    marginable: false,
    has_index: false,
    ws_display_price_precision: row.pairDecimals,
    cost_min: jsonText(padded(row.costMin, quote?.displayDecimals ?? 2)),
    tick_size: jsonText(row.tickSize),
    price_increment: jsonText(row.tickSize),
    qty_min: jsonText(padded(row.orderMin, row.lotDecimals)),
  }
}

/** With at least so many decimals. */
function padded(text: string, decimals: number): string {
  const [whole = '0', fraction = ''] = text.split('.')
  if (decimals === 0 && fraction === '') return whole
  return `${whole}.${fraction.padEnd(decimals, '0')}`
}
