/**
 * Kraken on real sockets: runs the exchange behind one port, REST below `/0/`, WebSockets on the paths of
 * `addresses.ts`, and an operator's door at `/wavetank`.
 */
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { assert } from '../../src/assert.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import type { Instant } from '../../src/time.ts'
import type { Asked, Exchange, Reply } from '../edge/kraken-side.ts'
import type { Happening } from '../trace.ts'
import { type Behind, standBehind } from './behind.ts'
import { Calls } from './calls.ts'
import { Diary, MARK_HEADER, type Mark, type Opening, type Unnumbered, markOf } from './diary.ts'
import { Pace, type Speed } from './pace.ts'
import { type LiveLine, Sockets } from './sockets.ts'

export type ServeOptions = {
  /** 0, and none, take a free one. */
  readonly port?: number
  /** Only this machine can speak to it unless another address is given. */
  readonly host?: string
  /** A key and a certificate in PEM; without, nothing is encrypted. */
  readonly tls?: { readonly key: string; readonly cert: string }
  readonly speed?: Speed
  /** When it is at first; now unless said. */
  readonly begin?: Instant
  /** A client has this long to say what it wants; ten seconds, as the broker's own patience, unless said. */
  readonly patienceMilliseconds?: number
  /** Told of all that crosses the wires, and of what is done to them. */
  readonly record?: (at: Instant, happening: Happening) => void
  /** Answers requests at `/wavetank`. */
  readonly control?: (kraken: Served, call: Asked) => Reply
  /** For the heads of recordings of its clients, and the names of their keys; without, nobody can keep its diary. */
  readonly told?: {
    readonly settings: Readonly<Record<string, string>>
    readonly keyNames: ReadonlyMap<string, string>
  }
}

export type Served = Behind & {
  /** `http://127.0.0.1:41337`: what stands before `/0/public/Assets`. */
  readonly rest: string
  /** `ws://127.0.0.1:41337`: what stands before `/` and `/v2`, or before `/ws`, `/ws-auth/v2` and so on. */
  readonly ws: string
  /** Resolves when every client has read all that was sent before. */
  readonly caughtUp: () => Promise<void>
  /** Closes every connection and lets the port go. */
  readonly stop: () => Promise<void>
  /** Resolves when it has been stopped, by whomever. */
  readonly stopped: Promise<void>
}

const LOOPBACK = '127.0.0.1'
const PATIENCE_MILLISECONDS = 10_000
/** How often it is looked whether somebody has used that up. */
const CHECK_MILLISECONDS = 500
/** A thousand clients that say nothing leave room for one that does. */
const MOST_CONNECTIONS = 2_000

/** Fails with the system's word, such as EADDRINUSE. */
export async function serve(exchange: Exchange, options: ServeOptions = {}): Promise<Result<Served, string>> {
  const { port = 0, host = LOOPBACK, tls, speed = 1, record = () => undefined, control } = options
  const { patienceMilliseconds = PATIENCE_MILLISECONDS } = options
  const patience = {
    requestTimeout: patienceMilliseconds,
    headersTimeout: patienceMilliseconds,
    connectionsCheckingInterval: CHECK_MILLISECONDS,
  }
  const server = tls === undefined ? createServer(patience) : createTlsServer({ ...patience, ...tls })
  server.maxConnections = MOST_CONNECTIONS
  const listening = await listen(server, { port, host })
  if (!listening.ok) return listening

  const happened = (happening: Happening): void => record(pace.now, happening)
  const diary = new Diary(options.record && ((line) => happened({ kind: 'kraken-diary', line })))
  /** What is done to a connection by what is being done already did not come in. */
  function hear(what: Unnumbered, by: Numbers, deed: () => void): void {
    const cameIn = !pace.isBusy
    pace.hear(() => {
      if (cameIn) diary.heard(pace.now, what, by)
      deed()
    })
  }
  const calls = new Calls({
    asked(call) {
      const as = options.told?.keyNames.get(call.headers['api-key'] ?? '')
      hear({ heard: 'call', as }, numbersOf(call), () => entrance.asked(unmarked(call)))
    },
    controlled(call) {
      const { method, path, body } = call
      hear({ heard: 'operator', method, path, body }, numbersOf(call), () => {
        const { id, headers } = unmarked(call)
        happened({ kind: 'http-request', id, method, path, headers, body })
        const reply = control?.(served, call) ?? NOBODY_HERE
        happened({ kind: 'http-answered', id, status: reply.status, body: reply.body })
        calls.respond(id, reply)
      })
    },
    answered: () => diary.sent(pace.now),
  })
  const lineOf = ({ socket, mark }: LiveLine): Numbers => ({ own: socket, mark })
  const sockets = new Sockets({
    opened: (line) => hear({ heard: 'open' }, lineOf(line), () => entrance.opened(line)),
    received: (line, frame) => hear({ heard: 'frame' }, lineOf(line), () => entrance.received(line, frame)),
    closed: (line, code) => hear({ heard: 'close' }, lineOf(line), () => entrance.closed(line, code)),
    sent(line, frame) {
      diary.sent(pace.now)
      happened({ kind: 'socket-received', socket: line.socket, frame })
    },
  })
  const pace = new Pace({
    speed,
    begin: options.begin,
    async caughtUp() {
      await sockets.someone()
      await sockets.caughtUp()
    },
  })
  const startedAt = pace.now
  const { kraken, entrance } = standBehind<LiveLine>({ exchange, pace, calls, sockets, record: happened })

  server.on('request', (request, response) => {
    if (entrance.isRefusing() && !isControl(request)) request.socket.destroy()
    else if (options.told !== undefined && isDiary(request)) keepDiary(request, response, options.told.settings)
    else calls.take(request, response)
  })
  server.on('upgrade', (request, stream, head) => {
    if (entrance.isRefusing()) stream.destroy()
    else sockets.take(request, stream, head)
  })
  // A request that is none, or that took too long: Node's own answer, which names no more than that.
  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    if (!stream.writable || error.code === 'ECONNRESET') return void stream.destroy()
    const status = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request'
    stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  })

  const place = `${host.includes(':') ? `[${host}]` : host}:${listening.value}`
  const s = tls === undefined ? '' : 's'
  let hasStopped = (): void => undefined
  const stopped = new Promise<void>((resolve) => (hasStopped = resolve))
  let stopping: Promise<void> | undefined
  const served: Served = {
    rest: `http${s}://${place}`,
    ws: `ws${s}://${place}`,
    ...kraken,
    caughtUp: () => sockets.caughtUp(),
    stop() {
      stopping ??= close().then(hasStopped)
      return stopping
    },
    stopped,
  }

  /** Goes on until either leaves. */
  function keepDiary(
    { url = '' }: IncomingMessage,
    response: ServerResponse,
    settings: Readonly<Record<string, string>>,
  ): void {
    const opening: Opening = { startedAt, settings, heardBefore: diary.heardBefore }
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson' }).write(`${JSON.stringify(opening)}\n`)
    const [, recorder = ''] = DIARY.exec(url) ?? []
    response.on(
      'close',
      diary.tell(recorder, (line) => void response.write(`${line}\n`)),
    )
  }

  async function close(): Promise<void> {
    pace.end()
    sockets.end()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
    pace.end()
  }
  return ok(served)
}

const NOBODY_HERE: Reply = { status: 404, contentType: 'application/json', body: '{}\n' }

/** A recorder names itself there, and in the header of all that it hands on. */
const DIARY = /^\/wavetank\/diary\?recorder=(\w{1,64})$/
const isDiary = ({ method, url }: IncomingMessage): boolean => method === 'GET' && DIARY.test(url ?? '')

type Numbers = { readonly own: number; readonly mark: Mark | undefined }

const numbersOf = ({ id, headers }: Asked): Numbers => ({ own: id, mark: markOf(headers[MARK_HEADER]) })

/** The mark is the recorder's affair, and no client's word. */
function unmarked(call: Asked): Asked {
  const { [MARK_HEADER]: _, ...headers } = call.headers
  return { ...call, headers }
}

const isControl = ({ url }: IncomingMessage): boolean => url?.startsWith('/wavetank') === true

/** Gives the port. */
function listen(
  server: Server,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<Result<number, string>> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(fail(error.code ?? error.message)))
    server.listen(port, host, () => resolve(ok(portOf(server.address()))))
  })
}

function portOf(address: string | AddressInfo | null): number {
  assert(address !== null && typeof address === 'object', 'a server that listens on a port has one')
  return address.port
}
