/** The REST calls the adapter makes: what each sends and how its answer reads. All of them only read. */
import { z } from 'zod'
import type { Txid } from '../ids.ts'
import type { Decimal } from '../money.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import type { Instant } from '../time.ts'
import type { KrakenError } from './errors.ts'
import { krakenError } from './errors.ts'
import { complaint, decimalField, timeField, wholeField } from './fields.ts'
import type { Json } from './json.ts'
import { readJson } from './json.ts'
import { rememberingByText } from './memo.ts'
import { apiSign } from './sign.ts'

/** What a key has to be allowed for each private call, in the words of Kraken's page for keys. Source: protocol 3. */
export const PERMISSIONS = {
  Balance: 'Query funds',
  TradesHistory: 'Query closed orders & trades',
  ClosedOrders: 'Query closed orders & trades',
  OpenOrders: 'Query open orders & trades',
  QueryOrders: 'Query open orders & trades',
  Ledgers: 'Query ledger entries',
  GetWebSocketsToken: 'Access WebSockets API',
} as const

// Making a schema costs more than reading by it, and a call is made anew each time.
const rows: z.ZodType<Rows> = z.record(
  z.string(),
  z.custom<Json>((value) => value !== undefined),
)
const closedFields = z.object({ closed: rows }).transform((result) => result.closed)
const tradesPage = pageOf('trades')
const ledgerPage = pageOf('ledger')

function pageOf(name: 'trades' | 'ledger'): z.ZodType<Page> {
  return z
    .object({ trades: rows.optional(), ledger: rows.optional(), count: wholeField.nullish() })
    .refine((page) => page[name] !== undefined, { message: `there is no ${name}` })
    .transform((page) => ({ rows: page[name] ?? {}, count: page.count ?? undefined }))
}

export type RestCall<Value> = {
  readonly endpoint: string
  readonly access: 'public' | 'private'
  readonly params: Readonly<Record<string, string>>
  /** One of `PERMISSIONS`; undefined where none is needed. */
  readonly permission?: string
  readonly read: (result: Json) => Result<Value, string>
}

type Rows = { readonly [id: string]: Json }
/** `count` is how many there are in all, not on this page; undefined where Kraken did not say. */
export type Page = { readonly rows: Rows; readonly count: number | undefined }

export const assetsCall: RestCall<Rows> = publicCall('Assets')
export const assetPairsCall: RestCall<Rows> = publicCall('AssetPairs')

/** What time it is at Kraken, in whole seconds. */
export const timeCall: RestCall<Instant> = {
  endpoint: 'Time',
  access: 'public',
  params: {},
  read: reading(z.object({ unixtime: timeField }).transform((result) => result.unixtime)),
}

export const balanceCall: RestCall<ReadonlyMap<string, Decimal>> = privateCall(
  'Balance',
  {},
  z.record(z.string(), decimalField).transform((amounts) => new Map(Object.entries(amounts))),
)

/** Newest first. One row per execution, as our subscription has them, so that both name a trade by one id. */
export const tradesHistoryCall = (offset: number): RestCall<Page> =>
  privateCall('TradesHistory', { ofs: String(offset), consolidate_taker: 'false' }, tradesPage)

/** Rows of every type, newest first. */
export const ledgersCall = (offset: number): RestCall<Page> =>
  privateCall('Ledgers', { ofs: String(offset) }, ledgerPage)

export const openOrdersCall: RestCall<Rows> = privateCall(
  'OpenOrders',
  {},
  z.object({ open: rows }).transform((result) => result.open),
)

/** The fifty newest closed orders that carry this userref. */
export const closedOrdersCall = (userref: number): RestCall<Rows> =>
  privateCall('ClosedOrders', { userref: String(userref) }, closedFields)

/** At most this many txids are asked for at once. Source: rest-api/get-orders-info, 2026 (20 in older pages). */
export const QUERY_ORDERS_MAX = 20
export const queryOrdersCall = (txids: readonly Txid[]): RestCall<Rows> =>
  privateCall('QueryOrders', { txid: txids.join(',') }, rows)

export const webSocketsTokenCall: RestCall<string> = privateCall(
  'GetWebSocketsToken',
  {},
  z.object({ token: z.string() }).transform((result) => result.token),
)

/** The request as it leaves. A private one is signed anew each time, with a nonce never used before. */
export function restRequest<Value>(
  call: RestCall<Value>,
  credentials: { readonly apiKey: string; readonly secret: string; readonly nonce: string },
): {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
} {
  const path = `/0/${call.access}/${call.endpoint}`
  if (call.access === 'public') return { method: 'GET', path, headers: { 'User-Agent': 'wavetank' }, body: '' }
  const { apiKey, secret, nonce } = credentials
  const body = new URLSearchParams({ nonce, ...call.params }).toString()
  const headers = {
    'User-Agent': 'wavetank',
    'Content-Type': 'application/x-www-form-urlencoded',
    'API-Key': apiKey,
    'API-Sign': apiSign({ path, nonce, body, secret }),
  }
  return { method: 'POST', path, headers, body }
}

/** The answer's value is out of reach until its errors have been looked at. */
export function readReply<Value>(
  call: RestCall<Value>,
  answer: { readonly status: number; readonly body: string },
): Result<Value, KrakenError> {
  const unclear = (text: string): Result<never, KrakenError> => fail({ text, isDefinite: false, mayRetry: true })
  const json = call.access === 'public' ? readPublic(answer.body) : readJson(answer.body)
  if (!json.ok) return unclear(`HTTP ${answer.status}, ${json.error}`)
  const envelope = envelopeFields.safeParse(json.value)
  if (!envelope.success) return unclear(`HTTP ${answer.status}, no Kraken answer: ${complaint(envelope.error)}`)
  const failure = envelope.data.error.find((text) => text.startsWith('E'))
  if (failure !== undefined) return fail(krakenError(failure))
  const value = call.read(envelope.data.result ?? null)
  if (value.ok) return value
  // Kraken means it so: it would answer the same again.
  const text = `${call.endpoint} answered what we do not understand: ${value.error}`
  return fail({ text, isDefinite: false, mayRetry: false })
}

const readPublic = rememberingByText(readJson)

const envelopeFields = z.object({
  error: z
    .array(z.string())
    .nullish()
    .transform((texts) => texts ?? []),
  result: z.custom<Json>().optional(),
})

function publicCall(endpoint: string): RestCall<Rows> {
  // The very object, not a copy: what is known of a text stays known of it.
  const read = (result: Json): Result<Rows, string> => (isRows(result) ? ok(result) : fail('it is no table of rows'))
  return { endpoint, access: 'public', params: {}, read }
}

const isRows = (value: Json): value is Rows => typeof value === 'object' && value !== null && !Array.isArray(value)

function privateCall<Value>(
  endpoint: keyof typeof PERMISSIONS,
  params: Readonly<Record<string, string>>,
  schema: z.ZodType<Value>,
): RestCall<Value> {
  return { endpoint, access: 'private', params, permission: PERMISSIONS[endpoint], read: reading(schema) }
}

function reading<Value>(schema: z.ZodType<Value>): RestCall<Value>['read'] {
  return (result) => {
    const read = schema.safeParse(result)
    return read.success ? ok(read.data) : fail(complaint(read.error))
  }
}
