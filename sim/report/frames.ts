/**
 * Says in a few words what a frame or an HTTP body means, whatever is in it: a report reads what went wrong too, so
 * it decodes nothing strictly and shows what it does not know as it came.
 */
import type { Json } from '../../src/kraken/json.ts'
import { readJson } from '../../src/kraken/json.ts'
import { messageReading } from './frames-v2.ts'
import type { Names } from './names.ts'
import type { JsonObject, Reading } from './reading.ts'
import {
  asItCame,
  field,
  fillText,
  isList,
  isNothing,
  isObject,
  joined,
  oneLine,
  orderName,
  reading,
  texts,
} from './reading.ts'
import { amount, terms, price as priceText } from './words.ts'

/** A socket frame, of either direction. */
export function readFrame(frame: string): Reading {
  const json = readJson(frame)
  if (!json.ok) return asItCame(frame)
  if (isList(json.value)) return channelReading(json.value) ?? asItCame(frame)
  if (isObject(json.value)) return messageReading(json.value) ?? eventReading(json.value)
  return asItCame(frame)
}

/** The error texts of a REST body; a body that is no envelope of Kraken's is its own complaint. */
export function restErrors(body: string): readonly string[] {
  const json = readJson(body)
  if (!json.ok || !isObject(json.value)) return [oneLine(body)]
  const errors = json.value['error']
  return errors !== undefined && isList(errors) ? errors.filter((error) => typeof error === 'string') : []
}

// ---- requests and what answers them

function eventReading(event: JsonObject): Reading {
  const kind = field(event, 'event') ?? 'no event'
  const title = (names: Names): string => joined(kind, request(event, names))
  const told = (say: (names: Names) => string): Reading => ({
    routine: false,
    say: (names) => joined(title(names), say(names)),
    title,
  })
  const routine = (what: string): Reading => reading(true, () => what)
  switch (kind) {
    case 'addOrder':
      return told(() => `${field(event, 'pair') ?? '?'} ${askedTerms(event)}${isPostOnly(event) ? ', post only' : ''}`)
    case 'editOrder':
      return told((names) => `${orderName(event, 'orderid', names)} to ${askedTerms(event)}`)
    case 'cancelOrder':
      return told((names) => texts(event['txid']).map(names.order).join(', '))
    case 'addOrderStatus':
      return told((names) => refusal(event) ?? orderName(event, 'txid', names))
    case 'editOrderStatus':
      return told(
        (names) =>
          refusal(event) ?? `${orderName(event, 'originaltxid', names)} is now ${orderName(event, 'txid', names)}`,
      )
    case 'subscribe':
    case 'unsubscribe':
      return routine(`${kind} ${channelOf(event)}`)
    case 'subscriptionStatus': {
      const refused = refusal(event)
      if (refused !== undefined) return told(() => `${channelOf(event)} ${refused}`)
      return routine(`${field(event, 'status') ?? kind} ${channelOf(event)}`)
    }
    case 'systemStatus': {
      const status = field(event, 'status') ?? '?'
      return status === 'online' ? routine('systemStatus online') : told(() => status)
    }
    case 'ping':
    case 'pong':
    case 'heartbeat':
      return routine(kind)
    default:
      return told(() => refusal(event) ?? field(event, 'status') ?? '')
  }
}

function request(event: JsonObject, names: Names): string {
  const reqid = field(event, 'reqid')
  return reqid === undefined ? '' : names.request(reqid)
}

const refusal = (event: JsonObject): string | undefined => {
  const message = field(event, 'errorMessage')
  return message === undefined ? undefined : `refused: ${message}`
}

/** What an order or an edit asks for; an edit names only what it changes. */
function askedTerms(event: JsonObject): string {
  const size = field(event, 'volume')
  const price = field(event, 'ordertype') === 'market' ? undefined : field(event, 'price')
  if (size !== undefined && (price !== undefined || field(event, 'event') === 'addOrder')) {
    return terms({ size, ...(price === undefined ? {} : { price }) })
  }
  if (size !== undefined) return `size ${amount(size)}`
  return price === undefined ? 'nothing else' : priceText(price)
}

const isPostOnly = (event: JsonObject): boolean => (field(event, 'oflags') ?? '').split(',').includes('post')

function channelOf(event: JsonObject): string {
  const subscription = event['subscription']
  return (subscription !== undefined && isObject(subscription) ? field(subscription, 'name') : undefined) ?? '?'
}

// ---- channels

/** `[[{id: change}, …], channel, {sequence}]`; the first of a subscription is its snapshot. */
function channelReading(frame: readonly Json[]): Reading | undefined {
  const [list, channel, last] = frame
  if (list === undefined || !isList(list) || typeof channel !== 'string') return undefined
  const changes = list.filter(isObject).flatMap((entry) => Object.entries(entry))
  const isSnapshot = last !== undefined && isObject(last) && field(last, 'sequence') === '1'
  const say = channel === 'ownTrades' ? tradeText : orderText
  return reading(isSnapshot, (names) => {
    const parts = changes.map(([id, change]) => (isObject(change) ? say(id, change, names) : id))
    const kind = !isSnapshot ? '' : parts.length === 0 ? 'snapshot, empty' : 'snapshot:'
    return joined(channel, kind, parts.join('; '))
  })
}

/** `O1 pending, 2 at 149.50`, `O1 2 executed`, `O1 canceled, 1 executed: User requested`. */
function orderText(id: string, change: JsonObject, names: Names): string {
  const executed = field(change, 'vol_exec')
  const status = field(change, 'status')
  const reason = field(change, 'cancel_reason')
  const asked = change['descr'] === undefined ? undefined : placedTerms(change)
  const progress = executed === undefined || (asked !== undefined && isNothing(executed)) ? undefined : executed
  const parts = [status, asked, progress === undefined ? undefined : `${amount(progress)} executed`]
  const words = parts.filter((part) => part !== undefined).join(', ')
  return `${names.order(id)} ${words}${reason === undefined ? '' : `: ${reason}`}`
}

function placedTerms(order: JsonObject): string {
  const described = order['descr']
  const descr = described !== undefined && isObject(described) ? described : {}
  const price = field(descr, 'ordertype') === 'market' ? undefined : field(descr, 'price')
  return terms({ size: field(order, 'vol') ?? '?', ...(price === undefined ? {} : { price }) })
}

/** `T1 fills O1, 2 at 149.50`. */
const tradeText = (id: string, trade: JsonObject, names: Names): string =>
  fillText({
    trade: names.trade(id),
    order: orderName(trade, 'ordertxid', names),
    size: field(trade, 'vol') ?? '?',
    price: field(trade, 'price') ?? '?',
  })
