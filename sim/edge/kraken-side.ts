/**
 * Kraken's end of the wires, virtual or real: runs the exchange, stands at its door with the faults, and tells of what
 * was heard and traded.
 */
import { assert, present, unreachable } from '../../src/assert.ts'
import type { HttpId, SocketId, Txid } from '../../src/ids.ts'
import type { Machine } from '../../src/machine.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import type { Instant, Micros } from '../../src/time.ts'
import type { Channel, ExchangeEffect, ExchangeInput, ExchangeTimer, OperatorCommand } from '../exchange/port.ts'
import type { Answer, Drift, HeldChannel } from '../scenario.ts'
import type { Happening } from '../trace.ts'
import type { Truth, TruthTrade } from '../truth.ts'
import { exactText } from './decimal.ts'
import { type FrameRequest, frameRequest, httpMethod, refusalBody, refusalFrame } from './door.ts'
import type { Faults } from './faults.ts'
import { Drifts } from './drift.ts'
import { Mutes } from './mutes.ts'

export type Exchange = Machine<ExchangeInput, ExchangeEffect> & { readonly truth: Truth }

/** One client's WebSocket, as the wires know it. */
export type Line = { readonly socket: SocketId; readonly url: string }
/** One HTTP request that has arrived. */
export type Asked = Omit<Extract<ExchangeInput, { kind: 'http-requested' }>, 'kind'>
export type Reply = {
  readonly status: number
  readonly contentType: Extract<ExchangeEffect, { kind: 'http-respond' }>['contentType']
  readonly body: string
}

/** What leads to the clients. */
export type Wires<Connection, Call> = {
  /** `isIdle`: a heartbeat, which keeps nobody from rest. */
  sendDown(
    frame: { readonly connection: Connection; readonly channel: Channel; readonly text: string },
    isIdle: boolean,
  ): void
  closeDown(connection: Connection, code: number): void
  respond(call: Call, reply: Reply): void
  /** The client is left waiting. */
  neverAnswer(call: Call): void
  /** Breaks one connection. */
  cut(connection: Connection): void
  /** Accepts no new connection for a while. */
  refuseFor(span: Micros): void
}

export type KrakenSideParts<Connection, Call> = {
  readonly exchange: Exchange
  readonly clock: { readonly now: Instant }
  /** At most one of each name is set. */
  readonly timers: { set(name: string, at: Instant, fire: () => void): void; stop(name: string): void }
  readonly wires: Wires<Connection, Call>
  readonly faults: Faults
  readonly recorder: { record(happening: Happening): void }
}

/** What of an answer does not leave Kraken: the acknowledgements on a connection, or every word on it. */
type Muted<Connection> = { readonly connection: Connection; readonly what: 'ack' | 'all' }

export class KrakenSide<Connection extends Line, Call extends Asked> {
  readonly #exchange: Exchange
  readonly #clock: KrakenSideParts<Connection, Call>['clock']
  readonly #timers: KrakenSideParts<Connection, Call>['timers']
  readonly #wires: Wires<Connection, Call>
  readonly #faults: Faults
  readonly #recorder: KrakenSideParts<Connection, Call>['recorder']

  readonly #mutes = new Mutes<Connection>()
  readonly #drifts = new Drifts()
  readonly #connections = new Map<SocketId, Connection>()
  readonly #calls = new Map<HttpId, Call>()
  #toldLast: TruthTrade | undefined

  constructor(parts: KrakenSideParts<Connection, Call>) {
    this.#exchange = parts.exchange
    this.#clock = parts.clock
    this.#timers = parts.timers
    this.#wires = parts.wires
    this.#faults = parts.faults
    this.#recorder = parts.recorder
  }

  get truth(): Truth {
    return this.#exchange.truth
  }

  pending(): string | undefined {
    return this.#exchange.pending()
  }

  /** Carries out a deed that reaches Kraken by no wire of the broker's; Kraken's words when it is refused. */
  command(command: OperatorCommand): Result<Txid | undefined, string> {
    const answers = this.#feed({ kind: 'operator-commanded', command })
    const [answer] = answers
    assert(answer !== undefined && answers.length === 1, 'an operator gets exactly one answer')
    return answer.ok ? ok(answer.txid) : fail(answer.error)
  }

  /** A queue says nothing more on the connection that brings its next frame. */
  mute(channel: HeldChannel, after: number): void {
    this.#mutes.add(channel, after)
  }

  drift(drift: Drift): void {
    this.#drifts.add(drift)
  }

  /** Ends what is wrong inside Kraken; its mode is its own. */
  heal(): void {
    this.#mutes.heal()
    this.#drifts.heal()
    this.command({ kind: 'heal' })
  }

  // ---- what arrives

  opened(connection: Connection): void {
    this.#connections.set(connection.socket, connection)
    this.#feed({ kind: 'socket-opened', socket: connection.socket, url: connection.url })
  }

  closed(connection: Connection): void {
    this.#connections.delete(connection.socket)
    this.#feed({ kind: 'socket-closed', socket: connection.socket })
  }

  received(connection: Connection, frame: string): void {
    const request = this.#faults.any ? frameRequest(frame) : undefined
    if (request === undefined) {
      this.#hear(connection, frame)
      return
    }
    const verdict = this.#faults.atDoor(request.event)
    switch (verdict.kind) {
      case 'pass':
        this.#hear(connection, frame)
        return
      case 'answer':
        this.#answerFrame(connection, request, verdict.with)
        return
      case 'lose-reply':
        this.#fault(`the reply to ${request.event} is lost`)
        this.#hear(connection, frame, { connection, what: 'ack' })
        return
      case 'cut':
        this.#fault(`the socket is cut ${verdict.when} ${request.event}`)
        if (verdict.when === 'after') this.#hear(connection, frame, { connection, what: 'all' })
        this.#wires.cut(connection)
        this.#wires.refuseFor(verdict.outage)
        return
      default:
        unreachable(verdict)
    }
  }

  requested(call: Call): void {
    const verdict = this.#faults.atDoor(httpMethod(call.path))
    if (verdict.kind === 'answer') {
      this.#answerCall(call, verdict.with)
      return
    }
    assert(verdict.kind === 'pass', 'replies are lost and sockets cut around requests over the socket alone')
    this.#recorder.record({ kind: 'kraken-heard', what: call.path })
    this.#calls.set(call.id, call)
    const { id, method, path, headers, body, address } = call
    const from = address === undefined ? {} : { address }
    this.#feed({ kind: 'http-requested', id, method, path, headers, body, ...from })
  }

  // ---- inside

  #hear(connection: Connection, frame: string, muted?: Muted<Connection>): void {
    this.#recorder.record({ kind: 'kraken-heard', what: frame })
    this.#feed({ kind: 'socket-received', socket: connection.socket, frame }, muted)
  }

  #answerFrame(connection: Connection, request: FrameRequest, answer: Answer): void {
    assert(answer.kind !== 'http-status', 'a request over the socket has no HTTP status')
    if (answer.kind === 'silence') {
      this.#fault(`no answer to ${request.event}`)
      return
    }
    this.#fault(`${request.event} is answered: ${answer.error}`)
    const text = refusalFrame(request, answer.error, this.#clock.now)
    this.#wires.sendDown({ connection, channel: 'ack', text }, false)
  }

  #answerCall(call: Call, answer: Answer): void {
    const method = httpMethod(call.path)
    switch (answer.kind) {
      case 'silence':
        this.#fault(`no answer to ${method}`)
        this.#wires.neverAnswer(call)
        return
      case 'kraken-error':
        this.#fault(`${method} is answered: ${answer.error}`)
        this.#wires.respond(call, { status: 200, contentType: 'application/json', body: refusalBody(answer.error) })
        return
      case 'http-status':
        this.#fault(`${method} is answered with status ${answer.status}`)
        this.#wires.respond(call, { status: answer.status, contentType: 'text/html', body: answer.body })
        return
      default:
        unreachable(answer)
    }
  }

  /** Tells the exchange what happened and carries out what it wants; returns its answers to an operator. */
  #feed(input: ExchangeInput, muted?: Muted<Connection>): readonly OperatorAnswer[] {
    const effects = this.#exchange.handle(this.#clock.now, input)
    this.#tellTrades()
    const isIdle = input.kind === 'timer-fired' && input.timer.kind !== 'orders'
    const answers: OperatorAnswer[] = []
    for (const effect of effects) {
      if (effect.kind === 'operator-answered') answers.push(effect)
      else this.#carryOut(effect, isIdle, muted)
    }
    return answers
  }

  #carryOut(
    effect: Exclude<ExchangeEffect, OperatorAnswer>,
    isIdle: boolean,
    muted: Muted<Connection> | undefined,
  ): void {
    switch (effect.kind) {
      case 'http-respond': {
        const call = present(this.#calls.get(effect.id), 'the exchange answers what it was asked, once')
        this.#calls.delete(effect.id)
        const body = this.#drifts.bend(effect.body, httpMethod(call.path))
        this.#wires.respond(call, { status: effect.status, contentType: effect.contentType, body })
        return
      }
      case 'socket-send': {
        const connection = this.#open(effect.socket)
        const isMuted = muted?.connection === connection && (muted.what === 'all' || effect.channel === 'ack')
        if (isMuted || this.#mutes.strikes(connection, effect.channel)) return
        const text = this.#drifts.bend(effect.frame)
        this.#wires.sendDown({ connection, channel: effect.channel, text }, isIdle)
        return
      }
      case 'socket-close':
        this.#wires.closeDown(this.#open(effect.socket), effect.code)
        this.#connections.delete(effect.socket)
        return
      case 'timer-set': {
        const { timer } = effect
        this.#timers.set(nameOf(timer), effect.at, () => void this.#feed({ kind: 'timer-fired', timer }))
        return
      }
      case 'timer-stop':
        this.#timers.stop(nameOf(effect.timer))
        return
      default:
        unreachable(effect)
    }
  }

  #tellTrades(): void {
    const { trades } = this.#exchange.truth
    // By the last one and not by their number, since the exchange may forget old ones.
    const told = this.#toldLast === undefined ? -1 : trades.lastIndexOf(this.#toldLast)
    for (const { account, id, txid, pair, side, price, volume } of trades.slice(told + 1)) {
      this.#recorder.record({
        kind: 'trade',
        account,
        tradeId: id,
        txid,
        pair,
        side,
        price: exactText(price),
        volume: exactText(volume),
      })
    }
    this.#toldLast = trades.at(-1)
  }

  #open(socket: SocketId): Connection {
    return present(this.#connections.get(socket), 'the exchange speaks on open sockets only')
  }

  #fault(text: string): void {
    this.#recorder.record({ kind: 'fault', text })
  }
}

type OperatorAnswer = Extract<ExchangeEffect, { kind: 'operator-answered' }>

const nameOf = (timer: ExchangeTimer): string =>
  timer.kind === 'orders' ? timer.kind : `${timer.kind}/${timer.socket}`
