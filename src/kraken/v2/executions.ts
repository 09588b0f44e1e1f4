/** The rows of the `executions` channel: each tells of an order, of a trade, or of both. */
import { z } from 'zod'
import { txid } from '../../ids.ts'
import type { Decimal } from '../../money.ts'
import { decimal, plain, price, volume, zero } from '../../money.ts'
import type { Result } from '../../result.ts'
import { fail, ok } from '../../result.ts'
import { instantFromUnixText, unixTextFromIso } from '../../time.ts'
import type { News } from '../dialect.ts'
import { complaint, decimalField, sideField, userrefField } from '../fields.ts'
import type { Json } from '../json.ts'
import type { KrakenOrderStatus, OrderTerms, OrderUpdate } from '../order.ts'
import type { PairNamed } from '../reference.ts'
import type { Trade } from '../trade.ts'
import { readTrade } from '../trade.ts'

/** What the row tells; a trade comes after what it does to its order. */
export function readExecution(
  row: Json,
  { pairNamed, isSnapshot }: { readonly pairNamed: PairNamed; readonly isSnapshot: boolean },
): Result<readonly News[], string> {
  const read = executionFields.safeParse(row)
  if (!read.success) return fail(`execution: ${complaint(read.error)}`)
  const update = orderUpdate(read.data, pairNamed)
  if (!update.ok) return update
  const order = { kind: 'order', update: update.value } as const
  if (read.data.exec_type !== 'trade') return ok([order])
  const trade = tradeOf(read.data, pairNamed)
  if (!trade.ok) return trade
  const fill = { kind: 'trade', trade: trade.value } as const
  // The last trades of a snapshot are of orders long gone, and say nothing of how any stands.
  return ok(isSnapshot ? [fill] : [order, fill])
}

/** A time in RFC 3339, as unix seconds with the same digits. */
const isoField = z.string().transform((text, context) => {
  const unix = unixTextFromIso(text)
  if (unix !== undefined) return unix
  context.addIssue({ code: 'custom', message: `'${text}' is not a time of UTC` })
  return z.NEVER
})

/** An amount, and the text it was given in. */
const textField = z.string()

const STATUSES: Readonly<Record<string, KrakenOrderStatus>> = {
  pending_new: 'pending',
  new: 'open',
  partially_filled: 'open',
  filled: 'closed',
  canceled: 'canceled',
  expired: 'expired',
}

const executionFields = z.object({
  order_id: z.string(),
  exec_type: z.string(),
  order_status: z.string().optional(),
  timestamp: isoField,
  symbol: z.string().optional(),
  side: sideField.optional(),
  order_type: z.string().optional(),
  order_qty: decimalField.optional(),
  limit_price: decimalField.optional(),
  order_userref: userrefField,
  cum_qty: decimalField.optional(),
  reason: z.string().nullish(),
  /** The older name of the same. */
  cancel_reason: z.string().nullish(),
  exec_id: z.string().optional(),
  trade_id: textField.optional(),
  last_qty: textField.optional(),
  last_price: textField.optional(),
  cost: textField.optional(),
  fees: z.array(z.object({ qty: textField })).optional(),
  liquidity_ind: z.enum(['m', 't']).optional(),
})
type Execution = z.output<typeof executionFields>

// ---- orders

function orderUpdate(row: Execution, pairNamed: PairNamed): Result<OrderUpdate, string> {
  const terms = termsOf(row, pairNamed)
  if (!terms.ok) return terms
  const isAmended = row.symbol === undefined && (row.order_qty ?? row.limit_price) !== undefined
  return ok({
    txid: txid(row.order_id),
    terms: terms.value,
    ...(isAmended ? { amended: { price: limitOf(row), volume: row.order_qty && volume(row.order_qty) } } : {}),
    // A trade says `partially_filled` even when it completes the order; `filled` is told by a row of its own.
    status: row.exec_type === 'trade' ? undefined : STATUSES[row.order_status ?? ''],
    executed: row.cum_qty && volume(row.cum_qty),
    userref: row.order_userref,
    openedAt: instantFromUnixText(row.timestamp),
    endedAt: instantFromUnixText(row.timestamp),
    reason: row.reason ?? row.cancel_reason ?? undefined,
    doubts: [],
  })
}

/** The first row of an order describes it whole; those after it say only what changed. */
function termsOf(row: Execution, pairNamed: PairNamed): Result<OrderTerms | undefined, string> {
  const { symbol, side, order_type: orderType, order_qty: size } = row
  if (symbol === undefined || side === undefined || orderType === undefined || size === undefined) return ok(undefined)
  const pair = pairNamed(symbol)
  if (pair === undefined) return fail(`order ${row.order_id}: unknown pair ${symbol}`)
  return ok({ pair, side, orderType, price: limitOf(row), volume: volume(size) })
}

const limitOf = ({ limit_price: limit }: Execution): OrderTerms['price'] =>
  limit === undefined || limit.isZero() ? undefined : price(limit)

// ---- trades

/**
 * The record that REST gives of the same trade, as far as the channel tells it, each amount with the digits it came
 * in: `order_id` is its `ordertxid`, `last_price` and `last_qty` its `price` and `vol`, `order_type` its `ordertype`,
 * `side` its `type`, the `fees` together its `fee`, and `maker` is what `liquidity_ind` says.
 */
function tradeOf(row: Execution, pairNamed: PairNamed): Result<Trade, string> {
  const { exec_id: id, fees = [], liquidity_ind: liquidity } = row
  if (id === undefined) return fail(`trade of ${row.order_id}: it has no exec_id`)
  const record = {
    ordertxid: row.order_id,
    pair: row.symbol,
    time: row.timestamp,
    type: row.side,
    ordertype: row.order_type,
    price: row.last_price,
    cost: row.cost,
    fee: feeText(fees.map(({ qty }) => qty)),
    vol: row.last_qty,
    trade_id: row.trade_id,
    maker: liquidity === undefined ? undefined : String(liquidity === 'm'),
  }
  const given = Object.entries(record).flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]))
  return readTrade(id, Object.fromEntries(given), pairNamed)
}

/** One fee keeps its digits; several are summed, as the record has room for one. */
function feeText(texts: readonly string[]): string | undefined {
  if (texts.length === 1) return texts[0]
  const fees = texts.map(decimal)
  return fees.includes(undefined) ? undefined : plain(fees.reduce<Decimal>((sum, fee) => sum.plus(fee ?? zero), zero))
}
