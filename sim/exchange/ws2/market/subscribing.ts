/** Subscriptions to the public channels of WebSocket v2: one answer for every symbol. Source: protocol 6.1, 6.5, 6.6. */
import { type Result, fail, ok } from '../../../../src/result.ts'
import type { Feed } from '../../audience.ts'
import { type Call, echoOf } from '../../dialect.ts'
import * as errors from '../../errors.ts'
import type { Market } from '../../market.ts'
import { nextHeartbeat, noHeartbeat } from '../../outbox.ts'
import { type Wish, isSubscribed } from '../../sessions.ts'
import { type Json, type JsonObject, membersOf, numberText } from '../../wire.ts'
import { accountIn, envelopeRefusal, responder } from '../registry.ts'
import type { Channel2, Setting } from './channel.ts'
import { CHANNELS_V2 } from './channels.ts'
import { INSTRUMENT, instrumentSnapshot } from './instrument.ts'

type Members = Readonly<Record<string, unknown>>

/** Whether the channel is one of these; an account's own are another file's affair. */
export const isMarketChannel = (channel: unknown): boolean =>
  channel === INSTRUMENT.name || CHANNELS_V2.some(({ name }) => name === channel)

export function subscribeMarket(call: Call, members: Members): void {
  const { respond, confirm, refuse } = responderTo(call, members)
  const asked = read(call, members)
  if (!asked.ok) return refuse(asked.error)
  const { channel, setting, snapshot, symbols } = asked.value
  if (channel === undefined) {
    const wish: Wish = { channel: 'instrument', pair: '', name: 'instrument' }
    return begin(call, {
      wish,
      open: () => wholeTable(call),
      snapshot,
      confirm,
      refuse,
      result: instrumentResult(snapshot),
    })
  }
  for (const symbol of symbols) {
    const market = marketNamed(call, symbol)
    const refuseIt = (error: string) => respond({ error, success: false, symbol })
    if (market === undefined) refuseIt(errors.symbolUnsupported(symbol))
    else
      begin(call, {
        wish: wishOf({ channel, setting, market }),
        open: () => channel.open(call.venue.tape.of(market), setting),
        snapshot,
        confirm,
        refuse: refuseIt,
        result: { ...described({ channel, setting, market }), snapshot, warnings: channel.warnings },
      })
  }
}

type Beginning = {
  readonly wish: Wish
  readonly open: () => Feed
  readonly snapshot: boolean
  readonly result: JsonObject
  readonly confirm: (result: JsonObject) => void
  readonly refuse: (error: string) => void
}

function begin(call: Call, { wish, open, snapshot, result, confirm, refuse }: Beginning): void {
  const { audience, socket, outbox, at } = call
  if (audience.has(socket, wish.name)) return refuse(errors.ALREADY_SUBSCRIBED)
  const wasSilent = !isSubscribed(socket)
  const feed = audience.join(socket, wish, open)
  confirm(result)
  if (snapshot) for (const frame of feed.snapshot(at)) outbox.reply(socket, 'market', frame)
  if (wasSilent) outbox.answer(nextHeartbeat(socket))
}

export function unsubscribeMarket(call: Call, members: Members): void {
  const { socket, audience, outbox } = call
  const { respond, confirm, refuse } = responderTo(call, members)
  const asked = read(call, members)
  if (!asked.ok) return refuse(asked.error)
  const { channel, setting, symbols } = asked.value
  const names = channel === undefined ? [undefined] : symbols
  for (const symbol of names) {
    const market = symbol === undefined ? undefined : marketNamed(call, symbol)
    const line = channel === undefined || market === undefined ? undefined : { channel, setting, market }
    const name = line === undefined ? INSTRUMENT.name : wishOf(line).name
    const isThere = (symbol === undefined || line !== undefined) && audience.has(socket, name)
    if (!isThere) {
      respond({ error: errors.SUBSCRIPTION_NOT_FOUND, success: false, symbol })
      continue
    }
    audience.leave(socket, name)
    confirm(line === undefined ? { channel: name } : described(line))
  }
  if (!isSubscribed(socket)) outbox.answer(noHeartbeat(socket))
}

const responderTo = (call: Call, { method, req_id: reqId }: Members) =>
  responder(call, 'control', { method: String(method), reqId: echoOf(reqId) })

// ---- what is asked for

type Asked = {
  /** Undefined for the reference data, which has no symbols. */
  readonly channel: Channel2 | undefined
  readonly setting: Setting
  readonly snapshot: boolean
  readonly symbols: readonly string[]
}

const INSTRUMENT_PARAMS = ['channel', 'snapshot', 'include_tokenized_assets', 'execution_venue']

function read(call: Call, members: Members): Result<Asked, string> {
  const params = membersOf(members['params']) ?? {}
  const channel = CHANNELS_V2.find(({ name }) => name === params['channel'])
  const takes =
    channel === undefined ? INSTRUMENT_PARAMS : ['channel', 'symbol', 'snapshot', channel.option?.name ?? '']
  const refusal = envelopeRefusal(members, { params: takes })
  if (refusal !== undefined) return fail(refusal)
  const { snapshot = true } = params
  if (typeof snapshot !== 'boolean') return fail(errors.fieldMustBe('snapshot', 'boolean'))
  if (channel === undefined) return ok({ channel, setting: 0, snapshot, symbols: [] })
  if (channel.wantsToken === true) {
    const user = accountIn(call, params)
    if (typeof user === 'string') return fail(user)
  }
  const symbols = readSymbols(params['symbol'])
  if (!symbols.ok) return symbols
  const setting = readSetting(channel, params)
  return setting.ok ? ok({ channel, setting: setting.value, snapshot, symbols: symbols.value }) : setting
}

function readSymbols(symbols: unknown): Result<readonly string[], string> {
  if (symbols === undefined) return fail(errors.SYMBOLS_NOT_FOUND)
  if (!Array.isArray(symbols)) return fail(errors.fieldMustBe('symbol', 'array'))
  const names = symbols.filter((symbol) => typeof symbol === 'string')
  return names.length === 0 || names.length < symbols.length ? fail(errors.SYMBOLS_NOT_FOUND) : ok(names)
}

function readSetting({ option }: Channel2, params: Members): Result<Setting, string> {
  if (option === undefined) return ok(0)
  const given = params[option.name]
  if (given === undefined) return ok(option.standard)
  const isNumber = typeof option.standard === 'number'
  const text = isNumber ? numberText(given) : given
  if (typeof text !== 'string' || (isNumber && !/^\d{1,9}$/.test(text))) {
    return fail(errors.fieldMustBe(option.name, isNumber ? 'number_integer' : 'string'))
  }
  const setting = isNumber ? Number(text) : text
  return option.taken.includes(setting) ? ok(setting) : fail(option.notTaken)
}

/** Version 2 takes its own names alone: `BTC/USD`, never `XBT/USD`. */
function marketNamed({ venue }: Call, symbol: string): Market | undefined {
  const market = venue.markets.named(symbol)
  return market?.symbol === symbol ? market : undefined
}

// ---- names and answers

type Line = { readonly channel: Channel2; readonly setting: Setting; readonly market: Market }

const wishOf = ({ channel, setting, market }: Line): Wish => ({
  channel: channel.name,
  pair: market.row.key,
  name: `${channel.name}-${setting}/${market.symbol}`,
})

const described = ({ channel, setting, market }: Line): Readonly<Record<string, Json>> => ({
  channel: channel.name,
  ...(channel.option === undefined ? {} : { [channel.option.name]: setting }),
  symbol: market.symbol,
})

const instrumentResult = (snapshot: boolean): JsonObject => ({
  channel: INSTRUMENT.name,
  snapshot,
  warnings: INSTRUMENT.warnings,
})

/** What changes of it is told when it changes, not with the market data. */
const wholeTable = ({ venue }: Call): Feed => ({ snapshot: () => [instrumentSnapshot(venue)], update: () => [] })
