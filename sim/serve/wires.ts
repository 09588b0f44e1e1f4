/** The wires between a served Kraken and its clients: real connections, and what the weather does to them. */
import { type Instant, type Micros, after } from '../../src/time.ts'
import { namesOfFrame } from '../edge/channels.ts'
import type { Faults, PipeVerdict } from '../edge/faults.ts'
import type { Asked, Reply, Wires } from '../edge/kraken-side.ts'
import type { Channel } from '../exchange/port.ts'
import type { Happening } from '../trace.ts'
import type { Calls } from './calls.ts'
import type { Pace } from './pace.ts'
import type { LiveLine, Sockets } from './sockets.ts'

type Parts = {
  readonly pace: Pace
  readonly faults: Faults
  readonly calls: Calls
  readonly sockets: Sockets
  readonly record: (happening: Happening) => void
}

type Frame = { readonly connection: LiveLine; readonly channel: Channel; readonly text: string }

const PASS: PipeVerdict = { kind: 'pass' }

export class LiveWires implements Wires<LiveLine, Asked> {
  readonly #parts: Parts
  /** When the last delayed frame of a channel leaves: nothing overtakes it. */
  readonly #freeAt = new WeakMap<LiveLine, Map<Channel, Instant>>()
  #refusesUntil: Instant
  #heldUntil: Instant
  #delayed = 0

  constructor(parts: Parts) {
    this.#parts = parts
    this.#refusesUntil = parts.pace.now
    this.#heldUntil = parts.pace.now
  }

  get isRefusing(): boolean {
    return this.#parts.pace.now < this.#refusesUntil
  }

  sendDown(frame: Frame): void {
    const { faults } = this.#parts
    const verdict = faults.any ? faults.inPipe(namesOfFrame(frame).map((name) => `ws/${name}` as const)) : PASS
    this.#tell(verdict, `ws/${frame.channel}`)
    if (verdict.kind === 'drop') return
    const at = this.#leavesAt(verdict)
    this.#send(frame, at)
    if (verdict.kind === 'duplicate') this.#send(frame, at)
  }

  closeDown(connection: LiveLine, code: number): void {
    this.#parts.sockets.close(connection, code)
  }

  respond({ id }: Asked, reply: Reply): void {
    const { faults, pace, calls, record } = this.#parts
    const verdict = faults.any ? faults.inPipe(['http/down']) : PASS
    this.#tell(verdict, 'http/down')
    if (verdict.kind === 'drop') return
    const leave = (): void => {
      record({ kind: 'http-answered', id, status: reply.status, body: reply.body })
      calls.respond(id, reply)
    }
    const at = this.#leavesAt(verdict)
    if (at > pace.now) pace.set(this.#newName(), at, leave)
    else leave()
  }

  /** The client gives up in its own time. */
  neverAnswer(): void {}

  cut(connection: LiveLine): void {
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

  #send({ connection, channel, text }: Frame, at: Instant): void {
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
