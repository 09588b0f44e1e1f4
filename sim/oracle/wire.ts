/** What the frames and bodies that crossed the broker's border say, in the oracle's own reading of Kraken's dialect. */
import { type Txid, txid } from '../../src/ids.ts'
import { type Json, type JsonObject, entriesOf, fieldOf, isList, isObject, readJson, textOf } from './json.ts'

/** A trading request that left the broker; every value as the text that was on the wire. */
export type Sent =
  | {
      readonly kind: 'addOrder'
      readonly pair: string | undefined
      readonly side: string | undefined
      readonly userref: string | undefined
      readonly numbers: readonly SentNumber[]
    }
  | {
      readonly kind: 'editOrder'
      readonly pair: string | undefined
      readonly orderid: string | undefined
      readonly newuserref: string | undefined
      readonly numbers: readonly SentNumber[]
    }
  | { readonly kind: 'cancelOrder'; readonly txids: readonly string[] }

export type SentNumber = { readonly name: string; readonly text: string; readonly unit: 'price' | 'volume' }

/** What a frame or body told the broker. */
export type Heard =
  | { readonly kind: 'order-ended'; readonly txid: Txid }
  /** Kraken's record of a trade or of a ledger entry, by its id. */
  | { readonly kind: 'record'; readonly id: string; readonly fields: JsonObject }

/** Undefined for a frame that is no trading request. */
export function readSent(frame: string): Sent | undefined {
  const request = readJson(frame)
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

/** What a frame on the private socket told: endings from `openOrders` and edits, records from `ownTrades`. */
export function readFrame(frame: string): readonly Heard[] {
  if (!TELLING_FRAME.test(frame)) return []
  const json = readJson(frame)
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

/** What the answer to a private call told; nothing for other paths and for bodies that are no JSON. */
export function readBody(path: string, body: string): readonly Heard[] {
  const read = READERS.get(path.replace(/^.*\//, ''))
  return read === undefined ? [] : read(fieldOf(readJson(body), 'result'))
}

/** The digits of the nonce in a signed body, form or JSON; undefined when there is none. */
export const nonceOf = (body: string): bigint | undefined => {
  const digits = /(?:^|&)nonce=(\d+)(?:&|$)/.exec(body)?.[1] ?? textOf(readJson(body), 'nonce')
  return digits !== undefined && /^\d+$/.test(digits) ? BigInt(digits) : undefined
}

const ENDED: ReadonlySet<string> = new Set(['closed', 'canceled', 'expired'])

const ending = ([id, order]: readonly [string, Json]): readonly Heard[] =>
  ENDED.has(textOf(order, 'status') ?? '') ? [{ kind: 'order-ended', txid: txid(id) }] : []

const record = ([id, fields]: readonly [string, Json]): readonly Heard[] =>
  isObject(fields) ? [{ kind: 'record', id, fields }] : []

/** Most frames are heartbeats: what none of these words is in is not worth parsing. */
const TELLING_FRAME = /openOrders|ownTrades|editOrderStatus/

/** What the result of a private call tells, by the call's name. */
const READERS: ReadonlyMap<string, (result: Json | undefined) => readonly Heard[]> = new Map([
  ['ClosedOrders', (result) => entriesOf(fieldOf(result, 'closed')).flatMap(ending)],
  ['QueryOrders', (result) => entriesOf(result).flatMap(ending)],
  ['TradesHistory', (result) => entriesOf(fieldOf(result, 'trades')).flatMap(record)],
  ['Ledgers', (result) => entriesOf(fieldOf(result, 'ledger')).flatMap(record)],
  ['QueryTrades', (result) => entriesOf(result).flatMap(record)],
  ['QueryLedgers', (result) => entriesOf(result).flatMap(record)],
])

/** The amounts of an order or edit. The price of a market order means nothing and is often 0. */
function numbersOf(request: Json | undefined): readonly SentNumber[] {
  const isMarket = textOf(request, 'ordertype') === 'market'
  const named = (name: string, unit: SentNumber['unit']): readonly SentNumber[] => {
    const text = textOf(request, name)
    return text === undefined ? [] : [{ name, text, unit }]
  }
  return [...(isMarket ? [] : named('price', 'price')), ...named('volume', 'volume')]
}

const textsOf = (value: Json | undefined): readonly string[] => {
  if (typeof value === 'string') return [value]
  return isList(value) ? value.filter((item) => typeof item === 'string') : []
}
