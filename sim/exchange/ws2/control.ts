/** Connection, liveness and subscriptions of WebSocket v2. Source: protocol 6.1, 6.3, 6.4. */
import { type Result, fail, ok } from '../../../src/result.ts'
import { type Call, echoOf, tokenMay } from '../dialect.ts'
import * as errors from '../errors.ts'
import { nextHeartbeat, noHeartbeat } from '../outbox.ts'
import type { Permission } from '../permissions.ts'
import type { V2Feed } from '../port.ts'
import { type Socket, type Subscription, isSubscribed } from '../sessions.ts'
import type { Venue } from '../venue.ts'
import { type JsonObject, jsonText, membersOf, printJson } from '../wire.ts'
import { balancesSnapshot } from './balances.ts'
import { executionSnapshots } from './executions.ts'
import { isMarketChannel, subscribeMarket, unsubscribeMarket } from './market/subscribing.ts'
import { type Method, accountIn, envelopeRefusal, responder } from './registry.ts'

const VERSION = '2.0.10'

export const HEARTBEAT = '{"channel":"heartbeat"}'

/** A new connection is told its number, of which a double would lose digits. */
export const greeting = ({ system }: Venue, socket: Socket): string =>
  statusFrame({ connection_id: jsonText(socket.connectionId), system: system.mode })
export const modeChange = ({ system }: Venue): string => statusFrame({ system: system.mode })

const statusFrame = (status: JsonObject): string =>
  printJson({ channel: 'status', data: [{ api_version: 'v2', ...status, version: VERSION }], type: 'update' })

const ping: Method = {
  name: 'ping',
  run(call, members) {
    const reqId = echoOf(members['req_id'])
    const refusal = envelopeRefusal(members, { params: undefined })
    if (refusal !== undefined) return responder(call, 'control', { method: 'ping', reqId }).refuse(refusal)
    responder(call, 'control', { method: 'pong', reqId }).respond({})
  },
}

const subscribe: Method = {
  name: 'subscribe',
  run(call, members) {
    if (isOfTheMarket(call, members)) return subscribeMarket(call, members)
    const { sessions, socket, venue, outbox } = call
    const { confirm, refuse } = responderTo(call, members)
    const wish = readWish(call, members)
    if (!wish.ok) return refuse(wish.error)
    const { name, account, token, options } = wish.value
    if (socket.subscriptions.has(name)) return refuse(errors.ALREADY_SUBSCRIBED)

    const wasSilent = !isSubscribed(socket)
    const hearsEveryStatus = options['order_status'] !== false
    const countsRate = options['ratecounter'] === true
    const subscription = sessions.subscribe({ socket, name, account, hearsEveryStatus, countsRate })
    socket.tokens.add(token)
    const begun = BEGINNINGS[name](venue, subscription, options)
    confirm({ channel: name, ...begun.result })
    for (const frame of begun.snapshots) outbox.reply(socket, name, frame)
    if (wasSilent) outbox.answer(nextHeartbeat(socket))
  },
}

const unsubscribe: Method = {
  name: 'unsubscribe',
  run(call, members) {
    if (isOfTheMarket(call, members)) return unsubscribeMarket(call, members)
    const { sessions, socket, outbox } = call
    const { confirm, refuse } = responderTo(call, members)
    const wish = readWish(call, members)
    if (!wish.ok) return refuse(wish.error)
    const { name } = wish.value
    const subscription = socket.subscriptions.get(name)
    if (subscription === undefined) return refuse(errors.SUBSCRIPTION_NOT_FOUND)
    sessions.unsubscribe(subscription)
    confirm({ channel: name })
    if (!isSubscribed(socket)) outbox.answer(noHeartbeat(socket))
  },
}

export const CONTROL_METHODS: readonly Method[] = [ping, subscribe, unsubscribe]

type Members = Readonly<Record<string, unknown>>

const responderTo = (call: Call, { method, req_id: reqId }: Members) =>
  responder(call, 'control', { method: String(method), reqId: echoOf(reqId) })

// ---- how a channel begins

type Beginning = { readonly result: JsonObject; readonly snapshots: readonly string[] }
type Begin = (venue: Venue, subscription: Subscription, options: Members) => Beginning

/** In the words of the one such warning that is recorded, for the members that the documents call deprecated. */
const DEPRECATIONS = [
  'cancel_reason is deprecated, use reason',
  'stop_price is deprecated, use triggers.price',
  'trigger is deprecated, use triggers.reference',
  'triggered_price is deprecated, use triggers.last_price',
]

const BEGINNINGS: Readonly<Record<V2Feed, Begin>> = {
  executions(venue, subscription, options) {
    const orders = (options['snap_orders'] ?? options['snapshot']) !== false
    const trades = (options['snap_trades'] ?? options['snapshot_trades']) === true
    return {
      result: {
        maxratecount: venue.tradingLimits.maxRateCount(subscription.account),
        snap_orders: orders,
        snap_trades: trades,
        snapshot: orders,
        warnings: DEPRECATIONS,
      },
      snapshots: executionSnapshots(venue, subscription, { orders, trades }),
    }
  },
  balances(venue, subscription, options) {
    const snapshot = options['snapshot'] !== false
    return { result: { snapshot }, snapshots: snapshot ? [balancesSnapshot(venue, subscription)] : [] }
  },
}

// ---- what is asked for

type Wish = { readonly name: V2Feed; readonly account: string; readonly token: string; readonly options: Members }

/** `rebased` is taken and changes nothing: no asset here is rebased. Sub-accounts (`users`) are not modelled. */
const OPTIONS: Readonly<Record<V2Feed, readonly string[]>> = {
  executions: ['snap_orders', 'snap_trades', 'order_status', 'ratecounter', 'rebased', 'snapshot', 'snapshot_trades'],
  balances: ['snapshot', 'rebased'],
}
const NEEDS: Readonly<Record<V2Feed, readonly Permission[]>> = {
  executions: ['query-open-trades', 'query-closed-trades'],
  balances: ['query-funds'],
}

const FEEDS: readonly V2Feed[] = ['executions', 'balances']

/** Of the channels of the public, single orders alone are also told where accounts are served. */
function isOfTheMarket({ socket }: Call, members: Members): boolean {
  const channel = membersOf(members['params'])?.['channel']
  if (channel === 'level3') return socket.service !== 'market'
  return isMarketChannel(channel) && socket.service === 'market'
}

function readWish(call: Call, members: Members): Result<Wish, string> {
  const params = membersOf(members['params']) ?? {}
  const { channel } = params
  const name = FEEDS.find((feed) => feed === channel)
  if (isMarketChannel(channel)) return fail(channel === 'level3' ? errors.PRIVATE_ELSEWHERE : errors.PUBLIC_ELSEWHERE)
  if (name === undefined) return fail(errors.UNSUPPORTED_EVENT)
  if (call.socket.service !== 'account') return fail(errors.PRIVATE_ELSEWHERE)
  const refusal = envelopeRefusal(members, { params: ['channel', ...OPTIONS[name]] })
  if (refusal !== undefined) return fail(refusal)
  const odd = OPTIONS[name].find((option) => params[option] !== undefined && typeof params[option] !== 'boolean')
  if (odd !== undefined) return fail(errors.fieldMustBe(odd, 'boolean'))
  const user = accountIn(call, params)
  if (typeof user === 'string') return fail(user)
  return tokenMay(call, user.token, NEEDS[name])
    ? ok({ name, ...user, options: params })
    : fail(errors.PERMISSION_DENIED)
}
