/** What the messages of WebSocket v2 mean, in a few words. */
import type { Json } from '../../src/kraken/json.ts'
import type { Names } from './names.ts'
import type { JsonObject, Reading } from './reading.ts'
import { field, fillText, isList, isNothing, isObject, joined, orderName, reading, texts } from './reading.ts'
import { amount, price as priceText, terms } from './words.ts'

/** Undefined for what is neither a request, an answer nor a frame of a channel. */
export function messageReading(message: JsonObject): Reading | undefined {
  const method = field(message, 'method')
  if (method !== undefined) return methodReading(method, message)
  const channel = field(message, 'channel')
  return channel === undefined ? undefined : channelReading(channel, message)
}

// ---- requests and what answers them

function methodReading(method: string, message: JsonObject): Reading {
  const isAnswer = message['success'] !== undefined
  const title = (names: Names): string => joined(method, isAnswer ? 'answered' : '', requestName(message, names))
  const told = (say: (names: Names) => string): Reading => ({
    routine: false,
    say: (names) => joined(title(names), say(names)),
    title,
  })
  if (method === 'ping' || method === 'pong') return reading(true, () => method)
  const isRefused = message['success'] === false
  if (method === 'subscribe' || method === 'unsubscribe') {
    const channel = field(part(message, isAnswer ? 'result' : 'params'), 'channel') ?? ''
    return isRefused ? told(() => refusal(message)) : reading(true, () => joined(method, channel))
  }
  if (isRefused) return told(() => refusal(message))
  return told((names) => (isAnswer ? outcomeText(message, names) : wishText(method, part(message, 'params'), names)))
}

const refusal = (message: JsonObject): string => `refused: ${field(message, 'error') ?? 'no reason given'}`

function requestName(message: JsonObject, names: Names): string {
  const id = field(message, 'req_id')
  return id === undefined ? '' : names.request(id)
}

function outcomeText(message: JsonObject, names: Names): string {
  const result = part(message, 'result')
  return field(result, 'order_id') === undefined ? 'ok' : orderName(result, 'order_id', names)
}

function wishText(method: string, params: JsonObject, names: Names): string {
  switch (method) {
    case 'add_order':
      return `${field(params, 'symbol') ?? '?'} ${termsOf(params) ?? '?'}${params['post_only'] === true ? ', post only' : ''}`
    case 'amend_order':
    case 'edit_order':
      return `${orderName(params, 'order_id', names)} to ${changeOf(params)}`
    case 'cancel_order':
      return texts(params['order_id']).map(names.order).join(', ')
    default:
      return ''
  }
}

/** Undefined where there is no quantity. */
function termsOf(order: JsonObject): string | undefined {
  const size = field(order, 'order_qty')
  const price = field(order, 'limit_price')
  return size === undefined ? undefined : terms({ size, ...(price === undefined ? {} : { price }) })
}

/** An edit names only what it changes. */
function changeOf(edit: JsonObject): string {
  const size = field(edit, 'order_qty')
  const price = field(edit, 'limit_price')
  if (size !== undefined && price !== undefined) return terms({ size, price })
  if (size !== undefined) return `size ${amount(size)}`
  return price === undefined ? 'nothing else' : priceText(price)
}

// ---- channels

function channelReading(channel: string, message: JsonObject): Reading {
  if (channel === 'heartbeat') return reading(true, () => channel)
  const rows = message['data'] !== undefined && isList(message['data']) ? message['data'].filter(isObject) : []
  if (channel === 'status') {
    const system = rows.map((row) => field(row, 'system') ?? '?').join(', ')
    return reading(system === 'online', () => joined('status', system))
  }
  const isSnapshot = field(message, 'type') === 'snapshot'
  return reading(isSnapshot, (names) => {
    const parts = rows.map((row) => rowText(row, names))
    const kind = !isSnapshot ? '' : parts.length === 0 ? 'snapshot, empty' : 'snapshot:'
    return joined(channel, kind, parts.join('; '))
  })
}

/** `O1 pending_new, 2 at 149.50`, `T1 fills O1, 2 at 149.50`, `O1 canceled, 1 executed: User requested`. */
function rowText(row: JsonObject, names: Names): string {
  const order = orderName(row, 'order_id', names)
  const trade = field(row, 'exec_id')
  if (trade !== undefined) {
    const [size, price] = [field(row, 'last_qty') ?? '?', field(row, 'last_price') ?? '?']
    return fillText({ trade: names.trade(trade), order, size, price })
  }
  const executed = field(row, 'cum_qty')
  const asked = termsOf(row)
  const progress = executed === undefined || (asked !== undefined && isNothing(executed)) ? undefined : executed
  const parts = [field(row, 'exec_type'), asked, progress === undefined ? undefined : `${amount(progress)} executed`]
  const reason = field(row, 'reason')
  return `${order} ${parts.filter((text) => text !== undefined).join(', ')}${reason === undefined ? '' : `: ${reason}`}`
}

const part = (message: JsonObject, name: string): JsonObject => {
  const value: Json | undefined = message[name]
  return value !== undefined && isObject(value) ? value : {}
}
