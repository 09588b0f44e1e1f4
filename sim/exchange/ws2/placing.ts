/** The methods that make or change orders: add, amend, edit and a batch of adds. Source: protocol 6.2, 7.5, 7.6. */
import { z } from 'zod'
import { type Result, fail, ok } from '../../../src/result.ts'
import type { Wish } from '../checks.ts'
import { notModelled } from '../dialect.ts'
import * as errors from '../errors.ts'
import type { AskedClose } from '../fields.ts'
import type { Market } from '../market.ts'
import { orderWithClOrdId, orderWithId } from '../named.ts'
import { ORDER_TYPES, isTriggered, isWaiting } from '../orders.ts'
import { unixSeconds } from '../times.ts'
import { addBatch, addOrder, amendOrder, editOrder } from '../trading.ts'
import type { Venue } from '../venue.ts'
import { type JsonObject, jsonText } from '../wire.ts'
import { type Method, flag, float, integer, text, tradingMethod } from './registry.ts'

const no = z.literal(false).optional()
const priceType = z.enum(['static', 'pct', 'quote'])

/** An order but for its symbol, as it is asked for by itself or in a batch. */
const ORDER = {
  order_type: text,
  side: text,
  order_qty: float.optional(),
  cash_order_qty: float.optional(),
  limit_price: float.optional(),
  limit_price_type: priceType.optional(),
  time_in_force: z.enum(['gtc', 'gtd', 'ioc', 'fok']).optional(),
  post_only: flag.optional(),
  cl_ord_id: text.optional(),
  order_userref: integer.optional(),
  fee_preference: z.enum(['base', 'quote']).optional(),
  no_mpp: flag.optional(),
  stp_type: z.enum(['cancel_newest', 'cancel_oldest', 'cancel_both']).optional(),
  effective_time: text.optional(),
  expire_time: text.optional(),
  margin: no,
  reduce_only: flag.optional(),
  display_qty: float.optional(),
  triggers: z.strictObject({ reference: text.optional(), price: float, price_type: priceType.optional() }).optional(),
  conditional: z
    .strictObject({
      order_type: text,
      limit_price: float.optional(),
      limit_price_type: priceType.optional(),
      trigger_price: float.optional(),
      trigger_price_type: priceType.optional(),
      stop_price: float.optional(),
    })
    .optional(),
  sender_sub_id: notModelled,
}
const batched = z.strictObject(ORDER)
type AskedOrder = z.infer<typeof batched>

const addOrderMethod = tradingMethod({
  name: 'add_order',
  params: { symbol: text, ...ORDER, deadline: text.optional(), validate: flag.optional() },
  run({ call: { at, venue }, account, params, confirm, refuse }) {
    const { symbol, deadline, validate = false } = params
    const read = readOrder(venue, { account, symbol, asked: params, deadline })
    if (!read.ok) return refuse(read.error)
    const { market, wish } = read.value
    const added = addOrder({ at, venue, wish, validate })
    if (!added.ok) return refuse(inV2(market, added.error))
    confirm({ order_id: added.value.order?.txid, ...ownNames(params) })
  },
})

/** Source: protocol 6.2. */
const ORDERS_IN_A_BATCH = { least: 2, most: 15 }

/** All or none pass the checks; what the engine then refuses is refused alone. */
const batchAddMethod = tradingMethod({
  name: 'batch_add',
  params: {
    symbol: text,
    orders: z.array(batched).min(ORDERS_IN_A_BATCH.least).max(ORDERS_IN_A_BATCH.most),
    deadline: text.optional(),
    validate: flag.optional(),
  },
  run({ call: { at, venue }, account, params, respond, refuse }) {
    const { symbol, orders, deadline, validate = false } = params
    const market = marketOf(venue, symbol)
    if (market === undefined) return refuse(errors.symbolUnsupported(symbol))
    const wishes: Wish[] = []
    for (const asked of orders) {
      const read = readOrder(venue, { account, symbol, asked, deadline })
      if (!read.ok) return refuse(read.error)
      wishes.push(read.value.wish)
    }
    const added = addBatch({ at, venue, wishes, validate })
    if (!added.ok) return refuse(inV2(market, added.error))
    const result = added.value.map((one, place): JsonObject => {
      const names = ownNames(orders[place] ?? {})
      return one.ok ? { order_id: one.value.order?.txid, ...names } : { error: one.error, ...names }
    })
    respond({ result, success: true })
  },
})

const amendOrderMethod = tradingMethod({
  name: 'amend_order',
  params: {
    order_id: text.optional(),
    cl_ord_id: text.optional(),
    order_qty: float.optional(),
    limit_price: float.optional(),
    limit_price_type: priceType.optional(),
    post_only: flag.optional(),
    symbol: text.optional(),
    display_qty: float.optional(),
    trigger_price: float.optional(),
    trigger_price_type: priceType.optional(),
    deadline: text.optional(),
  },
  run({ call: { at, venue }, account, params, confirm, refuse }) {
    const { order_id: id, cl_ord_id: clOrdId, symbol } = params
    if ((id === undefined) === (clOrdId === undefined)) return refuse(errors.invalidArguments('order_id'))
    const order = id === undefined ? orderWithClOrdId(venue, account, clOrdId ?? '') : orderWithId(venue, account, id)
    if (order === undefined) return refuse(errors.UNKNOWN_ORDER)
    if (symbol !== undefined && symbol !== order.market.symbol) return refuse(errors.symbolUnsupported(symbol))
    const orderType = isWaiting(order) ? order.orderType : 'limit'
    const wish = {
      price: typed(orderType, 'limit', { amount: params.limit_price, type: params.limit_price_type }),
      trigger: typed(orderType, 'trigger', { amount: params.trigger_price, type: params.trigger_price_type }),
      volume: params.order_qty,
      display: params.display_qty,
      postOnly: params.post_only ?? false,
      deadline: params.deadline,
      via: 'socket',
    } as const
    const amended = amendOrder({ at, venue, order, wish })
    if (!amended.ok) return refuse(inV2(order.market, amended.error))
    confirm({ amend_id: amended.value, ...(id === undefined ? { cl_ord_id: clOrdId } : { order_id: id }) })
  },
})

const editOrderMethod = tradingMethod({
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
    reduce_only: flag.optional(),
    triggers: ORDER.triggers,
    display_qty: float.optional(),
    deadline: text.optional(),
  },
  run({ call: { at, venue }, account, params, confirm, refuse }) {
    const { order_id: id, symbol } = params
    const market = marketOf(venue, symbol)
    if (market === undefined) return refuse(errors.symbolUnsupported(symbol))
    const order = orderWithId(venue, account, id)
    if (order === undefined) return refuse(errors.UNKNOWN_ORDER)
    const wish = {
      pair: market.row.key,
      ...pricesAsked(order.orderType, {
        limit: { amount: params.limit_price, type: undefined },
        trigger: { amount: params.triggers?.price, type: params.triggers?.price_type },
      }),
      volume: params.order_qty,
      display: params.display_qty,
      flags: flagsOf({ ...params, fee_preference: params.fee_preference ?? order.feeIn }),
      userref: params.order_userref,
      reduceOnly: params.reduce_only,
      deadline: params.deadline,
      via: 'socket',
    } as const
    const edited = editOrder({ at, venue, order, wish, validate: params.validate ?? false })
    if (!edited.ok) return refuse(inV2(market, edited.error))
    confirm({ order_id: edited.value.order?.txid, original_order_id: id })
  },
})

export const PLACING_METHODS: readonly Method[] = [addOrderMethod, batchAddMethod, amendOrderMethod, editOrderMethod]

type Given = {
  readonly account: string
  readonly symbol: string
  readonly asked: AskedOrder
  readonly deadline: string | undefined
}

/** The order in the texts that REST would have it in. */
function readOrder(
  venue: Venue,
  { account, symbol, asked, deadline }: Given,
): Result<{ readonly market: Market; readonly wish: Wish }, string> {
  const market = marketOf(venue, symbol)
  if (market === undefined) return fail(errors.symbolUnsupported(symbol))
  if (asked.no_mpp === true && asked.order_type !== 'market') return fail(errors.NO_MPP_WITHOUT_MARKET)
  const { order_qty: volume, cash_order_qty: spend } = asked
  if ((volume === undefined) === (spend === undefined)) return fail(errors.invalidArguments('order_qty'))
  return ok({
    market,
    wish: {
      account,
      pair: market.row.key,
      side: asked.side,
      orderType: asked.order_type,
      ...pricesAsked(asked.order_type, {
        limit: { amount: asked.limit_price, type: asked.limit_price_type },
        trigger: { amount: asked.triggers?.price, type: asked.triggers?.price_type },
      }),
      display: asked.display_qty,
      reference: asked.triggers?.reference,
      close: closeAsked(asked),
      volume: volume ?? spend ?? '',
      flags: flagsOf(asked),
      userref: asked.order_userref,
      clOrdId: asked.cl_ord_id,
      timeInForce: asked.time_in_force?.toUpperCase(),
      startsAt: unixSeconds(asked.effective_time),
      expiresAt: unixSeconds(asked.expire_time),
      deadline,
      selfTrade: asked.stp_type?.replace('_', '-'),
      reduceOnly: asked.reduce_only,
      via: 'socket',
    },
  })
}

type Typed = { readonly amount: string | undefined; readonly type: 'static' | 'pct' | 'quote' | undefined }
type TypedPrices = { readonly limit: Typed; readonly trigger: Typed }

/** Both prices as REST would have them: a trigger comes before a limit. */
function pricesAsked(orderType: string, { limit, trigger }: TypedPrices) {
  const [first, second] = [typed(orderType, 'trigger', trigger), typed(orderType, 'limit', limit)]
  const isPlain = ORDER_TYPES.some((known) => known === orderType && !isTriggered(known))
  return isPlain ? { price: second } : { price: first, price2: second }
}

/** `-1.5` of type `pct` is `-1.5%`. What trails has no price of its own, and is told by a distance always. */
function typed(orderType: string, which: keyof TypedPrices, { amount, type }: Typed): string | undefined {
  if (amount === undefined) return undefined
  const isDistance = orderType.startsWith('trailing') || (type !== undefined && type !== 'static')
  const isNegative = amount.startsWith('-')
  if (!isDistance) return isNegative ? `${which} below zero` : amount
  return `${isNegative ? '' : '+'}${amount}${type === 'pct' ? '%' : ''}`
}

function closeAsked({ conditional }: Partial<AskedOrder>): AskedClose | undefined {
  if (conditional === undefined) return undefined
  const { order_type: orderType, stop_price: stop, trigger_price: amount = stop } = conditional
  const prices = pricesAsked(orderType, {
    limit: { amount: conditional.limit_price, type: conditional.limit_price_type },
    trigger: { amount, type: conditional.trigger_price_type },
  })
  return { orderType, price: prices.price, price2: prices.price2 }
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

type Flagged = Pick<AskedOrder, 'post_only' | 'fee_preference'> & { readonly cash_order_qty?: string | undefined }
function flagsOf({ post_only: isPostOnly, fee_preference: feeIn, cash_order_qty: spend }: Flagged): string {
  const fee = feeIn === undefined ? [] : feeIn === 'base' ? ['fcib'] : ['fciq']
  return [...(isPostOnly === true ? ['post'] : []), ...fee, ...(spend === undefined ? [] : ['viqc'])].join(',')
}

/** The client's own names of an order, as it gave them. */
const ownNames = ({ cl_ord_id: clOrdId, order_userref: userref }: Partial<AskedOrder>): JsonObject => ({
  cl_ord_id: clOrdId,
  order_userref: userref === undefined ? undefined : jsonText(userref),
})
