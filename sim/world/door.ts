/** Kraken's door: what can be read off a request before the exchange hears it, and what the door says in its stead. */
import { readJson } from '../exchange/json.ts'

/** A request over the socket, as far as the door reads it. */
export type FrameRequest = {
  /** `addOrder`, `subscribe`. */
  readonly event: string
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

export const isSocketRequest = (request: string): boolean => REPLY_EVENTS.has(request)

/** The request in a frame; undefined when the frame holds none. */
export function frameRequest(frame: string): FrameRequest | undefined {
  const read = readJson(frame)
  const value = read.ok ? read.value : undefined
  if (!isRecord(value) || typeof value['event'] !== 'string') return undefined
  const subscription = value['subscription']
  const channel = isRecord(subscription) ? subscription['name'] : undefined
  return {
    event: value['event'],
    reqid: value['reqid'],
    channel: typeof channel === 'string' ? channel : undefined,
  }
}

/** `Assets` of `/0/public/Assets?asset=XBT`. */
export const httpMethod = (path: string): string => path.replace(/\?.*$/s, '').replace(/^.*\//s, '')

/** The refusal frame of a request over the socket. Source: protocol sections 4.1 and 4.4. */
export const refusalFrame = (request: FrameRequest, error: string): string =>
  JSON.stringify({
    errorMessage: error,
    event: REPLY_EVENTS.get(request.event),
    reqid: request.reqid,
    status: 'error',
    subscription: request.channel === undefined ? undefined : { name: request.channel },
  })

/** Kraken's way to say no over HTTP: status 200 and a list of errors. Source: protocol section 1.5. */
export const refusalBody = (error: string): string => JSON.stringify({ error: [error] })

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
