/** One HTTP request: routed, authenticated where it is private, answered in Kraken's envelope. */
import type { Instant } from '../../../src/time.ts'
import { type Result, fail } from '../../../src/result.ts'
import * as errors from '../errors.ts'
import type { ExchangeEffect, ExchangeInput } from '../port.ts'
import type { Venue } from '../venue.ts'
import { type JsonObject, printJson, readTexts } from '../wire.ts'
import { CANCELING } from './private/canceling.ts'
import { ACCOUNT } from './private/endpoints.ts'
import { PLACING } from './private/placing.ts'
import { ORDERS } from './orders.ts'
import { PUBLIC as PUBLIC_TABLE } from './public/endpoints.ts'
import type { Answer, Params } from './registry.ts'

type HttpRequest = Extract<ExchangeInput, { kind: 'http-requested' }>
type Parts = { readonly at: Instant; readonly venue: Venue }

/** Every endpoint by its name. */
export const PUBLIC = Object.entries(PUBLIC_TABLE)
export const PRIVATE = Object.entries({ ...ACCOUNT, ...ORDERS, ...PLACING, ...CANCELING })

const PUBLIC_ENDPOINTS = new Map(PUBLIC)
const PRIVATE_ENDPOINTS = new Map(PRIVATE)

type Body = Pick<Extract<ExchangeEffect, { kind: 'http-respond' }>, 'contentType' | 'body'>

/** What is answered; the status is always 200, since nothing of Kraken's edge is modelled. */
export function answerHttp(parts: Parts, request: HttpRequest): Body {
  const answer = route(parts, request)
  if (answer.ok && 'file' in answer) return { contentType: 'application/zip', body: answer.file }
  return { contentType: 'application/json', body: printedOnce(answer) }
}

/** An answer that is the very same every time is one text. */
const printed = new WeakMap<Answer, string>()

function printedOnce(answer: Exclude<Answer, { file: string }>): string {
  const known = printed.get(answer)
  if (known !== undefined) return known
  const text = printJson(envelope(answer))
  printed.set(answer, text)
  return text
}

const envelope = (answer: Exclude<Answer, { file: string }>): JsonObject =>
  answer.ok ? { error: 'error' in answer ? [answer.error] : [], result: answer.value } : { error: [answer.error] }

function route({ at, venue }: Parts, request: HttpRequest): Answer {
  const [path = '', query = ''] = request.path.split('?', 2)
  const [, access, method] = /^\/0\/(public|private)\/(\w+(?:\/\w+)?)$/.exec(path) ?? []
  const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]))
  const body = readBody(headers, request.body)
  if (access === 'public') {
    const endpoint = PUBLIC_ENDPOINTS.get(method ?? '')
    if (endpoint === undefined) return fail(errors.UNKNOWN_METHOD)
    if (!body.ok) return body
    const params = new Map([...formOf(query), ...body.value])
    const pair = endpoint.isCountedByPair === true ? params.get('pair') : undefined
    const isBorne = venue.publicLimits.admits(at, { address: request.address, ...(pair === undefined ? {} : { pair }) })
    return isBorne ? endpoint.answer({ at, venue, params }) : fail(errors.TOO_MANY_REQUESTS)
  }
  const endpoint = PRIVATE_ENDPOINTS.get(method ?? '')
  if (access === undefined || endpoint === undefined) return fail(errors.UNKNOWN_METHOD)
  if (request.method !== 'POST' || !body.ok) return fail(errors.BAD_REQUEST)
  const identity = venue.keyring.identify(at, { path, headers, body: request.body, nonce: body.value.get('nonce') })
  if (!identity.ok) return identity
  if (!venue.keyring.may(identity.value.key, endpoint.needs)) return fail(errors.PERMISSION_DENIED)
  const decreed = venue.refusals.take(identity.value.account, method ?? '')
  if (decreed !== undefined) return fail(decreed)
  if (!venue.callLimits.admits(at, { key: identity.value.key, endpoint: method ?? '' })) return fail(errors.CALL_LIMIT)
  return endpoint.answer({ at, venue, params: body.value, ...identity.value })
}

/** A body is a form unless it says it is JSON. */
function readBody(headers: ReadonlyMap<string, string>, body: string): Result<Params, string> {
  const isJson = headers.get('content-type')?.includes('json') === true
  if (!isJson) return { ok: true, value: formOf(body) }
  const texts = readTexts(body)
  return texts.ok ? texts : fail(errors.BAD_REQUEST)
}

const formOf = (text: string): Params => new Map(new URLSearchParams(text))
