/** A recording as HAR 1.2, and back: with WebSocket messages as browsers' developer tools write and read them. */
import { z } from 'zod'
import { httpId, socketId } from '../../src/ids.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import { type Instant, instant, isoText } from '../../src/time.ts'
import type { BorderEvent } from '../../src/broker/border.ts'
import type { TraceEvent } from '../trace.ts'

const KRAKEN_REST = 'https://api.kraken.com'
const JSON_TYPE = 'application/json'
const SWITCHING_PROTOCOLS = 101
/** Of a text. Source: RFC 6455 section 5.2. */
const TEXT_OPCODE = 1
/** Of what was never answered, as Chrome writes it. */
const NO_STATUS = 0
/** The end of a connection that broke without a word. Source: RFC 6455 section 7.1.5. */
const BROKEN = 1006

/** Only what crossed the wire. Source: HTTP Archive 1.2, w3c.github.io/web-performance/specs/HAR/Overview.html. */
export function harText(events: readonly TraceEvent[], version: string): string {
  const entries = [...callEntries(events), ...socketEntries(events)]
  const inTime = entries.sort((one, other) => (one.startedDateTime < other.startedDateTime ? -1 : 1))
  const log = { version: '1.2', creator: { name: 'wavetank', version }, pages: [], entries: inTime }
  return `${JSON.stringify({ log }, undefined, 1)}\n`
}

type Entry = { readonly startedDateTime: string }
type Kind<Name extends TraceEvent['kind']> = Extract<TraceEvent, { kind: Name }>

// ---- out

function callEntries(events: readonly TraceEvent[]): Entry[] {
  const open = new Map<number, Kind<'http-request'>>()
  const entries: Entry[] = []
  for (const event of events) {
    // Numbers of calls begin anew with each start; what was under way then is never answered.
    if (event.kind === 'http-request') {
      const before = open.get(event.id)
      if (before !== undefined) entries.push(callEntry(before, undefined))
      open.set(event.id, event)
    }
    if (event.kind !== 'http-answered' && event.kind !== 'http-failed') continue
    const asked = open.get(event.id)
    open.delete(event.id)
    if (asked !== undefined) entries.push(callEntry(asked, event))
  }
  return [...entries, ...[...open.values()].map((asked) => callEntry(asked, undefined))]
}

function callEntry(asked: Kind<'http-request'>, answer: Kind<'http-answered' | 'http-failed'> | undefined): Entry {
  const url = new URL(asked.path, KRAKEN_REST)
  const type = Object.entries(asked.headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  const time = answer === undefined ? 0 : milliseconds(asked.at, answer.at)
  const text = answer?.kind === 'http-answered' ? answer.body : ''
  const failure = answer?.kind === 'http-failed' ? answer.reason : answer === undefined ? 'unanswered' : undefined
  return {
    startedDateTime: isoText(asked.at),
    ...timing(time),
    request: {
      ...request(asked.method, KRAKEN_REST + asked.path, asked.headers, bytes(asked.body)),
      queryString: [...url.searchParams].map(([name, value]) => ({ name, value })),
      ...(asked.body === '' ? {} : { postData: { mimeType: type, params: [], text: asked.body } }),
    },
    response:
      answer?.kind === 'http-answered' ? response(answer.status, text, answer.encoding) : response(NO_STATUS, text),
    ...(failure === undefined ? {} : { _error: failure }),
  } as Entry
}

function socketEntries(events: readonly TraceEvent[]): Entry[] {
  type Line = {
    readonly open: Kind<'socket-open'>
    openedAt?: Instant
    closed?: Kind<'socket-closed'>
    messages: object[]
  }
  const lines: Line[] = []
  const current = new Map<number, Line>()
  for (const event of events) {
    if (event.kind === 'socket-open') {
      const line: Line = { open: event, messages: [] }
      lines.push(line)
      current.set(event.socket, line)
    }
    const line = 'socket' in event ? current.get(event.socket) : undefined
    if (line === undefined) continue
    if (event.kind === 'socket-opened') line.openedAt = event.at
    if (event.kind === 'socket-closed') line.closed = event
    if (event.kind === 'socket-send' || event.kind === 'socket-received') {
      const type = event.kind === 'socket-send' ? 'send' : 'receive'
      line.messages.push({ type, time: event.at / MICROS, opcode: TEXT_OPCODE, data: event.frame })
    }
  }
  return lines.map(({ open, openedAt, closed, messages }) => {
    const made: object = {
      startedDateTime: isoText(open.at),
      ...timing(openedAt === undefined ? 0 : milliseconds(open.at, openedAt)),
      request: { ...request('GET', open.url, {}, 0), queryString: [] },
      response: response(openedAt === undefined ? NO_STATUS : SWITCHING_PROTOCOLS, ''),
      _resourceType: 'websocket',
      _webSocketMessages: messages,
      ...(closed === undefined ? {} : { _webSocketClosed: { time: closed.at / MICROS, code: closed.code } }),
    }
    return made as Entry
  })
}

const MICROS = 1_000_000
const milliseconds = (from: Instant, to: Instant): number => (to - from) / 1000
const bytes = (text: string): number => Buffer.byteLength(text)

const timing = (time: number): object => ({ time, cache: {}, timings: { send: 0, wait: time, receive: 0 } })

const request = (method: string, url: string, headers: Readonly<Record<string, string>>, bodySize: number): object => ({
  method,
  url,
  httpVersion: 'HTTP/1.1',
  cookies: [],
  headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
  headersSize: -1,
  bodySize,
})

const response = (status: number, text: string, encoding?: 'base64'): object => ({
  status,
  statusText: '',
  httpVersion: 'HTTP/1.1',
  cookies: [],
  headers: [],
  content: {
    size: Buffer.byteLength(text, encoding),
    mimeType: encoding === undefined ? JSON_TYPE : BYTES_TYPE,
    text,
    ...(encoding === undefined ? {} : { encoding }),
  },
  redirectURL: '',
  headersSize: -1,
  bodySize: Buffer.byteLength(text, encoding),
})

const BYTES_TYPE = 'application/octet-stream'

// ---- in

const fields = z.array(z.object({ name: z.string(), value: z.string() }))
const Har = z.object({
  log: z.object({
    creator: z.object({ name: z.string() }),
    entries: z.array(
      z.object({
        startedDateTime: z.string(),
        time: z.number(),
        request: z.object({
          method: z.string(),
          url: z.string(),
          headers: fields,
          postData: z.object({ text: z.string().optional() }).optional(),
        }),
        response: z.object({
          status: z.number(),
          content: z.object({ text: z.string().optional(), encoding: z.string().optional() }),
        }),
        _error: z.string().optional(),
        _webSocketMessages: z
          .array(
            z.object({ type: z.enum(['send', 'receive']), time: z.number(), opcode: z.number(), data: z.string() }),
          )
          .optional(),
        _webSocketClosed: z.object({ time: z.number(), code: z.number() }).optional(),
      }),
    ),
  }),
})
type WireEvent = { readonly at: Instant } & BorderEvent
type HarEntry = z.infer<typeof Har>['log']['entries'][number]

/** What crossed the wire, in the order of time, with all its secrets. Fails with what is no HAR about it. */
export function readHar(
  text: string,
): Result<{ readonly creator: string; readonly events: readonly WireEvent[] }, string> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return fail('is no JSON')
  }
  const read = Har.safeParse(json)
  if (!read.success) {
    const [issue] = read.error.issues
    return fail(`is no HAR: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not understood'}`)
  }
  const events: WireEvent[] = []
  for (const [place, entry] of read.data.log.entries.entries()) {
    const from = momentOf(entry.startedDateTime)
    if (from === undefined) return fail(`is no HAR: log.entries.${place}.startedDateTime: not a time`)
    events.push(...(isSocket(entry) ? socketEvents(entry, from, place + 1) : callEvents(entry, from, place + 1)))
  }
  return ok({ creator: read.data.log.creator.name, events: events.sort((one, other) => one.at - other.at) })
}

const isSocket = ({ request: { url } }: HarEntry): boolean => /^wss?:/.test(url)

function callEvents(entry: HarEntry, at: Instant, number: number): readonly WireEvent[] {
  const { method, url, headers, postData } = entry.request
  if ((method !== 'GET' && method !== 'POST') || !URL.canParse(url)) return []
  const { pathname, search } = new URL(url)
  const id = httpId(number)
  const told = Object.fromEntries(headers.map(({ name, value }) => [name, value]))
  const asked: WireEvent = {
    at,
    kind: 'http-request',
    id,
    method,
    path: pathname + search,
    headers: told,
    body: postData?.text ?? '',
  }
  const { status, content } = entry.response
  const until = instant(at + Math.round(entry.time * 1000))
  if (entry._error === 'unanswered') return [asked]
  if (status === NO_STATUS) {
    const reason = entry._error === 'refused' || entry._error === 'timeout' ? entry._error : 'reset'
    return [asked, { at: until, kind: 'http-failed', id, reason }]
  }
  return [asked, { at: until, kind: 'http-answered', id, status, ...bodyOf(content) }]
}

/** What is no text stays as its bytes. */
function bodyOf({ text = '', encoding }: HarEntry['response']['content']): {
  readonly encoding?: 'base64'
  readonly body: string
} {
  if (encoding !== 'base64') return { body: text }
  const content = Buffer.from(text, 'base64')
  const body = content.toString()
  return Buffer.from(body).equals(content) ? { body } : { encoding, body: text }
}

function socketEvents(entry: HarEntry, at: Instant, number: number): readonly WireEvent[] {
  const socket = socketId(number)
  const events: WireEvent[] = [{ at, kind: 'socket-open', socket, url: entry.request.url.replace(/\/$/, '') }]
  const opened = instant(at + Math.round(entry.time * 1000))
  if (entry.response.status === SWITCHING_PROTOCOLS) events.push({ at: opened, kind: 'socket-opened', socket })
  for (const { type, time, opcode, data } of entry._webSocketMessages ?? []) {
    // Pings and what is no text are no messages of Kraken's.
    if (opcode !== TEXT_OPCODE) continue
    const when = instant(Math.round(time * MICROS))
    events.push({ at: when, kind: type === 'send' ? 'socket-send' : 'socket-received', socket, frame: data })
  }
  const closed = entry._webSocketClosed
  if (closed !== undefined)
    events.push({ at: instant(Math.round(closed.time * MICROS)), kind: 'socket-closed', socket, code: closed.code })
  else if (entry.response.status !== SWITCHING_PROTOCOLS)
    events.push({ at: opened, kind: 'socket-closed', socket, code: BROKEN })
  return events
}

/** With the microseconds, which `Date` has not. */
function momentOf(text: string): Instant | undefined {
  const thousandths = Date.parse(text)
  if (Number.isNaN(thousandths) || thousandths < 0) return undefined
  const finer = /\.\d{3}(\d{1,3})/.exec(text)?.[1] ?? ''
  return instant(thousandths * 1000 + Number(finer.padEnd(3, '0')))
}
