/** Private endpoints that make or change orders. Source: protocol 3.6, 7.5, 7.6. */
import { type Result, fail, ok } from '../../../../src/result.ts'
import type { Wish } from '../../checks.ts'
import { closeDescription, shortDescription } from '../../describe.ts'
import * as errors from '../../errors.ts'
import type { AskedClose } from '../../fields.ts'
import { type Market, priceText, volumeText } from '../../market.ts'
import { orderWithClOrdId, orderWithId, theOneNamed } from '../../named.ts'
import type { OrderTerms } from '../../orders.ts'
import { type Added, addBatch, addOrder, amendOrder, editOrder } from '../../trading.ts'
import type { JsonObject } from '../../wire.ts'
import { flagOf, itemsOf, textIn } from '../params.ts'
import { onePair } from '../public/names.ts'
import type { Answer, Params, PrivateCall, PrivateEndpoints } from '../registry.ts'

const NEEDS = ['modify-trades'] as const

export const PLACING: PrivateEndpoints = {
  AddOrder: {
    what: 'A new order; only checked with `validate`.',
    params:
      'pair, type, ordertype, volume, price, price2, displayvol, trigger, close[ordertype], close[price], close[price2], oflags, timeinforce, starttm, expiretm, stptype, reduce_only, userref, cl_ord_id, deadline, validate',
    needs: NEEDS,
    answer: addOne,
  },
  AddOrderBatch: {
    what: 'Two to fifteen orders in one pair, of which all are taken or none; the engine may still refuse one alone.',
    params: 'pair, orders, deadline, validate',
    needs: NEEDS,
    answer: addSeveral,
  },
  EditOrder: {
    what: 'Another order in the place of an open one, under another id.',
    params:
      'pair, txid, volume, displayvol, price, price2, oflags, userref, reduce_only, deadline, cancel_response, validate',
    needs: NEEDS,
    answer: edit,
  },
  AmendOrder: {
    what: 'Another price or volume for an open order, which keeps its id and, where it may, its place.',
    params: 'txid, cl_ord_id, order_qty, display_qty, limit_price, trigger_price, post_only, pair, deadline',
    needs: NEEDS,
    answer: amend,
  },
}

/** Source: protocol 3.6. */
const ORDERS_IN_A_BATCH = { least: 2, most: 15 }

function addOne(call: PrivateCall): Answer {
  const { at, venue, account, params } = call
  const named = onePair(call)
  if (!named.ok) return named
  const { market } = named.value
  const validate = flagOf(params, 'validate')
  if (!validate.ok) return validate
  const wish = readWish(params, { account, market, deadline: textIn(params, 'deadline') })
  if (!wish.ok) return wish
  const added = addOrder({ at, venue, wish: wish.value, validate: validate.value })
  if (!added.ok) return added
  const { terms, order } = added.value
  return ok({
    descr: described(terms),
    txid: order === undefined ? undefined : [order.txid],
    cl_ord_id: order?.clOrdId,
  })
}

function addSeveral(call: PrivateCall): Answer {
  const { at, venue, account, params } = call
  const named = onePair(call)
  if (!named.ok) return named
  const { market } = named.value
  const validate = flagOf(params, 'validate')
  if (!validate.ok) return validate
  const orders = itemsOf(params, 'orders')
  const isGoodCount = orders.length >= ORDERS_IN_A_BATCH.least && orders.length <= ORDERS_IN_A_BATCH.most
  if (!isGoodCount) return fail(errors.invalidArguments('orders'))
  const wishes: Wish[] = []
  for (const one of orders) {
    const wish = readWish(one, { account, market, deadline: textIn(params, 'deadline') })
    if (!wish.ok) return wish
    wishes.push(wish.value)
  }
  const added = addBatch({ at, venue, wishes, validate: validate.value })
  return added.ok ? ok({ orders: added.value.map(batchedAnswer) }) : added
}

function batchedAnswer(added: Result<Added, string>): JsonObject {
  if (!added.ok) return { error: added.error }
  const { terms, order } = added.value
  return { txid: order?.txid, descr: described(terms), cl_ord_id: order?.clOrdId }
}

/** It answers when all is done: that a client wants no answer before (`cancel_response`) changes nothing. */
function edit(call: PrivateCall): Answer {
  const { at, venue, account, params } = call
  const named = onePair(call)
  if (!named.ok) return named
  const { market } = named.value
  const refusal = refusedField(params)
  if (refusal !== undefined) return fail(refusal)
  const [validate, reduceOnly] = [flagOf(params, 'validate'), flagOf(params, 'reduce_only')]
  if (!validate.ok) return validate
  if (!reduceOnly.ok) return reduceOnly
  const name = textIn(params, 'txid')
  if (name === undefined) return fail(errors.invalidArguments('txid'))
  const order = theOneNamed(venue, account, name)
  if (!order.ok) return order
  const { txid, userref } = order.value
  const wish = {
    pair: market.row.key,
    price: textIn(params, 'price'),
    price2: textIn(params, 'price2'),
    volume: textIn(params, 'volume'),
    display: textIn(params, 'displayvol'),
    flags: textIn(params, 'oflags'),
    userref: textIn(params, 'userref'),
    reduceOnly: reduceOnly.value,
    deadline: textIn(params, 'deadline'),
    via: 'rest',
  } as const
  const edited = editOrder({ at, venue, order: order.value, wish, validate: validate.value })
  if (!edited.ok) return edited
  const { terms, order: placed } = edited.value
  return ok({
    status: 'ok',
    txid: placed?.txid,
    originaltxid: txid,
    volume: volumeText(market, terms.volume),
    price: terms.price === undefined ? undefined : priceText(market, terms.price),
    newuserref: wish.userref,
    olduserref: userref === 0 ? undefined : String(userref),
    orders_cancelled: placed === undefined ? 0 : 1,
    descr: described(terms),
  })
}

function amend(call: PrivateCall): Answer {
  const { at, venue, account, params } = call
  const [id, clOrdId] = [textIn(params, 'txid'), textIn(params, 'cl_ord_id')]
  if ((id === undefined) === (clOrdId === undefined)) return fail(errors.invalidArguments('txid'))
  const refusal = refusedField(params)
  if (refusal !== undefined) return fail(refusal)
  const postOnly = flagOf(params, 'post_only')
  if (!postOnly.ok) return postOnly
  const order = id === undefined ? orderWithClOrdId(venue, account, clOrdId ?? '') : orderWithId(venue, account, id)
  if (order === undefined) return fail(errors.UNKNOWN_ORDER)
  const named = params.has('pair') ? onePair(call) : undefined
  if (named?.ok === false) return named
  if (named !== undefined && named.value.market.row.key !== order.market.row.key) {
    return fail(errors.invalidArguments('pair'))
  }
  const wish = {
    price: textIn(params, 'limit_price'),
    trigger: textIn(params, 'trigger_price'),
    volume: textIn(params, 'order_qty'),
    display: textIn(params, 'display_qty'),
    postOnly: postOnly.value,
    deadline: textIn(params, 'deadline'),
    via: 'rest',
  } as const
  const amended = amendOrder({ at, venue, order, wish })
  return amended.ok ? ok({ amend_id: amended.value }) : amended
}

type Context = { readonly account: string; readonly market: Market; readonly deadline: string | undefined }

function readWish(params: Params, { account, market, deadline }: Context): Result<Wish, string> {
  const refusal = refusedField(params)
  if (refusal !== undefined) return fail(refusal)
  const reduceOnly = flagOf(params, 'reduce_only')
  if (!reduceOnly.ok) return reduceOnly
  return ok({
    account,
    pair: market.row.key,
    side: textIn(params, 'type') ?? '',
    orderType: textIn(params, 'ordertype') ?? '',
    price: textIn(params, 'price'),
    price2: textIn(params, 'price2'),
    display: textIn(params, 'displayvol'),
    reference: textIn(params, 'trigger'),
    close: closeIn(params),
    volume: textIn(params, 'volume') ?? '',
    flags: textIn(params, 'oflags'),
    userref: textIn(params, 'userref'),
    clOrdId: textIn(params, 'cl_ord_id'),
    timeInForce: textIn(params, 'timeinforce'),
    startsAt: textIn(params, 'starttm'),
    expiresAt: textIn(params, 'expiretm'),
    deadline,
    selfTrade: textIn(params, 'stptype'),
    reduceOnly: reduceOnly.value,
    via: 'rest',
  })
}

/** What of the parameters is a conditional close; undefined when none of them is there. */
function closeIn(params: Params): AskedClose | undefined {
  const [orderType, price, price2] = ['ordertype', 'price', 'price2'].map((name) => textIn(params, `close[${name}]`))
  return (orderType ?? price ?? price2) === undefined ? undefined : { orderType, price, price2 }
}

/** What Kraken takes and this exchange does not model: its presence is refused, never overlooked. */
const NOT_MODELLED = ['leverage', 'asset_class', 'sender_sub_id']

const refusedField = (params: Params): string | undefined => {
  const field = NOT_MODELLED.find((name) => !['0', 'none', undefined].includes(textIn(params, name)))
  return field === undefined ? undefined : errors.invalidArguments(field)
}

const described = (terms: OrderTerms): JsonObject => ({
  order: shortDescription(terms),
  close: closeDescription(terms),
})
