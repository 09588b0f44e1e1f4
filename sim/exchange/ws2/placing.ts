/** The methods that make or change orders: add, amend, edit and a batch of adds. Source: protocol 6.2, 7.5, 7.6. */
import { z } from 'zod'
import { type Result, fail } from '../../../src/result.ts'
import { checkAmend, checkEdit, checkNew } from '../checks.ts'
import { type Call, notModelled } from '../dialect.ts'
import * as errors from '../errors.ts'
import type { Market } from '../market.ts'
import { orderWithClOrdId, orderWithId } from '../named.ts'
import type { OrderTerms } from '../orders.ts'
import type { Venue } from '../venue.ts'
import { type JsonObject, jsonText } from '../wire.ts'
import { type Method, flag, float, integer, text, tradingMethod } from './registry.ts'

const no = z.literal(false).optional()

/** An order but for its symbol, as it is asked for by itself or in a batch. */
const ORDER = {
  order_type: text,
  side: text,
  order_qty: float,
  limit_price: float.optional(),
  limit_price_type: z.literal('static').optional(),
  time_in_force: z.literal('gtc').optional(),
  post_only: flag.optional(),
  cl_ord_id: text.optional(),
  order_userref: integer.optional(),
  fee_preference: z.enum(['base', 'quote']).optional(),
  no_mpp: flag.optional(),
  stp_type: z.literal('cancel_newest').optional(),
  margin: no,
  reduce_only: no,
  cash_order_qty: notModelled,
  display_qty: notModelled,
  triggers: notModelled,
  conditional: notModelled,
  effective_time: notModelled,
  expire_time: notModelled,
  sender_sub_id: notModelled,
}
const batched = z.strictObject(ORDER)
type AskedOrder = z.infer<typeof batched>

const addOrder = tradingMethod({
  name: 'add_order',
  params: { symbol: text, ...ORDER, deadline: notModelled, validate: flag.optional() },
  run({ call, account, params, confirm, refuse }) {
    const terms = readOrder(call, { account, symbol: params.symbol, asked: params })
    if (!terms.ok) return refuse(terms.error)
    if (params.validate === true) return confirm(ownNames(params))
    const placed = call.venue.engine.place(call.at, terms.value)
    if (!placed.ok) return refuse(placed.error)
    confirm({ order_id: placed.value.txid, ...ownNames(params) })
  },
})

/** Source: protocol 6.2. */
const ORDERS_IN_A_BATCH = { least: 2, most: 15 }

/** All or none pass the checks; what the engine then refuses is refused alone. */
const batchAdd = tradingMethod({
  name: 'batch_add',
  params: {
    symbol: text,
    orders: z.array(batched).min(ORDERS_IN_A_BATCH.least).max(ORDERS_IN_A_BATCH.most),
    deadline: notModelled,
    validate: flag.optional(),
  },
  run({ call, account, params, respond, refuse }) {
    const { symbol, orders, validate = false } = params
    const accepted: { readonly asked: AskedOrder; readonly terms: OrderTerms }[] = []
    for (const asked of orders) {
      const terms = readOrder(call, { account, symbol, asked })
      if (!terms.ok) return refuse(terms.error)
      accepted.push({ asked, terms: terms.value })
    }
    const result = accepted.map(({ asked, terms }): JsonObject => {
      if (validate) return ownNames(asked)
      const placed = call.venue.engine.place(call.at, terms)
      return placed.ok
        ? { order_id: placed.value.txid, ...ownNames(asked) }
        : { error: placed.error, ...ownNames(asked) }
    })
    respond({ result, success: true })
  },
})

const amendOrder = tradingMethod({
  name: 'amend_order',
  params: {
    order_id: text.optional(),
    cl_ord_id: text.optional(),
    order_qty: float.optional(),
    limit_price: float.optional(),
    limit_price_type: z.literal('static').optional(),
    post_only: flag.optional(),
    symbol: text.optional(),
    display_qty: notModelled,
    trigger_price: notModelled,
    trigger_price_type: notModelled,
    deadline: notModelled,
  },
  run({ call: { at, venue }, account, params, confirm, refuse }) {
    const { order_id: id, cl_ord_id: clOrdId, symbol } = params
    if ((id === undefined) === (clOrdId === undefined)) return refuse(errors.invalidArguments('order_id'))
    const order = id === undefined ? orderWithClOrdId(venue, account, clOrdId ?? '') : orderWithId(venue, account, id)
    if (order === undefined) return refuse(errors.UNKNOWN_ORDER)
    if (symbol !== undefined && symbol !== order.market.symbol) return refuse(errors.symbolUnsupported(symbol))
    const to = checkAmend(at, venue, order, {
      price: params.limit_price,
      volume: params.order_qty,
      postOnly: params.post_only ?? false,
    })
    if (!to.ok) return refuse(inV2(order.market, to.error))
    const amended = venue.engine.amend(at, { order, to: to.value })
    if (!amended.ok) return refuse(amended.error)
    confirm({ amend_id: amended.value, ...(id === undefined ? { cl_ord_id: clOrdId } : { order_id: id }) })
  },
})

const editOrder = tradingMethod({
  name: 'edit_order',
  params: {
    order_id: text,
    symbol: text,
    order_qty: float.optional(),
    limit_price: float.optional(),
    post_only: flag.optional(),
    order_userref: integer.optional(),
    fee_preference: z.enum(['base', 'quote']).optional(),
    validate: flag.optional(),
    reduce_only: no,
    triggers: notModelled,
    display_qty: notModelled,
    deadline: notModelled,
  },
  run({ call: { at, venue }, account, params, confirm, refuse }) {
    const { order_id: id, symbol } = params
    const market = marketOf(venue, symbol)
    if (market === undefined) return refuse(errors.symbolUnsupported(symbol))
    const order = orderWithId(venue, account, id)
    if (order === undefined) return refuse(errors.UNKNOWN_ORDER)
    const terms = checkEdit(at, venue, order, {
      pair: market.row.key,
      price: params.limit_price,
      volume: params.order_qty,
      flags: flagsOf({ ...params, fee_preference: params.fee_preference ?? order.feeIn }),
      userref: params.order_userref,
    })
    if (!terms.ok) return refuse(inV2(market, terms.error))
    if (params.validate === true) return confirm({ original_order_id: id })
    const placed = venue.engine.replace(at, { order, terms: terms.value })
    if (!placed.ok) return refuse(placed.error)
    confirm({ order_id: placed.value.txid, original_order_id: id })
  },
})

export const PLACING_METHODS: readonly Method[] = [addOrder, batchAdd, amendOrder, editOrder]

type Wish = { readonly account: string; readonly symbol: string; readonly asked: AskedOrder }

function readOrder({ at, venue }: Call, { account, symbol, asked }: Wish): Result<OrderTerms, string> {
  const market = marketOf(venue, symbol)
  if (market === undefined) return fail(errors.symbolUnsupported(symbol))
  if (asked.no_mpp === true && asked.order_type !== 'market') return fail(errors.NO_MPP_WITHOUT_MARKET)
  const terms = checkNew(at, venue, {
    account,
    pair: market.row.key,
    side: asked.side,
    orderType: asked.order_type,
    price: asked.limit_price,
    volume: asked.order_qty,
    flags: flagsOf(asked),
    userref: asked.order_userref,
    clOrdId: asked.cl_ord_id,
  })
  return terms.ok ? terms : fail(inV2(market, terms.error))
}

/** By the new name alone: `BTC/USD`, not `XBT/USD`, nor any other name of it. */
function marketOf({ markets }: Venue, symbol: string): Market | undefined {
  const market = markets.named(symbol)
  return market?.symbol === symbol ? market : undefined
}

/** v2 has words of its own for a price with too many decimals. */
const inV2 = (market: Market, error: string): string =>
  error === errors.tooManyDecimals(market.row)
    ? errors.tooManyDecimalsV2({ symbol: market.symbol, decimals: market.row.pairDecimals })
    : error

type Flagged = Pick<AskedOrder, 'post_only' | 'fee_preference'>
function flagsOf({ post_only: isPostOnly, fee_preference: feeIn }: Flagged): string {
  const fee = feeIn === undefined ? [] : feeIn === 'base' ? ['fcib'] : ['fciq']
  return [...(isPostOnly === true ? ['post'] : []), ...fee].join(',')
}

/** The client's own names of an order, as it gave them. */
const ownNames = ({ cl_ord_id: clOrdId, order_userref: userref }: AskedOrder): JsonObject => ({
  cl_ord_id: clOrdId,
  order_userref: userref === undefined ? undefined : jsonText(userref),
})
