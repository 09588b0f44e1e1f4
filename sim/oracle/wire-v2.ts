/** WebSocket v2, in the oracle's own reading: requests that left, and what the `executions` channel told. */
import { txid } from '../../src/ids.ts'
import { unixTextFromIso } from '../../src/time.ts'
import { type Json, fieldOf, isList, readJson, textOf, textsOf } from './json.ts'
import type { Heard, Sent, SentNumber } from './messages.ts'

/** Undefined for what is no trading request. */
export function readRequest(request: Json | undefined): Sent | undefined {
  const params = fieldOf(request, 'params')
  switch (textOf(request, 'method') ?? '') {
    case 'add_order':
      return {
        kind: 'addOrder',
        pair: textOf(params, 'symbol'),
        side: textOf(params, 'side'),
        userref: textOf(params, 'order_userref'),
        numbers: numbersOf(params),
      }
    case 'amend_order':
      return { kind: 'amendOrder', orderid: textOf(params, 'order_id'), numbers: numbersOf(params) }
    case 'cancel_order':
      return { kind: 'cancelOrder', txids: textsOf(fieldOf(params, 'order_id')) }
    default:
      return undefined
  }
}

/** The markets that a request names, as it names them. */
export function symbolsOf(frame: string): readonly string[] {
  const request = frame.includes('"symbol"') ? readJson(frame) : undefined
  return textOf(request, 'method') === undefined ? [] : textsOf(fieldOf(fieldOf(request, 'params'), 'symbol'))
}

/** Endings, and a record of each trade. */
export function readMessage(json: Json | undefined): readonly Heard[] {
  if (textOf(json, 'channel') !== 'executions') return []
  const rows = fieldOf(json, 'data')
  return isList(rows) ? rows.flatMap(readRow) : []
}

const ENDINGS: ReadonlySet<string> = new Set(['filled', 'canceled', 'expired'])

function readRow(row: Json): readonly Heard[] {
  const kind = textOf(row, 'exec_type') ?? ''
  const order = textOf(row, 'order_id')
  // A row whose status is none that Kraken has is not understood, and tells nobody anything.
  const isEnding = ENDINGS.has(kind) && ENDINGS.has(textOf(row, 'order_status') ?? '')
  if (isEnding && order !== undefined) return [{ kind: 'order-ended', txid: txid(order) }]
  // Trades alone have one, whatever kind of row they are called.
  const id = textOf(row, 'exec_id')
  return id !== undefined ? [{ kind: 'record', id, fields: recordOf(row) }] : []
}

/** By the names that REST gives the same facts; a fee in several parts has no text of its own. */
function recordOf(row: Json): Readonly<Record<string, Json>> {
  const fees = fieldOf(row, 'fees')
  const [fee, ...others] = isList(fees) ? fees : []
  const liquidity = textOf(row, 'liquidity_ind')
  const fields: readonly (readonly [string, Json | undefined])[] = [
    ['ordertxid', textOf(row, 'order_id')],
    ['time', unixTextFromIso(textOf(row, 'timestamp') ?? '')],
    ['type', textOf(row, 'side')],
    ['ordertype', textOf(row, 'order_type')],
    ['price', textOf(row, 'last_price')],
    ['vol', textOf(row, 'last_qty')],
    ['cost', textOf(row, 'cost')],
    ['fee', others.length === 0 ? textOf(fee, 'qty') : undefined],
    ['trade_id', textOf(row, 'trade_id')],
    ['maker', liquidity === undefined ? undefined : liquidity === 'm'],
  ]
  return Object.fromEntries(fields.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])))
}

function numbersOf(params: Json | undefined): readonly SentNumber[] {
  const named = (name: string, unit: SentNumber['unit']): readonly SentNumber[] => {
    const text = textOf(params, name)
    return text === undefined ? [] : [{ name, text, unit }]
  }
  return [...named('limit_price', 'price'), ...named('order_qty', 'volume')]
}
