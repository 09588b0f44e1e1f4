/** The WebSocket connections of the clients, numbered for the exchange. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import type { SocketId } from '../../src/ids.ts'
import { socketId } from '../../src/ids.ts'
import { frameText } from '../../src/live/frame-text.ts'
import type { Line } from '../edge/kraken-side.ts'
import { krakenUrl } from './addresses.ts'
import { MARK_HEADER, type Mark, markOf } from './diary.ts'

/** One client's connection. */
export type LiveLine = Line & {
  readonly wire: WebSocket
  /** By whom it is recorded. */
  readonly mark: Mark | undefined
  /** Nothing arrives any more, either way, and nobody is told. */
  isDead: boolean
}

export type SocketEvents = {
  readonly opened: (line: LiveLine) => void
  readonly received: (line: LiveLine, frame: string) => void
  /** Not told of one that the exchange closed itself. `code`: as the client gave it. */
  readonly closed: (line: LiveLine, code: number) => void
  readonly sent: (line: LiveLine, frame: string) => void
}

/** A batch of fifteen orders takes 10 kB; nobody has reason to send more than this. */
const LONGEST_FRAME_BYTES = 100_000
/** A client that reads nothing is let go once this much waits for it: some minutes of a busy feed. */
const MOST_BYTES_WAITING = 8_000_000
/** Kraken allows about 150 connections in ten minutes. Source: protocol section 4.1. */
const MOST_SOCKETS = 150

export class Sockets {
  readonly #events: SocketEvents
  readonly #server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: LONGEST_FRAME_BYTES,
  })
  // Invariant: holds exactly those whose end the exchange neither caused nor was told of.
  readonly #open = new Map<SocketId, LiveLine>()
  readonly #waitingForOne = new Set<() => void>()
  #opened = 0

  constructor(events: SocketEvents) {
    this.#events = events
  }

  /** Takes a request to become a WebSocket, or refuses it. */
  take(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const url = krakenUrl(request.headers.host, request.url ?? '/')
    const refusal = url === undefined ? '404 Not Found' : undefined
    const answer = this.#server.clients.size < MOST_SOCKETS ? refusal : '429 Too Many Requests'
    if (answer !== undefined || url === undefined) {
      stream.on('error', () => stream.destroy())
      stream.end(`HTTP/1.1 ${answer}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    this.#server.handleUpgrade(request, stream, head, (wire) => {
      const mark = markOf([request.headers[MARK_HEADER]].flat()[0])
      this.#begin(wire, { url, mark })
    })
  }

  send(line: LiveLine, frame: string): void {
    if (line.isDead || !this.#open.has(line.socket)) return
    // An error is told by the closing that follows it.
    line.wire.send(frame, () => undefined)
    this.#events.sent(line, frame)
    if (line.wire.bufferedAmount > MOST_BYTES_WAITING) line.wire.terminate()
  }

  close(line: LiveLine, code: number): void {
    this.#open.delete(line.socket)
    if (!line.isDead) line.wire.close(code)
  }

  /** Breaks it without a word to the client; the exchange hears of it at once. */
  cut(line: LiveLine): void {
    line.wire.terminate()
    if (this.#open.delete(line.socket)) this.#events.closed(line, BROKEN)
  }

  cutAll(): void {
    for (const line of [...this.#open.values()]) this.cut(line)
  }

  leaveAllDead(): void {
    for (const line of this.#open.values()) line.isDead = true
  }

  end(): void {
    for (const wire of this.#server.clients) wire.terminate()
  }

  /** Resolves when every client has read all that was sent before, and what it said to that is here. */
  async caughtUp(): Promise<void> {
    const lines = [...this.#open.values()].filter(({ isDead }) => !isDead)
    await Promise.all(lines.map(({ wire }) => answered(wire)))
  }

  /** Resolves when there is a client. */
  async someone(): Promise<void> {
    if (this.#open.size === 0) await new Promise<void>((resolve) => this.#waitingForOne.add(resolve))
  }

  #begin(wire: WebSocket, of: Pick<LiveLine, 'url' | 'mark'>): void {
    const line: LiveLine = { socket: socketId((this.#opened += 1)), ...of, wire, isDead: false }
    this.#open.set(line.socket, line)
    wire.on('message', (data) => {
      if (this.#open.has(line.socket) && !line.isDead) this.#events.received(line, frameText(data))
    })
    wire.on('error', () => undefined)
    wire.on('close', (code) => {
      if (this.#open.delete(line.socket)) this.#events.closed(line, code)
    })
    this.#events.opened(line)
    for (const go of this.#waitingForOne) go()
    this.#waitingForOne.clear()
  }
}

/** The end of a connection that broke without a word. Source: RFC 6455 section 7.1.5. */
const BROKEN = 1006

/** A pong comes after everything before the ping was read. One that is closed has nothing more to read. */
function answered(wire: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      wire.off('pong', done).off('close', done)
      resolve()
    }
    wire.once('pong', done).once('close', done)
    if (wire.readyState === WebSocket.OPEN) wire.ping()
    else done()
  })
}
