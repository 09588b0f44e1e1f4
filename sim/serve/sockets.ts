/** The WebSocket connections of the clients, numbered for the exchange. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import { present } from '../../src/assert.ts'
import type { SocketId } from '../../src/ids.ts'
import { socketId } from '../../src/ids.ts'
import { frameText } from '../../src/live/frame-text.ts'

export type SocketEvents = {
  readonly opened: (socket: SocketId, url: string) => void
  readonly received: (socket: SocketId, frame: string) => void
  /** Not told of one that the exchange closed itself. */
  readonly closed: (socket: SocketId) => void
}

/** Which of Kraken's addresses a path of ours stands for; here all of them are one host. */
const PRIVATE_HOST = 'wss://ws-auth.kraken.com'
const PATHS: readonly string[] = ['/', '/v2']

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
  readonly #open = new Map<SocketId, WebSocket>()
  #opened = 0

  constructor(events: SocketEvents) {
    this.#events = events
  }

  /** Takes a request to become a WebSocket, or refuses it. */
  take(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const path = request.url ?? '/'
    const refusal = PATHS.includes(path) ? undefined : '404 Not Found'
    const answer = this.#open.size < MOST_SOCKETS ? refusal : '429 Too Many Requests'
    if (answer !== undefined) {
      stream.on('error', () => stream.destroy())
      stream.end(`HTTP/1.1 ${answer}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    this.#server.handleUpgrade(request, stream, head, (line) => this.#begin(line, `${PRIVATE_HOST}${path}`))
  }

  send(socket: SocketId, frame: string): void {
    const line = this.#line(socket)
    // An error is told by the closing that follows it.
    line.send(frame, () => undefined)
    if (line.bufferedAmount > MOST_BYTES_WAITING) line.terminate()
  }

  close(socket: SocketId, code: number): void {
    const line = this.#line(socket)
    this.#open.delete(socket)
    line.close(code)
  }

  /** Breaks all of them without a word. */
  cut(): void {
    for (const line of this.#server.clients) line.terminate()
  }

  #begin(line: WebSocket, url: string): void {
    const socket = socketId((this.#opened += 1))
    this.#open.set(socket, line)
    line.on('message', (data) => {
      if (this.#open.has(socket)) this.#events.received(socket, frameText(data))
    })
    line.on('error', () => undefined)
    line.on('close', () => {
      if (this.#open.delete(socket)) this.#events.closed(socket)
    })
    this.#events.opened(socket, url)
  }

  #line(socket: SocketId): WebSocket {
    return present(this.#open.get(socket), 'the exchange speaks on open sockets only')
  }
}
