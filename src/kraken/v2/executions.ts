/** The rows of the `executions` channel: each tells of an order, of a trade, or of both. */
import { z } from 'zod'
import { txid } from '../../ids.ts'
import type { Decimal, Price } from '../../money.ts'
import { decimal, plain, price, volume, zero } from '../../money.ts'
import type { Result } from '../../result.ts'
import { fail, ok } from '../../result.ts'
import { instantFromUnixText, unixTextFromIso } from '../../time.ts'
import type { News } from '../dialect.ts'
import { decimalField, fieldReader, sideField, wholeField } from '../fields.ts'
import type { Json } from '../json.ts'
import type { KrakenOrderStatus, OrderTerms, OrderUpdate } from '../order.ts'
import type { PairNamed } from '../reference.ts'
import type { Trade } from '../trade.ts'
import { readTrade } from '../trade.ts'

/**
 * What the row tells; a trade comes after what it does to its order. A field of the order that is not understood is
 * left out and doubted, and so is a trade that cannot be read whole. Fails on a row that says not even of which order
 * it is, or names a pair that Kraken did not list.
 */
export function readExecution(
  row: Json,
  { pairNamed, isSnapshot }: { readonly pairNamed: PairNamed; readonly isSnapshot: boolean },
): Result<readonly News[], string> {
  const execution = readFields(row)
  if (execution === undefined) return fail('execution: no record of an order')
  const update = orderUpdate(execution, pairNamed)
  if (!update.ok) return update
  const order = { kind: 'order', update: update.value } as const
  if (!isTrade(execution)) return ok([order])
  const trade = tradeOf(execution, pairNamed)
  // The last trades of a snapshot are of orders long gone, and say nothing of how any stands.
  if (isSnapshot) return trade.ok ? ok([{ kind: 'trade', trade: trade.value }]) : trade
  if (trade.ok) return ok([order, { kind: 'trade', trade: trade.value }])
  return ok([{ kind: 'order', update: { ...update.value, doubts: [...update.value.doubts, trade.error] } }])
}

/** A time in RFC 3339, as unix seconds with the same digits. */
const isoField = z.string().transform((text, context) => {
  const unix = unixTextFromIso(text)
  if (unix !== undefined) return unix
  context.addIssue({ code: 'custom', message: `'${text}' is not a time of UTC` })
  return z.NEVER
})

/** Also an amount, in the text it was given in. */
const textField = z.string()

/** Source: protocol 6.3; `restated` and `status` tell of changes that are nobody's wish. */
const KINDS = ['pending_new', 'new', 'trade', 'filled', 'canceled', 'expired', 'amended'] as const
const kindField = z.enum([...KINDS, 'iceberg_refill', 'restated', 'status'])

const STATUSES = {
  pending_new: 'pending',
  new: 'open',
  partially_filled: 'open',
  filled: 'closed',
  canceled: 'canceled',
  expired: 'expired',
} as const satisfies Readonly<Record<string, KrakenOrderStatus>>
const statusField = z.enum(['pending_new', 'new', 'partially_filled', 'filled', 'canceled', 'expired'])

const flagField = z.boolean()
const feesField = z.array(z.object({ asset: textField.optional(), qty: textField }))
const liquidityField = z.enum(['m', 't'])

type Execution = NonNullable<ReturnType<typeof readFields>>

/** By Kraken's names; undefined where there is no order's id. */
function readFields(row: Json) {
  const id = fieldReader(row, 'execution')?.read('order_id', textField)
  const fields = id === undefined ? undefined : fieldReader(row, `execution of ${id}`)
  if (id === undefined || fields === undefined) return undefined
  const { read, doubts } = fields
  return {
    order_id: id,
    exec_type: read('exec_type', kindField),
    order_status: read('order_status', statusField),
    timestamp: read('timestamp', isoField),
    symbol: read('symbol', textField),
    side: read('side', sideField),
    order_type: read('order_type', textField),
    order_qty: read('order_qty', decimalField),
    /** In place of the quantity, of an order that is to spend an amount of the quote. */
    cash_order_qty: read('cash_order_qty', decimalField),
    limit_price: read('limit_price', decimalField),
    /** `static`; of what else it is an offset from a trigger, in percent or in quote. */
    limit_price_type: read('limit_price_type', textField),
    post_only: read('post_only', flagField),
    order_userref: read('order_userref', wholeField),
    cum_qty: read('cum_qty', decimalField),
    /** The second is the older name. */
    reason: read('reason', textField) ?? read('cancel_reason', textField),
    ratecount: read('ratecount', wholeField),
    exec_id: read('exec_id', textField),
    trade_id: read('trade_id', textField),
    last_qty: read('last_qty', textField),
    last_price: read('last_price', textField),
    cost: read('cost', textField),
    fees: read('fees', feesField),
    liquidity_ind: read('liquidity_ind', liquidityField),
    doubts,
  }
}

/** Trades alone have ids of their own. */
const isTrade = ({ exec_type: kind, exec_id: id }: Execution): boolean =>
  kind === 'trade' || (kind === undefined && id !== undefined)

// ---- orders

function orderUpdate(row: Execution, pairNamed: PairNamed): Result<OrderUpdate, string> {
  const terms = termsOf(row, pairNamed)
  if (!terms.ok) return terms
  const isAmended = row.symbol === undefined && (row.order_qty ?? row.limit_price) !== undefined
  const at = row.timestamp === undefined ? undefined : instantFromUnixText(row.timestamp)
  return ok({
    txid: txid(row.order_id),
    terms: terms.value,
    ...(isAmended ? { amended: { price: limitOf(row), volume: row.order_qty && volume(row.order_qty) } } : {}),
    // A trade says `partially_filled` even when it completes the order; `filled` is told by a row of its own.
    status: isTrade(row) || row.order_status === undefined ? undefined : STATUSES[row.order_status],
    executed: row.cum_qty && volume(row.cum_qty),
    userref: row.order_userref,
    openedAt: at,
    endedAt: at,
    reason: row.reason,
    rateCount: row.ratecount,
    doubts: row.doubts,
  })
}

/** The first row of an order describes it whole; those after it say only what changed. */
function termsOf(row: Execution, pairNamed: PairNamed): Result<OrderTerms | undefined, string> {
  const { symbol, side, order_type: orderType, order_qty: quantity, cash_order_qty: cash } = row
  const size = quantity ?? cash
  if (symbol === undefined || side === undefined || orderType === undefined || size === undefined) return ok(undefined)
  // What it is limited to cannot be left out of what it is.
  if (isLimited(orderType) && isStatic(row) && limitOf(row) === undefined) return ok(undefined)
  const pair = pairNamed(symbol)
  if (pair === undefined) return fail(`order ${row.order_id}: unknown pair ${symbol}`)
  const postOnly = row.post_only ?? false
  return ok({
    pair,
    side,
    orderType,
    price: limitOf(row),
    volume: volume(size),
    postOnly,
    isInQuote: quantity === undefined,
  })
}

const isLimited = (orderType: string): boolean => orderType.endsWith('limit') || orderType === 'iceberg'

const isStatic = ({ limit_price_type: kind = 'static' }: Execution): boolean => kind === 'static'

function limitOf(row: Execution): Price | undefined {
  const { limit_price: limit } = row
  return limit === undefined || limit.isZero() || !isStatic(row) ? undefined : price(limit)
}

// ---- trades

/**
 * The record that REST gives of the same trade, as far as the channel tells it, each amount with the digits it came
 * in: `order_id` is its `ordertxid`, `last_price` and `last_qty` its `price` and `vol`, `order_type` its `ordertype`,
 * `side` its `type`, the `fees` together its `fee`, and `maker` is what `liquidity_ind` says.
 */
function tradeOf(row: Execution, pairNamed: PairNamed): Result<Trade, string> {
  const { exec_id: id, fees, liquidity_ind: liquidity } = row
  if (id === undefined) return fail(`trade of ${row.order_id}: it has no exec_id`)
  const record = {
    ordertxid: row.order_id,
    pair: row.symbol,
    time: row.timestamp,
    type: row.side,
    ordertype: row.order_type,
    price: row.last_price,
    cost: row.cost,
    // The record of a trade states its fee in quote; one that comes in another asset is taken from REST's record.
    fee: fees && isInQuote(fees, row.symbol) ? feeText(fees.map(({ qty }) => qty)) : undefined,
    vol: row.last_qty,
    trade_id: row.trade_id,
    maker: liquidity === undefined ? undefined : String(liquidity === 'm'),
  }
  const given = Object.entries(record).flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]))
  return readTrade(id, Object.fromEntries(given), pairNamed)
}

function isInQuote(fees: z.output<typeof feesField>, symbol = ''): boolean {
  return fees.every(({ asset }) => asset === undefined || symbol.endsWith(`/${asset}`))
}

/** One fee keeps its digits; several are summed, as the record has room for one. */
function feeText(texts: readonly string[]): string | undefined {
  if (texts.length === 1) return texts[0]
  const fees = texts.map(decimal)
  return fees.includes(undefined) ? undefined : plain(fees.reduce<Decimal>((sum, fee) => sum.plus(fee ?? zero), zero))
}
