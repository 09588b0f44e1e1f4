/** Kraken's door: what can be read off a request before the exchange hears it, and what the door says in its stead. */
import { type Instant, isoText } from '../../src/time.ts'
import { readJson } from '../exchange/json.ts'

/** A request over the socket, as far as the door reads it. */
export type FrameRequest = {
  /** In a story's words, which are those of v1: `addOrder`, `subscribe`. */
  readonly event: string
  /** What v2 calls it: `add_order`; undefined for a request in v1. */
  readonly method: string | undefined
  /** Exactly as it was sent; undefined when there was none. */
  readonly reqid: unknown
  /** The channel, of a subscription. */
  readonly channel: string | undefined
}

/** Requests over the socket that the door can answer, and the event its answer bears. Source: protocol section 4.4. */
const REPLY_EVENTS: ReadonlyMap<string, string> = new Map([
  ['addOrder', 'addOrderStatus'],
  ['editOrder', 'editOrderStatus'],
  ['cancelOrder', 'cancelOrderStatus'],
  ['subscribe', 'subscriptionStatus'],
])

/** What a story means by its words when the broker speaks v2: either kind of edit is one. Source: protocol 6.2. */
const METHODS: ReadonlyMap<string, string> = new Map([
  ['add_order', 'addOrder'],
  ['amend_order', 'editOrder'],
  ['edit_order', 'editOrder'],
  ['cancel_order', 'cancelOrder'],
])

export const isSocketRequest = (request: string): boolean => REPLY_EVENTS.has(request)

/** The request in a frame; undefined when the frame holds none. */
export function frameRequest(frame: string): FrameRequest | undefined {
  const read = readJson(frame)
  const value = read.ok ? read.value : undefined
  if (!isRecord(value)) return undefined
  if (typeof value['event'] === 'string') {
    return {
      event: value['event'],
      method: undefined,
      reqid: value['reqid'],
      ...channelIn(value['subscription'], 'name'),
    }
  }
  const method = value['method']
  if (typeof method !== 'string') return undefined
  const event = METHODS.get(method) ?? method
  return { event, method, reqid: value['req_id'], ...channelIn(value['params'], 'channel') }
}

function channelIn(value: unknown, name: string): Pick<FrameRequest, 'channel'> {
  const channel = isRecord(value) ? value[name] : undefined
  return { channel: typeof channel === 'string' ? channel : undefined }
}

/** `Assets` of `/0/public/Assets?asset=XBT`. */
export const httpMethod = (path: string): string => path.replace(/\?.*$/s, '').replace(/^.*\//s, '')

/** The refusal frame of a request over the socket. Source: protocol sections 4.1, 4.4 and 6.1. */
export function refusalFrame({ event, method, reqid, channel }: FrameRequest, error: string, at: Instant): string {
  if (method !== undefined) {
    const time = isoText(at).replace('+00:00', 'Z')
    return JSON.stringify({ error, method, req_id: reqid, success: false, time_in: time, time_out: time })
  }
  return JSON.stringify({
    errorMessage: error,
    event: REPLY_EVENTS.get(event),
    reqid,
    status: 'error',
    subscription: channel === undefined ? undefined : { name: channel },
  })
}

/** Kraken's way to say no over HTTP: status 200 and a list of errors. Source: protocol section 1.5. */
export const refusalBody = (error: string): string => JSON.stringify({ error: [error] })

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
