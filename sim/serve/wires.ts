/** The wires between a served Kraken and its clients, and what the weather does to them. */
import type { HttpId } from '../../src/ids.ts'
import { type Instant, type Micros, after } from '../../src/time.ts'
import { namesOfFrame } from '../edge/channels.ts'
import type { Faults, PipeVerdict } from '../edge/faults.ts'
import type { Asked, Line, Reply, Wires } from '../edge/kraken-side.ts'
import type { Channel } from '../exchange/port.ts'
import type { Happening } from '../trace.ts'
import type { Pace } from './pace.ts'

/** What carries words to the clients: their sockets, or a recording of what they heard. */
export type Lines<Connection> = {
  send(line: Connection, frame: string): void
  close(line: Connection, code: number): void
  cut(line: Connection): void
  cutAll(): void
  leaveAllDead(): void
}
export type Answers = { respond(id: HttpId, reply: Reply): void }

type Parts<Connection> = {
  readonly pace: Pace
  readonly faults: Faults
  readonly calls: Answers
  readonly sockets: Lines<Connection>
  readonly record: (happening: Happening) => void
}

type Frame<Connection> = { readonly connection: Connection; readonly channel: Channel; readonly text: string }

const PASS: PipeVerdict = { kind: 'pass' }

export class LiveWires<Connection extends Line> implements Wires<Connection, Asked> {
  readonly #parts: Parts<Connection>
  /** When the last delayed frame of a channel leaves: nothing overtakes it. */
  readonly #freeAt = new WeakMap<Connection, Map<Channel, Instant>>()
  #refusesUntil: Instant
  #heldUntil: Instant
  #delayed = 0

  constructor(parts: Parts<Connection>) {
    this.#parts = parts
    this.#refusesUntil = parts.pace.now
    this.#heldUntil = parts.pace.now
  }

  get isRefusing(): boolean {
    return this.#parts.pace.now < this.#refusesUntil
  }

  sendDown(frame: Frame<Connection>): void {
    const { faults } = this.#parts
    const verdict = faults.any ? faults.inPipe(namesOfFrame(frame).map((name) => `ws/${name}` as const)) : PASS
    this.#tell(verdict, `ws/${frame.channel}`)
    if (verdict.kind === 'drop') return
    const at = this.#leavesAt(verdict)
    this.#send(frame, at)
    if (verdict.kind === 'duplicate') this.#send(frame, at)
  }

  closeDown(connection: Connection, code: number): void {
    this.#parts.sockets.close(connection, code)
  }

  respond({ id }: Asked, reply: Reply): void {
    const { faults, pace, calls, record } = this.#parts
    const verdict = faults.any ? faults.inPipe(['http/down']) : PASS
    this.#tell(verdict, 'http/down')
    if (verdict.kind === 'drop') return
    const leave = (): void => {
      record({ kind: 'http-answered', id, status: reply.status, ...bodyOf(reply) })
      calls.respond(id, reply)
    }
    const at = this.#leavesAt(verdict)
    if (at > pace.now) pace.set(this.#newName(), at, leave)
    else leave()
  }

  /** The client gives up in its own time. */
  neverAnswer(): void {}

  cut(connection: Connection): void {
    this.#parts.sockets.cut(connection)
  }

  refuseFor(span: Micros): void {
    const until = after(this.#parts.pace.now, span)
    if (until > this.#refusesUntil) this.#refusesUntil = until
  }

  heal(): void {
    this.#refusesUntil = this.#parts.pace.now
  }

  /** From now on nothing leaves before. */
  holdUntil(at: Instant): void {
    this.#heldUntil = at
  }

  #leavesAt(verdict: PipeVerdict): Instant {
    const { now } = this.#parts.pace
    const at = verdict.kind === 'delay' ? after(now, verdict.by) : now
    return this.#heldUntil > at ? this.#heldUntil : at
  }

  #send({ connection, channel, text }: Frame<Connection>, at: Instant): void {
    const { pace, sockets } = this.#parts
    const freeAt = this.#freeAt.get(connection)?.get(channel)
    const leavesAt = freeAt !== undefined && freeAt > at ? freeAt : at
    if (leavesAt <= pace.now) return sockets.send(connection, text)
    this.#freeAt.set(connection, (this.#freeAt.get(connection) ?? new Map<Channel, Instant>()).set(channel, leavesAt))
    pace.set(this.#newName(), leavesAt, () => sockets.send(connection, text))
  }

  #tell(verdict: PipeVerdict, where: string): void {
    if (verdict.kind !== 'pass') this.#parts.record({ kind: 'fault', text: `${verdict.kind} on ${where}` })
  }

  #newName(): string {
    this.#delayed += 1
    return `delayed/${this.#delayed}`
  }
}

/** A zip is kept as base64, like all that is no text. */
const bodyOf = ({ contentType, body }: Reply): { readonly encoding?: 'base64'; readonly body: string } =>
  contentType === 'application/zip'
    ? { encoding: 'base64', body: Buffer.from(body, 'latin1').toString('base64') }
    : { body }
