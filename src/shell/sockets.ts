/** The broker's WebSocket connections to Kraken. */
import { WebSocket } from 'ws'
import { assert, present } from '../assert.ts'
import type { BrokerInput } from '../broker/port.ts'
import type { SocketId } from '../ids.ts'
import { frameText } from '../live/frame-text.ts'

export type SocketInput = Extract<BrokerInput, { kind: 'socket-opened' | 'socket-received' | 'socket-closed' }>

/** Longer than this the opening handshake does not take on a line that works. */
const HANDSHAKE_MILLISECONDS = 10_000
/** A snapshot of some thousand open orders. */
const LONGEST_FRAME_BYTES = 32_000_000
/** A peer that does not answer a goodbye within this time is left. */
const GOODBYE_MILLISECONDS = 1_000

const CLOSED_AS_ASKED = 1000

export class Sockets {
  readonly #place: URL | undefined
  readonly #tell: (input: SocketInput) => void
  readonly #log: (text: string) => void
  // Invariant: holds exactly the connections whose end was neither asked for nor told.
  readonly #open = new Map<SocketId, WebSocket>()

  /** `place`: in which the broker's addresses are looked for, in place of their own host. */
  constructor(
    place: URL | undefined,
    ends: { readonly tell: (input: SocketInput) => void; readonly log: (text: string) => void },
  ) {
    this.#place = place
    this.#tell = ends.tell
    this.#log = ends.log
  }

  open(socket: SocketId, url: string): void {
    assert(!this.#open.has(socket), 'a broker numbers each of its sockets anew')
    const line = new WebSocket(this.#placed(url), {
      perMessageDeflate: false,
      handshakeTimeout: HANDSHAKE_MILLISECONDS,
      maxPayload: LONGEST_FRAME_BYTES,
    })
    this.#open.set(socket, line)
    const isMine = (): boolean => this.#open.get(socket) === line
    line.on('open', () => {
      if (isMine()) this.#tell({ kind: 'socket-opened', socket })
    })
    line.on('message', (data) => {
      if (isMine()) this.#tell({ kind: 'socket-received', socket, frame: frameText(data) })
    })
    // The closing follows, and is what the broker hears of.
    line.on('error', (error) => this.#log(`socket ${socket}: ${error.message}`))
    line.on('close', (code) => {
      if (!isMine()) return
      this.#open.delete(socket)
      this.#tell({ kind: 'socket-closed', socket, code })
    })
  }

  send(socket: SocketId, frame: string): void {
    const line = this.#open.get(socket)
    // The broker has not been told yet that this line is gone; what it sends now is lost as on any broken line.
    if (line?.readyState === WebSocket.OPEN) line.send(frame)
  }

  /** From now on nothing more of this connection is told. */
  close(socket: SocketId): void {
    const line = present(this.#open.get(socket), 'the broker closes sockets that are open')
    this.#open.delete(socket)
    line.close(CLOSED_AS_ASKED)
    setTimeout(() => line.terminate(), GOODBYE_MILLISECONDS).unref()
  }

  end(): void {
    for (const socket of [...this.#open.keys()]) this.close(socket)
  }

  #placed(url: string): string {
    if (this.#place === undefined) return url
    const { pathname } = new URL(url)
    return new URL(this.#place.pathname.replace(/\/$/, '') + pathname, this.#place).href
  }
}
