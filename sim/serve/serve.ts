/**
 * Kraken on real sockets: runs the exchange behind one port, REST below `/0/`, WebSockets on the paths of
 * `addresses.ts`, and an operator's door at `/wavetank`.
 */
import { type IncomingMessage, type Server, createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { assert } from '../../src/assert.ts'
import type { Txid } from '../../src/ids.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import type { Instant } from '../../src/time.ts'
import type { Troubled } from '../edge/brew.ts'
import { Faults } from '../edge/faults.ts'
import { type Asked, type Exchange, KrakenSide, type Reply } from '../edge/kraken-side.ts'
import type { OperatorCommand } from '../exchange/port.ts'
import type { Happening } from '../trace.ts'
import type { Truth } from '../truth.ts'
import { Calls } from './calls.ts'
import { Pace, type Speed } from './pace.ts'
import { type LiveLine, Sockets } from './sockets.ts'
import { LiveWires } from './wires.ts'

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
}

export type Served = {
  /** `http://127.0.0.1:41337`: what stands before `/0/public/Assets`. */
  readonly rest: string
  /** `ws://127.0.0.1:41337`: what stands before `/` and `/v2`, or before `/ws`, `/ws-auth/v2` and so on. */
  readonly ws: string
  /** A live view. */
  readonly truth: Truth
  readonly now: () => Instant
  /** A deed that reaches Kraken by no wire of a client's; Kraken's words when it is refused. */
  readonly command: (command: OperatorCommand) => Result<Txid | undefined, string>
  readonly troubled: Troubled
  /** Ends all trouble and every outage; the exchange's mode is its own. */
  readonly heal: () => void
  /** By Kraken's time; at most one of each name is set. */
  readonly timers: { set(name: string, at: Instant, fire: () => void): void; stop(name: string): void }
  /** When the next is due that is put off. */
  readonly nextAt: () => Instant | undefined
  /** Lets all that is due till then happen now. */
  readonly advanceTo: (at: Instant) => void
  /** Resolves when every client has read all that was sent before. */
  readonly caughtUp: () => Promise<void>
  /** No frame and no answer leaves before. */
  readonly holdAnswersUntil: (at: Instant) => void
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

  const faults = new Faults()
  const happened = (happening: Happening): void => record(pace.now, happening)
  const calls = new Calls({
    asked(call) {
      const { id, method, path, headers, body } = call
      happened({ kind: 'http-request', id, method, path, headers, body })
      kraken.requested(call)
    },
    controlled(call) {
      calls.respond(call.id, control?.(served, call) ?? NOBODY_HERE)
    },
  })
  const sockets = new Sockets({
    opened(line) {
      happened({ kind: 'socket-open', socket: line.socket, url: line.url })
      happened({ kind: 'socket-opened', socket: line.socket })
      kraken.opened(line)
    },
    received(line, frame) {
      happened({ kind: 'socket-send', socket: line.socket, frame })
      kraken.received(line, frame)
    },
    closed(line, code) {
      happened({ kind: 'socket-closed', socket: line.socket, code })
      kraken.closed(line)
    },
    sent: (line, frame) => happened({ kind: 'socket-received', socket: line.socket, frame }),
  })
  const pace = new Pace({
    speed,
    begin: options.begin,
    async caughtUp() {
      await sockets.someone()
      await sockets.caughtUp()
    },
  })
  const wires = new LiveWires({ pace, faults, calls, sockets, record: happened })
  const kraken = new KrakenSide<LiveLine, Asked>({
    exchange,
    clock: pace,
    timers: pace,
    wires,
    faults,
    recorder: {
      record(happening) {
        // What was heard is in the recording as it came in.
        if (happening.kind !== 'kraken-heard') happened(happening)
      },
    },
  })
  const troubled: Troubled = {
    addFault: (fault) => faults.add(fault),
    mute: (channel, passes) => kraken.mute(channel, passes),
    drift: (drift) => kraken.drift(drift),
    leaveSocketsDead() {
      happened({ kind: 'fault', text: 'every socket is half-open' })
      sockets.leaveAllDead()
    },
    cutSockets(outage) {
      happened({ kind: 'fault', text: 'every socket is cut' })
      sockets.cutAll()
      wires.refuseFor(outage)
    },
    command: (command) => kraken.command(command),
  }

  server.on('request', (request, response) => {
    if (wires.isRefusing && !isControl(request)) request.socket.destroy()
    else calls.take(request, response)
  })
  server.on('upgrade', (request, stream, head) => {
    if (wires.isRefusing) stream.destroy()
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
    truth: exchange.truth,
    now: () => pace.now,
    command: (command) => kraken.command(command),
    troubled,
    heal() {
      faults.heal()
      wires.heal()
      kraken.heal()
    },
    timers: {
      set: (name, at, fire) => pace.set(`deed/${name}`, at, fire),
      stop: (name) => pace.stop(`deed/${name}`),
    },
    nextAt: () => pace.nextAt,
    advanceTo: (at) => pace.advanceTo(at),
    caughtUp: () => sockets.caughtUp(),
    holdAnswersUntil: (at) => wires.holdUntil(at),
    stop() {
      stopping ??= close().then(hasStopped)
      return stopping
    },
    stopped,
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
