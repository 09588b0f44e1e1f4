/** Subscriptions to the public channels of WebSocket v1: one answer for every pair. Source: protocol 5.1. */
import { type Result, fail, ok } from '../../../../src/result.ts'
import { type Call, echoOf } from '../../dialect.ts'
import * as errors from '../../errors.ts'
import type { Market } from '../../market.ts'
import { nextHeartbeat, noHeartbeat } from '../../outbox.ts'
import { type Wish, isSubscribed } from '../../sessions.ts'
import type { Universe } from '../../universe/universe.ts'
import { type Json, type JsonObject, membersOf, numberText } from '../../wire.ts'
import { replyWith } from '../registry.ts'
import { type Channel1, channelIdOf, channelNameOf, feedOf, subscriptionOf } from './channel.ts'
import { CHANNELS_V1 } from './channels.ts'

type Members = Readonly<Record<string, unknown>>

export function subscribeMarket(call: Call, members: Members): void {
  const asked = read(members)
  if (!asked.ok) return refuse(call, members, { error: asked.error })
  const { channel, setting, pairs } = asked.value
  for (const pair of pairs) {
    const market = marketNamed(call, pair)
    if (!market.ok) refuse(call, members, { error: market.error, pair })
    else subscribeOne(call, members, { channel, setting, market: market.value })
  }
}

type Line = { readonly channel: Channel1; readonly setting: number; readonly market: Market }

function subscribeOne(call: Call, members: Members, line: Line): void {
  const { audience, socket, outbox, venue, at } = call
  const { channel, setting, market } = line
  const wish = wishOf(line)
  if (audience.has(socket, wish.name)) {
    return refuse(call, members, { error: errors.ALREADY_SUBSCRIBED, pair: market.wsname })
  }
  const wasSilent = !isSubscribed(socket)
  const id = idOf(venue.universe, line)
  const tape = venue.tape.of(market)
  const feed = audience.join(socket, wish, () => feedOf(channel, { tape, id, setting }))
  confirm(call, members, { ...described(line, id), status: 'subscribed' })
  for (const frame of feed.snapshot(at)) outbox.reply(socket, 'market', frame)
  if (wasSilent) outbox.answer(nextHeartbeat(socket))
}

/** By pairs and name, by the number of a channel, or by pairs and `*`. */
export function unsubscribeMarket(call: Call, members: Members): void {
  const { socket, outbox, audience } = call
  const lines = linesToLeave(call, members)
  if (!lines.ok) return refuse(call, members, { error: lines.error })
  for (const { line, pair } of lines.value) {
    const wish = line === undefined ? undefined : wishOf(line)
    if (line === undefined || wish === undefined || !audience.has(socket, wish.name)) {
      refuse(call, members, { error: errors.SUBSCRIPTION_NOT_FOUND, pair })
      continue
    }
    audience.leave(socket, wish.name)
    confirm(call, members, { ...described(line, idOf(call.venue.universe, line)), status: 'unsubscribed' })
  }
  if (!isSubscribed(socket)) outbox.answer(noHeartbeat(socket))
}

// ---- what is asked for

type Asked = { readonly channel: Channel1; readonly setting: number; readonly pairs: readonly string[] }

const FEEDS_OF_ACCOUNTS: readonly unknown[] = ['openOrders', 'ownTrades']

function read(members: Members): Result<Asked, string> {
  if (echoOf(members['reqid']) === null) return fail(errors.BAD_REQID)
  const options = membersOf(members['subscription'])
  if (options === undefined) return fail(errors.SUBSCRIPTION_NOT_OBJECT)
  if (FEEDS_OF_ACCOUNTS.includes(options['name'])) return fail(errors.PRIVATE_ELSEWHERE)
  const channel = CHANNELS_V1.find(({ name }) => name === options['name'])
  if (channel === undefined) return fail(errors.SUBSCRIPTION_NAME_INVALID)
  const unknown = Object.keys(options).some((option) => option !== 'name' && option !== channel.option?.name)
  if (unknown) return fail(errors.SUBSCRIPTION_FIELD)
  const setting = readSetting(channel, options)
  if (!setting.ok) return setting
  const pairs = readPairs(members)
  return pairs.ok ? ok({ channel, setting: setting.value, pairs: pairs.value }) : pairs
}

function readSetting({ option }: Channel1, options: Members): Result<number, string> {
  if (option === undefined) return ok(0)
  const given = options[option.name]
  if (given === undefined) return ok(option.standard)
  const text = numberText(given)
  if (text === undefined || !/^\d{1,9}$/.test(text)) return fail(option.notWhole)
  return option.taken.includes(Number(text)) ? ok(Number(text)) : fail(option.notTaken)
}

function readPairs(members: Members): Result<readonly string[], string> {
  const pairs: unknown = members['pair']
  if (pairs === undefined) return fail(errors.PAIRS_NOT_FOUND)
  if (!Array.isArray(pairs)) return fail(errors.PAIR_NOT_ARRAY)
  const names = pairs.filter((pair) => typeof pair === 'string')
  return names.length === 0 || names.length < pairs.length ? fail(errors.PAIRS_NOT_FOUND) : ok(names)
}

/** Version 1 takes the wsname alone. */
function marketNamed({ venue }: Call, name: string): Result<Market, string> {
  if (!/^[A-Za-z0-9.]+\/[A-Za-z0-9.]+$/.test(name)) return fail(errors.pairNotInForm(name))
  const market = venue.markets.named(name)
  return market?.wsname === name ? ok(market) : fail(errors.symbolUnsupported(name))
}

type ToLeave = { readonly pair: string; readonly line: Line | undefined }

function linesToLeave(call: Call, members: Members): Result<readonly ToLeave[], string> {
  const { socket, audience, venue } = call
  const mine = audience.wishesOf(socket).flatMap((wish) => {
    const market = venue.markets.named(wish.pair)
    const line = market === undefined ? undefined : lineOf(wish, market)
    return line === undefined ? [] : [{ pair: line.market.wsname, line }]
  })
  const id = numberText(members['channelID'])
  if (id !== undefined) {
    const found = mine.filter(({ line }) => String(idOf(venue.universe, line)) === id)
    return found.length === 0 ? fail(errors.SUBSCRIPTION_NOT_FOUND) : ok(found)
  }
  if (membersOf(members['subscription'])?.['name'] === '*') {
    const pairs = readPairs(members)
    return pairs.ok ? ok(mine.filter(({ pair }) => pairs.value.includes(pair))) : pairs
  }
  const asked = read(members)
  if (!asked.ok) return asked
  const { channel, setting, pairs } = asked.value
  return ok(
    pairs.map((pair) => {
      const market = marketNamed(call, pair)
      return { pair, line: market.ok ? { channel, setting, market: market.value } : undefined }
    }),
  )
}

// ---- names and numbers

const wishOf = ({ channel, setting, market }: Line): Wish => ({
  channel: channel.name,
  pair: market.row.key,
  name: `${channelNameOf(channel, setting)}/${market.wsname}`,
})

function lineOf({ name }: Wish, market: Market): Line | undefined {
  const [channelName = ''] = name.split('/')
  const [kind, setting = '0'] = channelName.split('-')
  const channel = CHANNELS_V1.find((one) => one.name === kind)
  return channel === undefined ? undefined : { channel, setting: Number(setting), market }
}

const places = new WeakMap<Universe, ReadonlyMap<string, number>>()

function idOf(universe: Universe, { channel, market }: Line): number {
  const known = places.get(universe) ?? new Map([...universe.pairs.keys()].map((key, place) => [key, place]))
  places.set(universe, known)
  return channelIdOf(channel, known.get(market.row.key) ?? 0)
}

// ---- answers

const described = ({ channel, setting, market }: Line, id: number): JsonObject => ({
  channelID: id,
  channelName: channelNameOf(channel, setting),
  pair: market.wsname,
  subscription: subscriptionOf(channel, setting),
})

const confirm = (call: Call, members: Members, answer: JsonObject): void =>
  replyWith(call, 'control', { ...answer, event: 'subscriptionStatus', reqid: echoOf(members['reqid']) })

function refuse(
  call: Call,
  members: Members,
  { error, pair }: { readonly error: string; readonly pair?: string },
): void {
  const options = membersOf(members['subscription'])
  const subscription = options === undefined ? undefined : echoedOptions(options)
  confirm(call, members, { errorMessage: error, pair, status: 'error', subscription })
}

/** What was asked for, so far as it is told back: `{"depth":42,"name":"book"}`. */
const echoedOptions = (options: Members): JsonObject =>
  Object.fromEntries(
    ['depth', 'interval', 'name'].flatMap((name): [string, Json][] => {
      const value = options[name]
      const number = numberText(value)
      if (number !== undefined) return [[name, { kind: 'json-text', text: number }]]
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
