/** Connection, liveness and subscriptions of WebSocket v1. Source: protocol 4.1, 5.1. */
import { type Result, fail, ok } from '../../../src/result.ts'
import { type Call, accountOf, echoOf, tokenMay } from '../dialect.ts'
import * as errors from '../errors.ts'
import { nextHeartbeat, noHeartbeat } from '../outbox.ts'
import type { Permission } from '../permissions.ts'
import type { V1Feed } from '../port.ts'
import { type Socket, isSubscribed } from '../sessions.ts'
import type { Venue } from '../venue.ts'
import { type Json, type JsonObject, jsonText, membersOf, printJson } from '../wire.ts'
import { snapshotFrame } from './feeds.ts'
import { subscribeMarket, unsubscribeMarket } from './market/subscribing.ts'
import { type SocketEvent, replyWith } from './registry.ts'

const VERSION = '1.9.6'

export const HEARTBEAT = '{"event":"heartbeat"}'

export const systemStatus = ({ system }: Venue, socket: Socket): string =>
  printJson({
    connectionID: jsonText(socket.connectionId),
    event: 'systemStatus',
    status: system.mode,
    version: VERSION,
  })

const ping: SocketEvent = {
  name: 'ping',
  run(call, members) {
    const reqid = echoOf(members['reqid'])
    if (reqid === null) replyWith(call, 'control', { errorMessage: errors.BAD_REQID, event: 'error', reqid })
    else replyWith(call, 'control', { event: 'pong', reqid })
  },
}

const subscribe: SocketEvent = {
  name: 'subscribe',
  run(call, members) {
    if (call.socket.service === 'market') return subscribeMarket(call, members)
    const { sessions, socket, venue, outbox } = call
    const wish = readWish(call, members)
    if (!wish.ok) return refuse(call, members, wish.error)
    const { name, account, token, options } = wish.value
    if (socket.subscriptions.has(name)) return refuse(call, members, errors.ALREADY_SUBSCRIBED)

    const wasSilent = !isSubscribed(socket)
    const consolidatesTaker = options['consolidate_taker'] !== false
    const countsRate = options['ratecounter'] === true
    const subscription = sessions.subscribe({ socket, name, account, consolidatesTaker, countsRate })
    socket.tokens.add(token)
    const echoed = name === 'openOrders' ? { maxratecount: venue.tradingLimits.maxRateCount(account), name } : { name }
    confirm(call, members, { channelName: name, status: 'subscribed', subscription: echoed })
    const wantsSnapshot = name === 'openOrders' || options['snapshot'] !== false
    if (wantsSnapshot) outbox.reply(socket, name, snapshotFrame(venue, subscription))
    if (wasSilent) outbox.answer(nextHeartbeat(socket))
  },
}

const unsubscribe: SocketEvent = {
  name: 'unsubscribe',
  run(call, members) {
    if (call.socket.service === 'market') return unsubscribeMarket(call, members)
    const { sessions, socket, outbox } = call
    const wish = readWish(call, members)
    if (!wish.ok) return refuse(call, members, wish.error)
    const { name } = wish.value
    const subscription = socket.subscriptions.get(name)
    if (subscription === undefined) return refuse(call, members, errors.SUBSCRIPTION_NOT_FOUND)
    sessions.unsubscribe(subscription)
    confirm(call, members, { channelName: name, status: 'unsubscribed', subscription: { name } })
    if (!isSubscribed(socket)) outbox.answer(noHeartbeat(socket))
  },
}

export const CONTROL_EVENTS: readonly SocketEvent[] = [ping, subscribe, unsubscribe]

type Members = Readonly<Record<string, unknown>>
type Wish = {
  readonly name: V1Feed
  readonly account: string
  readonly token: string
  readonly options: Members
}

/** `rebased` is taken and changes nothing: no asset here is rebased. */
const OPTIONS = ['name', 'token', 'snapshot', 'consolidate_taker', 'rebased', 'ratecounter']

const NEEDS: Readonly<Record<V1Feed, readonly Permission[]>> = {
  openOrders: ['query-open-trades'],
  ownTrades: ['query-closed-trades'],
}

const FEEDS: readonly V1Feed[] = ['openOrders', 'ownTrades']

function readWish(call: Call, members: Members): Result<Wish, string> {
  if (echoOf(members['reqid']) === null) return fail(errors.BAD_REQID)
  const options = membersOf(members['subscription'])
  if (options === undefined) return fail(errors.SUBSCRIPTION_NOT_OBJECT)
  const name = FEEDS.find((feed) => feed === options['name'])
  if (name === undefined) return fail(errors.SUBSCRIPTION_NAME_INVALID)
  if (Object.keys(options).some((option) => !OPTIONS.includes(option))) return fail(errors.SUBSCRIPTION_FIELD)
  if ('pair' in members) return fail(errors.PAIR_UNSUPPORTED)
  const token = options['token']
  const account = typeof token === 'string' ? accountOf(call, token) : undefined
  if (typeof token !== 'string' || account === undefined) return fail(errors.INVALID_SESSION)
  if (!tokenMay(call, token, NEEDS[name])) return fail(errors.PERMISSION_DENIED)
  return ok({ name, account, token, options })
}

const confirm = (call: Call, members: Members, answer: JsonObject): void =>
  replyWith(call, 'control', { ...answer, event: 'subscriptionStatus', reqid: echoOf(members['reqid']) })

function refuse(call: Call, members: Members, error: string): void {
  const name: unknown = membersOf(members['subscription'])?.['name']
  const subscription: Json | undefined = typeof name === 'string' ? { name } : undefined
  confirm(call, members, { errorMessage: error, status: 'error', subscription })
}
