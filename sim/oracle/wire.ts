/** What the frames and bodies that crossed the broker's border say, in the oracle's own reading of Kraken's dialects. */
import { type Json, entriesOf, fieldOf, isList, readJson, textOf } from './json.ts'
import type { Heard, Sent } from './messages.ts'
import * as v1 from './wire-v1.ts'
import * as v2 from './wire-v2.ts'

/** Undefined for a frame that is no trading request. */
export function readSent(frame: string): Sent | undefined {
  const request = readJson(frame)
  return textOf(request, 'method') === undefined ? v1.readRequest(request) : v2.readRequest(request)
}

/** What a frame on the private socket told. */
export function readFrame(frame: string): readonly Heard[] {
  if (!TELLING_FRAME.test(frame)) return []
  const json = readJson(frame)
  const isV1 = isList(json) || textOf(json, 'event') !== undefined
  return isV1 ? v1.readMessage(json) : v2.readMessage(json)
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

/** Kraken's running number of a frame of a feed, and the feed; undefined for a frame without. */
export function numberOf(frame: string): { readonly channel: string; readonly number: number } | undefined {
  if (!frame.includes('"sequence"')) return undefined
  const json = readJson(frame)
  const [channel, digits] = isList(json)
    ? [json[1], textOf(json[2], 'sequence')]
    : [textOf(json, 'channel'), textOf(json, 'sequence')]
  return typeof channel === 'string' && digits !== undefined && /^\d+$/.test(digits)
    ? { channel, number: Number(digits) }
    : undefined
}

/** Whether the frame asks for a feed to begin anew. */
export function isSubscription(frame: string): boolean {
  const request = readJson(frame)
  return (textOf(request, 'method') ?? textOf(request, 'event')) === 'subscribe'
}

/** Most frames are heartbeats: what none of these words is in is not worth parsing. */
const TELLING_FRAME = /openOrders|ownTrades|editOrderStatus|executions/

/** What the result of a private call tells, by the call's name. */
const READERS: ReadonlyMap<string, (result: Json | undefined) => readonly Heard[]> = new Map([
  ['ClosedOrders', (result) => entriesOf(fieldOf(result, 'closed')).flatMap(v1.ending)],
  ['QueryOrders', (result) => entriesOf(result).flatMap(v1.ending)],
  ['TradesHistory', (result) => entriesOf(fieldOf(result, 'trades')).flatMap(v1.record)],
  ['Ledgers', (result) => entriesOf(fieldOf(result, 'ledger')).flatMap(v1.record)],
  ['QueryTrades', (result) => entriesOf(result).flatMap(v1.record)],
  ['QueryLedgers', (result) => entriesOf(result).flatMap(v1.record)],
])
