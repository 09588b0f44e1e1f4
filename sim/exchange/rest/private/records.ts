/** What an account has done: its trades and its ledger. Source: protocol 3.4, 3.5. */
import { tradeId } from '../../../../src/ids.ts'
import { type Result, fail, ok } from '../../../../src/result.ts'
import type { Exact, TruthEntry } from '../../../truth.ts'
import { decimalText } from '../../amount.ts'
import { SPOT_POSITION, rowFigures } from '../../describe.ts'
import * as errors from '../../errors.ts'
import type { TradeRow } from '../../orders.ts'
import { assetNamed } from '../../universe/universe.ts'
import type { Venue } from '../../venue.ts'
import type { JsonObject } from '../../wire.ts'
import { recordInView } from '../lagging.ts'
import { unixNumber } from '../orders.ts'
import { isSet, isWithin, listOf, pageOf, windowOf } from '../params.ts'
import type { Answer, PrivateCall } from '../registry.ts'

/** Every trade is a spot trade, so that only two of the types have any. */
const TYPES_WITH_SPOT = ['all', 'no position']
const TYPES_OF_POSITIONS = ['any position', 'closed position', 'closing position']

export function tradesHistory(call: PrivateCall): Answer {
  const { venue, params } = call
  const window = windowOf(params, (id) => venue.history.fill(tradeId(id))?.trade.at)
  if (!window.ok) return window
  const { rows } = recordInView(call)
  const type = params.get('type') ?? 'all'
  const hasType = TYPES_WITH_SPOT.includes(type)
  if (!hasType && !TYPES_OF_POSITIONS.includes(type)) return fail(errors.invalidArguments('type'))
  const { page, count } = pageOf(isSet(params, 'consolidate_taker', true) ? rows.consolidated : rows.single, {
    window: window.value,
    matches: (row) => hasType && isWithin(window.value, row.first.trade.at),
  })
  const told = page.map((row): [string, JsonObject] => [row.first.trade.id, restTrade(call, row)])
  return ok({ trades: Object.fromEntries(told), count })
}

/** Source: protocol 3.4, 3.5. */
const MOST_IN_A_QUERY = 20

/** One unknown id refuses the whole query. */
export function queryTrades(call: PrivateCall): Answer {
  const ids = listOf(call.params, 'txid')
  if (ids === undefined || ids.length > MOST_IN_A_QUERY) return fail(errors.invalidArguments('txid'))
  const { rows } = recordInView(call)
  const found = ids.map((id) => rows.single.find(({ first }) => first.trade.id === id))
  const known = found.filter((row) => row !== undefined)
  if (known.length < found.length) return fail(errors.invalidArguments('txid'))
  return ok(Object.fromEntries(known.map((row) => [row.first.trade.id, restTrade(call, row)])))
}

/** Without margin there are no positions; Kraken tells none as an empty list. Source: protocol 3.5. */
export const openPositions = ({ params }: PrivateCall): Answer =>
  params.get('consolidation') === undefined || params.get('consolidation') === 'market'
    ? ok([])
    : fail(errors.invalidArguments('consolidation'))

function restTrade({ venue, account, params }: PrivateCall, row: TradeRow): JsonObject {
  const { trade, order, number } = row.first
  const { cost, fee, margin, price, volume } = rowFigures(row)
  return {
    ordertxid: order.txid,
    postxid: SPOT_POSITION,
    pair: order.market.row.key,
    aclass: 'forex',
    time: unixNumber(trade.at),
    type: order.side,
    ordertype: order.orderType,
    price,
    cost,
    fee,
    vol: volume,
    margin,
    leverage: '0',
    misc: '',
    trade_id: number,
    maker: trade.maker,
    ledgers: isSet(params, 'ledgers') ? ledgersOf(venue, account, row) : undefined,
  }
}

const ledgersOf = (venue: Venue, account: string, { fills }: TradeRow): readonly string[] => {
  const trades = new Set<string>(fills.map(({ trade }) => trade.id))
  return venue.accounts.entriesOf(account).flatMap(({ id, refid }) => (trades.has(refid) ? [id] : []))
}

/** One unknown id refuses the whole query. */
export function queryLedgers({ venue, account, params }: PrivateCall): Answer {
  const ids = listOf(params, 'id')
  if (ids === undefined || ids.length > MOST_IN_A_QUERY) return fail(errors.invalidArguments('id'))
  const entries = new Map<string, TruthEntry>(venue.accounts.entriesOf(account).map((entry) => [entry.id, entry]))
  const known = ids.map((id) => entries.get(id)).filter((entry) => entry !== undefined)
  if (known.length < ids.length) return fail(errors.invalidArguments('id'))
  return ok(Object.fromEntries(known.map((entry) => [entry.id, ledgerEntry(entry)])))
}

export function ledgers({ venue, account, params }: PrivateCall): Answer {
  const entries = venue.accounts.entriesOf(account)
  const window = windowOf(params, (id) => entries.find((entry) => entry.id === id)?.at)
  if (!window.ok) return window
  const wanted = assetFilter({ venue, params })
  if (!wanted.ok) return wanted
  const type = params.get('type') ?? 'all'
  const { page, count } = pageOf(entries, {
    window: window.value,
    matches: (entry) =>
      isWithin(window.value, entry.at) && wanted.value(entry.asset) && (type === 'all' || type === entry.type),
  })
  return ok({ ledger: Object.fromEntries(page.map((entry) => [entry.id, ledgerEntry(entry)])), count })
}

const ledgerEntry = (entry: TruthEntry): JsonObject => ({
  refid: entry.refid,
  time: unixNumber(entry.at),
  type: entry.type,
  subtype: entry.subtype,
  aclass: 'currency',
  asset: entry.asset,
  amount: exactText(entry.amount),
  fee: exactText(entry.fee),
  balance: exactText(entry.balance),
})

/** `asset`: a comma list of any names, `all` for every asset. */
export function assetFilter({
  venue,
  params,
}: Pick<PrivateCall, 'venue' | 'params'>): Result<(id: string) => boolean, string> {
  const names = listOf(params, 'asset')
  if (names === undefined || names.includes('all')) return ok(() => true)
  const ids = new Set<string>()
  for (const name of names) {
    const asset = assetNamed(venue.universe, name)
    if (asset === undefined) return fail(errors.UNKNOWN_ASSET)
    ids.add(asset.id)
  }
  return ok((id) => ids.has(id))
}

const exactText = ({ units, scale }: Exact): string => decimalText(units, scale)
