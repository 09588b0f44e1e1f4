/** Private endpoints that tell of money: balances, trades, ledger, transfers; and the token for sockets. */
import { tradeId } from '../../../src/ids.ts'
import { type Result, fail, ok } from '../../../src/result.ts'
import { MICROS_PER_SECOND } from '../../../src/time.ts'
import type { Exact, TruthEntry } from '../../truth.ts'
import { decimalText } from '../amount.ts'
import { SPOT_POSITION, rowFigures } from '../describe.ts'
import * as errors from '../errors.ts'
import type { Transfer } from '../history.ts'
import { chainHash } from '../ids.ts'
import type { TradeRow } from '../orders.ts'
import { TOKEN_SECONDS } from '../tokens.ts'
import { assetNamed } from '../universe/universe.ts'
import type { JsonObject } from '../wire.ts'
import { recordInView } from './lagging.ts'
import { unixNumber } from './orders.ts'
import { isSet, isWithin, listOf, pageOf, windowOf } from './params.ts'
import type { Answer, PrivateCall, PrivateEndpoints } from './registry.ts'

export const ACCOUNT: PrivateEndpoints = {
  Balance: balance,
  TradesHistory: tradesHistory,
  Ledgers: ledgers,
  DepositStatus: (call) => transferStatus(call, 'deposit'),
  WithdrawStatus: (call) => transferStatus(call, 'withdrawal'),
  GetWebSocketsToken: ({ at, venue, key, account }) =>
    ok({ token: venue.tokens.issue(at, { key, account }), expires: TOKEN_SECONDS }),
}

/** Not net of what open orders hold; an asset once had stays listed. */
function balance({ venue, account }: PrivateCall): Answer {
  const balances = [...(venue.accounts.all.get(account)?.balances ?? [])]
  const misstated = venue.misstated.get(account)
  return ok(
    Object.fromEntries(
      balances.map(([id, units]) => [
        id,
        decimalText(units + (misstated?.get(id) ?? 0n), venue.universe.assets.get(id)?.decimals ?? 0),
      ]),
    ),
  )
}

/** Every trade is a spot trade, so that only two of the types have any. */
const TYPES_WITH_SPOT = ['all', 'no position']

function tradesHistory(call: PrivateCall): Answer {
  const { venue, params } = call
  const window = windowOf(params, (id) => venue.history.fill(tradeId(id))?.trade.at)
  if (!window.ok) return window
  const { rows } = recordInView(call)
  const hasType = TYPES_WITH_SPOT.includes(params.get('type') ?? 'all')
  const { page, count } = pageOf(isSet(params, 'consolidate_taker', true) ? rows.consolidated : rows.single, {
    window: window.value,
    matches: (row) => hasType && isWithin(window.value, row.first.trade.at),
  })
  return ok({ trades: Object.fromEntries(page.map((row) => [row.first.trade.id, restTrade(row)])), count })
}

function restTrade(row: TradeRow): JsonObject {
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
  }
}

function ledgers({ venue, account, params }: PrivateCall): Answer {
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

/** Newest first. */
function transferStatus({ venue, account, params }: PrivateCall, kind: Transfer['kind']): Answer {
  const wanted = assetFilter({ venue, params })
  if (!wanted.ok) return wanted
  const transfers = venue.history.of(account).transfers.toReversed()
  return ok(transfers.filter((one) => one.kind === kind && wanted.value(one.asset.id)).map(restTransfer))
}

const restTransfer = ({ refid, asset, amount, fee, at, status, twist }: Transfer): JsonObject => ({
  method: asset.altname,
  aclass: 'currency',
  asset: asset.id,
  refid,
  txid: status === 'Success' ? chainHash(refid) : null,
  info: chainHash(`address ${asset.id}`).slice(0, 34),
  amount: decimalText(amount, asset.decimals),
  fee: decimalText(fee, asset.decimals),
  time: Math.floor(at / MICROS_PER_SECOND),
  status,
  'status-prop': twist,
})

/** `asset`: a comma list of any names, `all` for every asset. */
function assetFilter({
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
