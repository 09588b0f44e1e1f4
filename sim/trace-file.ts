/** A trace or a recording as a file: JSON lines, the first about the whole, then one an event. */
import { z } from 'zod'
import { RECORDING_FORMAT, type RecordingHead } from '../src/broker/border.ts'
import { type Result, fail, ok } from '../src/result.ts'
import type { Instant } from '../src/time.ts'
import type { TraceEvent } from './trace.ts'

/** The first line of a run's trace. */
export type RunHead = {
  readonly kind: 'run'
  readonly format: typeof RECORDING_FORMAT
  /** Of Wavetank. */
  readonly version: string
  readonly name: string
  readonly title: string
  readonly why: string
  /** By wsname. */
  readonly market: string
  /** How the broker was set: `editPolicy`, and what else makes a way. */
  readonly way: Readonly<Record<string, string>>
  /** How the broker was set beside that: `srcFiat`, `tier`. A replay needs them. */
  readonly settings?: Readonly<Record<string, string>>
  readonly path: string
  readonly seed: number
  readonly verdict: string
  readonly failures: readonly { readonly claim: string; readonly sentence: string; readonly at: Instant }[]
  /** By symbol, as the oracle reckons and as `pps.toml` says in the end. */
  readonly positions: readonly { readonly symbol: string; readonly oracle: string; readonly adapter: string }[]
  /** The story's own names of orders, by oid. */
  readonly orders: Readonly<Record<string, string>>
  /** SHA-256 of the lines after this one, hex. */
  readonly hash: string
  readonly startedAt: Instant
  readonly endedAt: Instant
}
export type TraceHead = RunHead | RecordingHead

export type TraceFile = {
  readonly head: TraceHead
  readonly events: readonly TraceEvent[]
  /** The last line is not whole, since its writer died; it is left out. */
  readonly isTorn: boolean
}

export const traceText = (head: TraceHead, events: readonly TraceEvent[]): string =>
  [head, ...events].map((line) => `${JSON.stringify(line)}\n`).join('')

/** Fails with the line that is wrong, and how. A torn last line is no fault: whoever wrote it was killed. */
export function readTraceFile(text: string): Result<TraceFile, string> {
  const lines = text.split('\n')
  const isWhole = lines.at(-1) === ''
  if (isWhole) lines.pop()
  const [first, ...rest] = lines
  if (first === undefined) return fail('is empty')
  const head = readLine(first, Head)
  if (!head.ok) return fail(`line 1 is no head of a trace: ${head.error}`)
  const events: TraceEvent[] = []
  for (const [index, line] of rest.entries()) {
    const read = readLine(line, Event)
    const isLast = index === rest.length - 1
    if (!read.ok && isLast && !isWhole) return ok({ head: head.value, events, isTorn: true })
    if (!read.ok) return fail(`line ${index + 2} is no event: ${read.error}`)
    const before = events.at(-1)
    if (before !== undefined && read.value.at < before.at)
      return fail(`line ${index + 2} is earlier than the line before`)
    events.push(read.value)
  }
  return ok({ head: head.value, events, isTorn: false })
}

function readLine<Value>(line: string, shape: z.ZodType<Value>): Result<Value, string> {
  const json = readJson(line)
  if (!json.ok) return json
  const read = shape.safeParse(json.value)
  if (read.success) return ok(read.data)
  const [issue] = read.error.issues
  const place = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `
  return fail(`${place}${issue?.message ?? 'not understood'}`)
}

function readJson(line: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(line))
  } catch {
    return fail(`not JSON: ${line.slice(0, 60)}`)
  }
}

// ---- shapes

const Format = z.literal(RECORDING_FORMAT, `this program reads format ${RECORDING_FORMAT} alone`)
const At = z.custom<Instant>((value) => Number.isSafeInteger(value), 'whole microseconds since 1970')
const texts = z.record(z.string(), z.string())

const Head: z.ZodType<TraceHead> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('run'),
    format: Format,
    version: z.string(),
    name: z.string(),
    title: z.string(),
    why: z.string(),
    market: z.string(),
    way: texts,
    settings: z.exactOptional(texts),
    path: z.string(),
    seed: z.number(),
    verdict: z.string(),
    failures: z.array(z.object({ claim: z.string(), sentence: z.string(), at: At })),
    positions: z.array(z.object({ symbol: z.string(), oracle: z.string(), adapter: z.string() })),
    orders: texts,
    hash: z.string(),
    startedAt: At,
    endedAt: At,
  }),
  z.object({
    kind: z.literal('recording'),
    format: Format,
    version: z.string(),
    adapter: z.string(),
    dialect: z.string(),
    account: z.string(),
    startedAt: At,
    settings: z.exactOptional(texts),
    blotted: z.array(z.string()),
  }),
])

const number = z.custom<never>((value) => Number.isSafeInteger(value), 'a whole number')
const text = z.string()
const method = z.enum(['GET', 'POST'])
const encoding = z.literal('base64').optional()
/** What the EMS and the broker said: read in full by whoever needs it, and here only known by its kind. */
const message = z.custom<never>(
  (value) => typeof value === 'object' && value !== null && 'kind' in value,
  'a message with a kind',
)

const Event: z.ZodType<TraceEvent> = z.discriminatedUnion('kind', [
  z.object({ at: At, kind: z.literal('broker-started') }),
  z.object({ at: At, kind: z.literal('broker-ended'), how: z.enum(['exited', 'crashed']), reason: text.optional() }),
  z.object({ at: At, kind: z.literal('ems-requested'), request: message, more: z.boolean().optional() }),
  z.object({ at: At, kind: z.literal('ems-event'), event: message }),
  z.object({
    at: At,
    kind: z.literal('http-request'),
    id: number,
    method,
    path: text,
    headers: texts,
    encoding,
    body: text,
  }),
  z.object({
    at: At,
    kind: z.literal('http-answered'),
    id: number,
    sentAt: At.optional(),
    status: z.number(),
    encoding,
    body: text,
  }),
  z.object({ at: At, kind: z.literal('http-failed'), id: number, reason: z.enum(['refused', 'reset', 'timeout']) }),
  z.object({ at: At, kind: z.literal('socket-open'), socket: number, url: text }),
  z.object({ at: At, kind: z.literal('socket-opened'), socket: number }),
  z.object({ at: At, kind: z.literal('socket-send'), socket: number, encoding, frame: text }),
  z.object({
    at: At,
    kind: z.literal('socket-received'),
    socket: number,
    sentAt: At.optional(),
    encoding,
    frame: text,
  }),
  z.object({ at: At, kind: z.literal('socket-closed'), socket: number, code: z.number() }),
  z.object({ at: At, kind: z.literal('note'), name: text, detail: text.optional() }),
  z.object({
    at: At,
    kind: z.literal('file-written'),
    file: z.enum(['ledger', 'positions', 'refusals', 'kept']),
    text,
  }),
  z.object({ at: At, kind: z.literal('step'), text, race: z.number().optional() }),
  z.object({ at: At, kind: z.literal('kraken-heard'), what: text }),
  z.object({
    at: At,
    kind: z.literal('trade'),
    account: text,
    tradeId: text,
    txid: text,
    pair: text,
    side: z.enum(['buy', 'sell']),
    price: text,
    volume: text,
  }),
  z.object({ at: At, kind: z.literal('file-found'), file: z.enum(['ledger', 'positions', 'refusals']), text }),
  z.object({ at: At, kind: z.literal('fault'), text }),
  z.object({ at: At, kind: z.literal('kraken-diary'), line: text }),
  z.object({ at: At, kind: z.literal('stop-requested'), why: z.enum(['asked', 'exception']) }),
]) as z.ZodType<TraceEvent>
