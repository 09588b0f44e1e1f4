/** What the page has to know of each event without showing it: its channel, and the ids of orders in it. */
import { unreachable } from '../../../src/assert.ts'
import { type Json, readJson } from '../../../src/kraken/json.ts'
import type { TraceEvent } from '../../trace.ts'
import { type JsonObject, field, isList, isObject, texts } from '../reading.ts'
import type { Told } from './shape.ts'

export type Glance = {
  readonly channel: string
  /** Ids that mean the same order. */
  readonly links: readonly (readonly Id[])[]
  /** Ids that stand in the event, each for itself. */
  readonly mentions: readonly Id[]
}

/** `oid:…`, `txid:…`, or `ref:…`, which is a reqid and a userref. */
export type Id = string
const oidId = (oid: string): Id => `oid:${oid}`
const txidId = (txid: string): Id => `txid:${txid}`
const refId = (ref: string): Id => `ref:${ref}`

/** One for each row; a frame that Kraken heard is looked at as the one that was sent. */
export function glances(told: readonly Told[]): readonly Glance[] {
  /** Requests that name several orders, by reqid: what answers them speaks of the same. */
  const named = new Map<string, readonly Id[]>()
  const asked = new Map<number, Glance>()
  return told.map(({ event }) => {
    switch (event.kind) {
      case 'ems-requested':
        return { channel: 'EMS', links: [], mentions: [oidId(event.request.oid)] }
      case 'ems-event':
        return { channel: 'EMS', links: [emsIds(event)], mentions: [] }
      case 'http-request': {
        const look = { channel: 'REST', links: [], mentions: formIds(event.body) }
        asked.set(event.id, look)
        return look
      }
      case 'http-answered': {
        const body = readJson(event.body)
        const links = body.ok && isObject(body.value) ? answerLinks(body.value) : []
        return { channel: 'REST', links, mentions: asked.get(event.id)?.mentions ?? [] }
      }
      case 'http-failed':
        return { channel: 'REST', links: [], mentions: asked.get(event.id)?.mentions ?? [] }
      case 'socket-send':
      case 'socket-received':
        return frameGlance(event.frame, named)
      case 'kraken-heard':
        return event.what.startsWith('/') ? quiet('REST') : frameGlance(event.what, named)
      case 'trade':
        return { channel: 'trades', links: [], mentions: [txidId(event.txid)] }
      case 'socket-open':
      case 'socket-opened':
      case 'socket-closed':
        return quiet('connections')
      case 'note':
        return { channel: 'notes', links: [], mentions: idsInText(event.detail ?? '') }
      case 'fault':
        return { channel: 'faults', links: [], mentions: idsInText(event.text) }
      case 'file-written':
      case 'file-found':
        return quiet('disk')
      case 'step':
      case 'broker-started':
      case 'broker-ended':
      case 'stop-requested':
      case 'kraken-diary':
        return quiet('story')
      default:
        return unreachable(event)
    }
  })
}

const quiet = (channel: string): Glance => ({ channel, links: [], mentions: [] })

function emsIds({ event }: Extract<TraceEvent, { kind: 'ems-event' }>): readonly Id[] {
  const ids: Id[] = []
  if ('oid' in event) ids.push(oidId(event.oid))
  if ('reqid' in event) ids.push(refId(String(event.reqid)))
  if ('txid' in event) ids.push(txidId(event.txid))
  return ids
}

/** As Kraken writes them: `OQCLML-BW3P3-BUCMWZ`. */
const TXID = /\bO[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{6}\b/g
const idsInText = (text: string): readonly Id[] => [...text.matchAll(TXID)].map(([txid]) => txidId(txid))

const formIds = (body: string): readonly Id[] => idsInText(body)

/** Orders and trades lie in records by id, wherever they are. */
function answerLinks(answer: JsonObject): readonly (readonly Id[])[] {
  const result = answer['result']
  if (result === undefined || !isObject(result)) return []
  const records = [result, ...['open', 'closed', 'trades'].map((name) => result[name])]
  return records.flatMap((record) => (record !== undefined && isObject(record) ? recordLinks(record) : []))
}

const recordLinks = (record: JsonObject): readonly (readonly Id[])[] =>
  Object.entries(record).flatMap(([id, value]) => (isObject(value) ? [orderIds(id, value)] : []))

/** Of an order by its id, or of a trade, which names its order. */
function orderIds(id: string, record: JsonObject): readonly Id[] {
  const order = field(record, 'ordertxid') ?? field(record, 'order_id') ?? id
  const ref = field(record, 'userref') ?? field(record, 'order_userref')
  return [...idsInText(order), ...(ref === undefined || ref === '0' ? [] : [refId(ref)])]
}

function frameGlance(frame: string, named: Map<string, readonly Id[]>): Glance {
  const json = readJson(frame)
  if (!json.ok) return quiet('other frames')
  const { value } = json
  if (isList(value)) return feedGlance(value)
  if (!isObject(value)) return quiet('other frames')
  const method = field(value, 'method')
  if (method !== undefined) return methodGlance(method, value, named)
  const channel = field(value, 'channel')
  if (channel !== undefined) return channelGlance(channel, value)
  return eventGlance(value, named)
}

/** v1: `[[{id: change}, …], channel, …]`. */
function feedGlance(frame: readonly Json[]): Glance {
  const [list] = frame
  const channel = frame.find((part) => typeof part === 'string') ?? 'other frames'
  const links = list !== undefined && isList(list) ? list.filter(isObject).flatMap(recordLinks) : []
  return { channel, links, mentions: [] }
}

/** v2: `{channel, data: [order, …]}`. */
function channelGlance(channel: string, frame: JsonObject): Glance {
  if (channel === 'heartbeat' || channel === 'status') return quiet('heartbeats')
  const data = frame['data']
  const links = data !== undefined && isList(data) ? data.filter(isObject).map((row) => orderIds('', row)) : []
  return { channel, links, mentions: [] }
}

/** v1: `{event, reqid, …}`. */
function eventGlance(frame: JsonObject, named: Map<string, readonly Id[]>): Glance {
  const event = field(frame, 'event') ?? ''
  const channel = requestChannel(event)
  if (channel !== 'requests') return quiet(channel)
  const reqid = field(frame, 'reqid')
  const ids = [...texts(frame['txid']), ...['orderid', 'originaltxid'].flatMap((name) => texts(frame[name]))].flatMap(
    idsInText,
  )
  return requestGlance({ reqid, ids, userref: field(frame, 'userref'), isForMany: /^cancel/i.test(event) }, named)
}

/** v2: `{method, req_id, params | result}`. */
function methodGlance(method: string, frame: JsonObject, named: Map<string, readonly Id[]>): Glance {
  const channel = requestChannel(method)
  if (channel !== 'requests') return quiet(channel)
  const part = frame['params'] ?? frame['result']
  const inner = part !== undefined && isObject(part) ? part : {}
  const ids = texts(inner['order_id']).flatMap(idsInText)
  const userref = field(inner, 'order_userref')
  const isForMany = /^cancel/.test(method)
  return requestGlance({ reqid: field(frame, 'req_id'), ids, userref, isForMany }, named)
}

/** A request and its answer speak of the same orders; one that names several does not make them one. */
function requestGlance(
  {
    reqid,
    ids,
    userref,
    isForMany,
  }: {
    readonly reqid: string | undefined
    readonly ids: readonly Id[]
    readonly userref: string | undefined
    readonly isForMany: boolean
  },
  named: Map<string, readonly Id[]>,
): Glance {
  const channel = 'requests'
  if (isForMany) {
    const mentions = ids.length > 0 || reqid === undefined ? ids : (named.get(reqid) ?? [])
    if (reqid !== undefined) named.set(reqid, mentions)
    return { channel, links: [], mentions }
  }
  const refs = [reqid, userref].flatMap((ref) => (ref === undefined || ref === '0' ? [] : [refId(ref)]))
  return { channel, links: [[...refs, ...ids]], mentions: [] }
}

function requestChannel(name: string): string {
  if (/^(ping|pong|heartbeat|systemStatus)$/.test(name)) return 'heartbeats'
  return /^(un)?subscri/.test(name) ? 'subscriptions' : 'requests'
}
