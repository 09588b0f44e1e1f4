/**
 * The wires between the broker and Kraken: ordered pipes with a delay each, outages and held-back channels.
 * Within a connection TCP neither reorders nor repeats; between Kraken's channels nothing is promised.
 */
import { type HttpId, type SocketId, httpId, socketId } from '../../src/ids.ts'
import { type Instant, type Micros, after, micros, seconds } from '../../src/time.ts'
import type { Channel } from '../exchange/port.ts'
import type { HeldChannel } from '../scenario.ts'
import { CHANNELS_MEANT, namesOfFrame } from '../edge/channels.ts'
import type { Delays } from './delays.ts'
import type { Bending } from './bend.ts'
import { interleaved } from './holding.ts'
import type { Timeline } from './timeline.ts'

/** How long the broker's side waits for an HTTP reply: the usual patience of HTTP clients towards an exchange. */
export const HTTP_TIMEOUT = seconds(10)

/** How long a client waits for the other end to agree that a connection is closed: 30 s in the package `ws`. */
const CLOSE_TIMEOUT = seconds(30)

/** Released frames arrive one after another, this far apart. */
const RELEASE_SPACING = micros(1000)

/** The end of a connection that broke without a word. Source: RFC 6455 section 7.1.5. */
const BROKEN = 1006
/** The end of a connection that was closed as asked. Source: RFC 6455 section 7.4.1. */
const CLOSED_AS_ASKED = 1000

/** One WebSocket connection; its state belongs to the network, everybody else only tells connections apart. */
export type Connection = {
  /** Unique in the whole run, whatever the client calls it. */
  readonly socket: SocketId
  readonly url: string
  /** The wire is gone; what is on it arrives nowhere. */
  isBroken: boolean
  /** Nothing arrives any more, either way, and nobody is told. */
  isDead: boolean
  /** Kraken has heard of its beginning and not of its end. */
  isOpenAtKraken: boolean
  /** The client has been told of its end, or is gone itself. */
  isOverAtClient: boolean
  /** Nothing may arrive before what was sent before it by the same pipe. */
  uplinkFreeAt: Instant
  readonly downlinkFreeAt: Map<Channel, Instant>
}

type HttpRequest = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
/** One HTTP exchange; the id is unique in the whole run. */
export type Call = HttpRequest & { readonly id: HttpId; readonly sentAt: Instant }
export type HttpAnswer = { readonly status: number; readonly body: string }

export type Frame = { readonly connection: Connection; readonly channel: Channel; readonly text: string }
type SentFrame = Frame & { readonly sentAt: Instant }

/** Whom the wires lead to. */
export type Ends = {
  readonly kraken: {
    opened(connection: Connection): void
    received(connection: Connection, frame: string): void
    closed(connection: Connection): void
    requested(call: Call): void
  }
  readonly broker: {
    opened(connection: Connection): void
    /** `sentAt`: when Kraken sent it. */
    received(connection: Connection, frame: string, sentAt: Instant): void
    closed(connection: Connection, code: number): void
    answered(call: Call, answer: HttpAnswer, sentAt: Instant): void
    failed(call: Call, reason: 'refused' | 'timeout'): void
  }
}

export class Network {
  readonly #timeline: Timeline
  readonly #delays: Delays
  readonly #ends: Ends
  readonly #bending: Bending<Connection, Call> | undefined

  /** Every connection that may still carry something, in the order opened. */
  readonly #connections = new Set<Connection>()
  #socketsOpened = 0
  #callsMade = 0
  #refusesUntil: Instant
  readonly #holding = new Set<Channel>()
  #held: SentFrame[] = []

  constructor(
    parts: { readonly timeline: Timeline; readonly delays: Delays; readonly bending?: Bending<Connection, Call> },
    ends: Ends,
  ) {
    this.#bending = parts.bending
    this.#timeline = parts.timeline
    this.#delays = parts.delays
    this.#ends = ends
    this.#refusesUntil = parts.timeline.now
  }

  /** How many frames are held back. */
  get held(): number {
    return this.#held.length
  }

  // ---- the broker's end

  open(url: string): Connection {
    this.#socketsOpened += 1
    const reachesAt = this.#in(this.#delays.draw('ws/connect'))
    const connection: Connection = {
      socket: socketId(this.#socketsOpened),
      url,
      isBroken: false,
      isDead: false,
      isOpenAtKraken: false,
      isOverAtClient: false,
      uplinkFreeAt: reachesAt,
      downlinkFreeAt: new Map(),
    }
    this.#connections.add(connection)
    this.#timeline.message(reachesAt, () => this.#connect(connection))
    return connection
  }

  /** `reachesAt`: when Kraken hears it, where a race says so; else the uplink's delay decides. */
  sendUp(connection: Connection, frame: string, reachesAt?: Instant): void {
    const at = reachesAt ?? this.#in(this.#delays.passage('ws/uplink').by)
    const send = (later = micros(0)): void =>
      this.#up(connection, after(at, later), () => this.#ends.kraken.received(connection, frame))
    if (this.#bending === undefined) send()
    else this.#bending.leaves(connection, frame, send)
  }

  /** Closes as asked: Kraken hears it after what was sent before, the client after what Kraken sent till then. */
  closeUp(connection: Connection): void {
    this.#up(connection, this.#in(this.#delays.draw('ws/uplink')), () => {
      this.#closeAtKraken(connection)
      this.#closeAtClient(connection, CLOSED_AS_ASKED)
    })
    if (!connection.isDead) return
    this.#timeline.background(this.#in(CLOSE_TIMEOUT), () => this.#endAtClient(connection, BROKEN))
  }

  /** The client is gone; its system still closes the connection. */
  abandon(connection: Connection): void {
    connection.isOverAtClient = true
    this.closeUp(connection)
  }

  /** Asks over HTTP. Calls travel alone and may overtake each other. */
  request(request: HttpRequest): Call {
    this.#callsMade += 1
    const call = { ...request, id: httpId(this.#callsMade), sentAt: this.#timeline.now }
    const { by, isLost } = this.#delays.passage('http/up')
    const ask = (later = micros(0)): void =>
      this.#timeline.message(after(this.#in(by), later), () => this.#callArrives(call))
    if (isLost) this.neverAnswer(call)
    else if (this.#bending === undefined) ask()
    else this.#bending.asks(call, ask)
    return call
  }

  // ---- Kraken's end

  /** `isIdle`: a heartbeat, which keeps nobody from rest. */
  sendDown({ connection, channel, text }: Frame, isIdle: boolean): void {
    if (connection.isDead) return
    const frame = { connection, channel, text, sentAt: this.#timeline.now }
    // A heartbeat says nothing that could be late.
    if (this.#holding.has(channel) && !isIdle) {
      this.#held.push(frame)
      return
    }
    const { by, isLost, isTwice } = this.#delays.passage(`ws/${channel}`, () =>
      namesOfFrame(frame).map((name) => `ws/${name}` as const),
    )
    if (isLost) return
    this.#deliver(frame, this.#in(by), isIdle)
    if (isTwice) this.#deliver(frame, this.#in(by), isIdle)
  }

  /** Kraken closes the connection; the client hears of it after all frames. */
  closeDown(connection: Connection, code: number): void {
    connection.isOpenAtKraken = false
    this.#closeAtClient(connection, code)
  }

  respond(call: Call, answer: HttpAnswer): void {
    const { by, isLost } = this.#delays.passage('http/down')
    if (isLost) this.neverAnswer(call)
    else {
      const sentAt = this.#timeline.now
      this.#timeline.message(this.#in(by), () => this.#ends.broker.answered(call, answer, sentAt))
    }
  }

  /** The reply never comes; the broker's side gives up in its time. */
  neverAnswer(call: Call): void {
    const at = this.#timeline.notBefore(after(call.sentAt, HTTP_TIMEOUT))
    this.#timeline.message(at, () => this.#ends.broker.failed(call, 'timeout'))
  }

  // ---- what is done to the wires

  /** Breaks one connection: Kraken knows at once, the client a little later, and what was on the wire is lost. */
  cut(connection: Connection): void {
    if (connection.isBroken || connection.isOverAtClient) return
    connection.isBroken = true
    this.#held = this.#held.filter((frame) => frame.connection !== connection)
    const toldAt = this.#in(this.#delays.draw('ws/control'))
    this.#timeline.message(toldAt, () => this.#endAtClient(connection, BROKEN))
    this.#closeAtKraken(connection)
  }

  cutAll(): void {
    for (const connection of [...this.#connections]) this.cut(connection)
  }

  /** Leaves every open connection half-open: what is on the wire and all that follows arrives nowhere. */
  leaveAllDead(): void {
    for (const connection of this.#connections) connection.isDead = true
    this.#held = this.#held.filter((frame) => !frame.connection.isDead)
  }

  /** Accepts no new connection, of either kind, for a while. */
  refuseFor(span: Micros): void {
    this.#refusesUntil = latest(this.#refusesUntil, this.#in(span))
  }

  /** From now on the frames of these channels wait. */
  holdBack(channels: readonly HeldChannel[]): void {
    for (const channel of channels.flatMap((name) => CHANNELS_MEANT[name])) this.#holding.add(channel)
  }

  /** Lets the held frames go, in an order of `interleaved`; later frames are not held any more. */
  release(pick: Parameters<typeof interleaved>[1]): void {
    this.#letGo(interleaved(this.#held, pick))
  }

  /** Ends the outage, and lets the held frames go as they came. */
  heal(): void {
    this.#refusesUntil = this.#timeline.now
    this.#letGo(this.#held)
  }

  // ---- inside

  #connect(connection: Connection): void {
    if (connection.isBroken) return
    const toldAt = this.#in(this.#delays.draw('ws/control'))
    if (this.#isRefusing()) {
      this.#timeline.message(toldAt, () => this.#endAtClient(connection, BROKEN))
      return
    }
    connection.isOpenAtKraken = true
    for (const channel of CHANNELS) connection.downlinkFreeAt.set(channel, toldAt)
    this.#timeline.message(toldAt, () => {
      if (!connection.isBroken && !connection.isOverAtClient) this.#ends.broker.opened(connection)
    })
    this.#ends.kraken.opened(connection)
  }

  #callArrives(call: Call): void {
    if (!this.#isRefusing()) {
      this.#ends.kraken.requested(call)
      return
    }
    const toldAt = this.#in(this.#delays.draw('http/down'))
    this.#timeline.message(toldAt, () => this.#ends.broker.failed(call, 'refused'))
  }

  #up(connection: Connection, at: Instant, arrive: () => void): void {
    if (connection.isBroken) return
    connection.uplinkFreeAt = latest(at, connection.uplinkFreeAt)
    this.#timeline.message(connection.uplinkFreeAt, () => {
      if (!connection.isBroken && !connection.isDead && connection.isOpenAtKraken) arrive()
    })
  }

  #deliver({ connection, channel, text, sentAt }: SentFrame, at: Instant, isIdle: boolean): void {
    if (connection.isBroken) return
    const arrivesAt = latest(at, connection.downlinkFreeAt.get(channel))
    connection.downlinkFreeAt.set(channel, arrivesAt)
    const arrive = (): void => {
      const isCarried = !connection.isBroken && !connection.isDead && !connection.isOverAtClient
      if (isCarried) this.#ends.broker.received(connection, text, sentAt)
    }
    if (isIdle) this.#timeline.background(arrivesAt, arrive)
    else this.#timeline.message(arrivesAt, arrive)
  }

  #letGo(frames: readonly SentFrame[]): void {
    this.#holding.clear()
    this.#held = []
    let at = this.#timeline.now
    for (const { connection, channel } of frames) at = latest(at, connection.downlinkFreeAt.get(channel))
    for (const frame of frames) {
      at = after(at, RELEASE_SPACING)
      this.#deliver(frame, at, false)
    }
  }

  #closeAtKraken(connection: Connection): void {
    if (!connection.isOpenAtKraken) return
    connection.isOpenAtKraken = false
    this.#ends.kraken.closed(connection)
  }

  #closeAtClient(connection: Connection, code: number): void {
    let at = this.#in(this.#delays.draw('ws/control'))
    for (const freeAt of connection.downlinkFreeAt.values()) at = latest(at, freeAt)
    this.#timeline.message(at, () => {
      if (!connection.isBroken) this.#endAtClient(connection, code)
    })
  }

  #endAtClient(connection: Connection, code: number): void {
    this.#connections.delete(connection)
    if (connection.isOverAtClient) return
    connection.isOverAtClient = true
    this.#ends.broker.closed(connection, code)
  }

  #in(span: Micros): Instant {
    return after(this.#timeline.now, span)
  }

  #isRefusing(): boolean {
    return this.#timeline.now < this.#refusesUntil
  }
}

const CHANNELS: readonly Channel[] = ['control', 'ack', 'openOrders', 'ownTrades', 'executions', 'balances']

const latest = (one: Instant, other: Instant | undefined): Instant => (other !== undefined && other > one ? other : one)
