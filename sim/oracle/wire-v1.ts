/** WebSocket v1, in the oracle's own reading: requests that left, and what its channels and answers told. */
import { txid } from '../../src/ids.ts'
import { type Json, entriesOf, fieldOf, isList, isObject, textOf, textsOf } from './json.ts'
import type { Heard, Sent, SentNumber } from './messages.ts'

/** Undefined for what is no trading request. */
export function readRequest(request: Json | undefined): Sent | undefined {
  switch (textOf(request, 'event') ?? '') {
    case 'addOrder':
      return {
        kind: 'addOrder',
        pair: textOf(request, 'pair'),
        side: textOf(request, 'type'),
        userref: textOf(request, 'userref'),
        numbers: numbersOf(request),
      }
    case 'editOrder':
      return {
        kind: 'editOrder',
        pair: textOf(request, 'pair'),
        orderid: textOf(request, 'orderid'),
        newuserref: textOf(request, 'newuserref'),
        numbers: numbersOf(request),
      }
    case 'cancelOrder':
      return { kind: 'cancelOrder', txids: textsOf(fieldOf(request, 'txid')) }
    default:
      return undefined
  }
}

/** Endings from `openOrders` and edits, records from `ownTrades`. */
export function readMessage(json: Json | undefined): readonly Heard[] {
  if (isList(json)) {
    const [rows, channel] = json
    const entries = isList(rows) ? rows.flatMap(entriesOf) : []
    if (channel === 'openOrders') return entries.flatMap(ending)
    return channel === 'ownTrades' ? entries.flatMap(record) : []
  }
  const replaced = textOf(json, 'event') === 'editOrderStatus' && textOf(json, 'status') === 'ok'
  const old = textOf(json, 'originaltxid')
  return replaced && old !== undefined ? [{ kind: 'order-ended', txid: txid(old) }] : []
}

const ENDED: ReadonlySet<string> = new Set(['closed', 'canceled', 'expired'])

export const ending = ([id, order]: readonly [string, Json]): readonly Heard[] =>
  ENDED.has(textOf(order, 'status') ?? '') ? [{ kind: 'order-ended', txid: txid(id) }] : []

export const record = ([id, fields]: readonly [string, Json]): readonly Heard[] =>
  isObject(fields) ? [{ kind: 'record', id, fields }] : []

/** The amounts of an order or edit. The price of a market order means nothing and is often 0. */
function numbersOf(request: Json | undefined): readonly SentNumber[] {
  const isMarket = textOf(request, 'ordertype') === 'market'
  const named = (name: string, unit: SentNumber['unit']): readonly SentNumber[] => {
    const text = textOf(request, name)
    return text === undefined ? [] : [{ name, text, unit }]
  }
  return [...(isMarket ? [] : named('price', 'price')), ...named('volume', 'volume')]
}
