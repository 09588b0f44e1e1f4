/** Kraken's end of the world: runs the exchange, stands at its door with the faults, and tells the trace of its trades. */
import { assert, present, unreachable } from '../../src/assert.ts'
import type { HttpId, SocketId, Txid } from '../../src/ids.ts'
import type { Machine } from '../../src/machine.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import type { Instant } from '../../src/time.ts'
import type { ExchangeEffect, ExchangeInput, ExchangeTimer, OperatorCommand } from '../exchange/port.ts'
import type { Answer, Drift, HeldChannel } from '../scenario.ts'
import type { Truth } from '../truth.ts'
import { exactText } from './decimal.ts'
import { type FrameRequest, frameRequest, httpMethod, refusalBody, refusalFrame } from './door.ts'
import type { Faults } from './faults.ts'
import { Drifts } from './drift.ts'
import { Mutes } from './mutes.ts'
import type { Call, Connection, Network } from './network.ts'
import type { Recorder } from './recorder.ts'
import type { Timeline } from './timeline.ts'

export type Exchange = Machine<ExchangeInput, ExchangeEffect> & { readonly truth: Truth }

/** What of an answer does not leave Kraken: the acknowledgements on a connection, or every word on it. */
type Muted = { readonly connection: Connection; readonly what: 'ack' | 'all' }

export class KrakenSide {
  readonly #exchange: Exchange
  readonly #timeline: Timeline
  readonly #network: Network
  readonly #faults: Faults
  readonly #recorder: Recorder

  readonly #mutes = new Mutes()
  readonly #drifts = new Drifts()
  readonly #connections = new Map<SocketId, Connection>()
  readonly #calls = new Map<HttpId, Call>()
  /** The timers that are set, by name; a due event whose mark is not the one here was moved or stopped. */
  readonly #timers = new Map<string, number>()
  #timersSet = 0
  #tradesTold = 0

  constructor(parts: {
    readonly exchange: Exchange
    readonly timeline: Timeline
    readonly network: Network
    readonly faults: Faults
    readonly recorder: Recorder
  }) {
    this.#exchange = parts.exchange
    this.#timeline = parts.timeline
    this.#network = parts.network
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
    this.#timeline.stir()
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
        this.#network.cut(connection)
        this.#network.refuseFor(verdict.outage)
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
    const { id, method, path, headers, body } = call
    this.#feed({ kind: 'http-requested', id, method, path, headers, body })
  }

  // ---- inside

  #hear(connection: Connection, frame: string, muted?: Muted): void {
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
    const text = refusalFrame(request, answer.error, this.#timeline.now)
    this.#network.sendDown({ connection, channel: 'ack', text }, false)
  }

  #answerCall(call: Call, answer: Answer): void {
    const method = httpMethod(call.path)
    switch (answer.kind) {
      case 'silence':
        this.#fault(`no answer to ${method}`)
        this.#network.neverAnswer(call)
        return
      case 'kraken-error':
        this.#fault(`${method} is answered: ${answer.error}`)
        this.#network.respond(call, { status: 200, body: refusalBody(answer.error) })
        return
      case 'http-status':
        this.#fault(`${method} is answered with status ${answer.status}`)
        this.#network.respond(call, answer)
        return
      default:
        unreachable(answer)
    }
  }

  /** Tells the exchange what happened and carries out what it wants; returns its answers to an operator. */
  #feed(input: ExchangeInput, muted?: Muted): readonly OperatorAnswer[] {
    const effects = this.#exchange.handle(this.#timeline.now, input)
    this.#tellTrades()
    const isIdle = input.kind === 'timer-fired'
    const answers: OperatorAnswer[] = []
    for (const effect of effects) {
      if (effect.kind === 'operator-answered') answers.push(effect)
      else this.#carryOut(effect, isIdle, muted)
    }
    return answers
  }

  #carryOut(effect: Exclude<ExchangeEffect, OperatorAnswer>, isIdle: boolean, muted: Muted | undefined): void {
    switch (effect.kind) {
      case 'http-respond': {
        const call = present(this.#calls.get(effect.id), 'the exchange answers what it was asked, once')
        this.#calls.delete(effect.id)
        const body = this.#drifts.bend(effect.body, httpMethod(call.path))
        this.#network.respond(call, { status: effect.status, body })
        return
      }
      case 'socket-send': {
        const connection = this.#open(effect.socket)
        const isMuted = muted?.connection === connection && (muted.what === 'all' || effect.channel === 'ack')
        if (isMuted || this.#mutes.strikes(connection, effect.channel)) return
        const text = this.#drifts.bend(effect.frame)
        this.#network.sendDown({ connection, channel: effect.channel, text }, isIdle)
        return
      }
      case 'socket-close':
        this.#network.closeDown(this.#open(effect.socket), effect.code)
        this.#connections.delete(effect.socket)
        return
      case 'timer-set':
        this.#setTimer(effect.timer, effect.at)
        return
      case 'timer-stop':
        this.#timers.delete(nameOf(effect.timer))
        return
      default:
        unreachable(effect)
    }
  }

  #setTimer(timer: ExchangeTimer, at: Instant): void {
    const name = nameOf(timer)
    this.#timersSet += 1
    const mark = this.#timersSet
    this.#timers.set(name, mark)
    this.#timeline.background(this.#timeline.notBefore(at), () => {
      if (this.#timers.get(name) !== mark) return
      this.#timers.delete(name)
      this.#feed({ kind: 'timer-fired', timer })
    })
  }

  #tellTrades(): void {
    const { trades } = this.#exchange.truth
    for (const { account, id, txid, pair, side, price, volume } of trades.slice(this.#tradesTold)) {
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
    this.#tradesTold = trades.length
  }

  #open(socket: SocketId): Connection {
    return present(this.#connections.get(socket), 'the exchange speaks on open sockets only')
  }

  #fault(text: string): void {
    this.#recorder.record({ kind: 'fault', text })
  }
}

type OperatorAnswer = Extract<ExchangeEffect, { kind: 'operator-answered' }>

const nameOf = (timer: ExchangeTimer): string => `${timer.kind}/${timer.socket}`
