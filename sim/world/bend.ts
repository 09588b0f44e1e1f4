/** One message of a run bent on purpose: up to it the run goes as it went, and from there on as it goes. */
import type { HttpId } from '../../src/ids.ts'
import { type Instant, type Micros, after, seconds } from '../../src/time.ts'
import type { TraceEvent } from '../trace.ts'
import type { Recorder } from './recorder.ts'
import type { Timeline } from './timeline.ts'

export type Twist =
  | { readonly kind: 'lose' }
  | { readonly kind: 'delay'; readonly by: Micros }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'cut' }

/** What leaves the broker or reaches it: of the only ones there are that a wire can do something to. */
export type Bendable = Extract<
  TraceEvent,
  { kind: 'socket-send' | 'socket-received' | 'http-request' | 'http-answered' }
>

/** `place`: of the event in the trace, from 0. */
export type Bend = { readonly place: number; readonly event: Bendable; readonly twist: Twist }

/** How long Kraken cannot be reached after a cut. */
const OUTAGE = seconds(1)

/** What of the network a bend does something to. */
type Wires<Connection, Call> = {
  cut(connection: Connection): void
  refuseFor(span: Micros): void
  neverAnswer(call: Call): void
}
type Around<Connection, Call> = {
  readonly recorder: Recorder
  readonly timeline: Timeline
  readonly network: () => Wires<Connection, Call>
}

/** Invariant: strikes once, and only at the very event. */
export class Bending<Connection, Call extends { readonly id: HttpId }> {
  readonly #bend: Bend
  readonly #around: Around<Connection, Call>

  constructor(bend: Bend, around: Around<Connection, Call>) {
    this.#bend = bend
    this.#around = around
  }

  /** A frame that was just recorded leaves; `send` lets it go so much later. */
  leaves(connection: Connection, frame: string, send: (later: Micros | undefined) => void): void {
    const twist = this.#strikes(1, (event) => event.kind === 'socket-send' && event.frame === frame)
    if (twist === undefined) return send(undefined)
    if (twist.kind === 'cut') this.#cut(connection)
    if (twist.kind === 'delay') send(twist.by)
  }

  /** A call leaves, and is recorded next. */
  asks(call: Call, ask: (later: Micros | undefined) => void): void {
    const twist = this.#strikes(0, (event) => event.kind === 'http-request' && event.id === call.id)
    if (twist === undefined) ask(undefined)
    else if (twist.kind === 'delay') ask(twist.by)
    else this.#around.network().neverAnswer(call)
  }

  /** A frame reaches the broker and is recorded by `tell`. */
  arrives(connection: Connection, frame: string, tell: () => void): void {
    const twist = this.#strikes(0, (event) => event.kind === 'socket-received' && event.frame === frame)
    if (twist === undefined || twist.kind === 'duplicate') tell()
    if (twist?.kind === 'duplicate') tell()
    if (twist?.kind === 'cut') this.#cut(connection)
    if (twist?.kind === 'delay') this.#later(twist.by, tell)
  }

  answered(call: Call, { status, body }: { readonly status: number; readonly body: string }, tell: () => void): void {
    const isMeant = (event: Bendable): boolean =>
      event.kind === 'http-answered' && event.id === call.id && event.status === status && event.body === body
    const twist = this.#strikes(0, isMeant)
    if (twist === undefined) tell()
    else if (twist.kind === 'delay') this.#later(twist.by, tell)
    else this.#around.network().neverAnswer(call)
  }

  /** `since`: how many events were recorded of it already. */
  #strikes(since: 0 | 1, isMeant: (event: Bendable) => boolean): Twist | undefined {
    const { place, event, twist } = this.#bend
    const { recorder } = this.#around
    if (recorder.events.length !== place + since || !isMeant(event)) return undefined
    recorder.record({ kind: 'fault', text: `${WHAT_IF}${TOLD[twist.kind]}` })
    return twist
  }

  #cut(connection: Connection): void {
    const network = this.#around.network()
    network.cut(connection)
    network.refuseFor(OUTAGE)
  }

  #later(by: Micros, tell: () => void): void {
    const { timeline } = this.#around
    const at: Instant = after(timeline.now, by)
    timeline.message(timeline.notBefore(at), tell)
  }
}

/** Begins the fault by which a bend can be found in a trace. */
export const WHAT_IF = 'what if this '

const TOLD: Readonly<Record<Twist['kind'], string>> = {
  lose: 'is lost',
  delay: 'is late',
  duplicate: 'comes twice',
  cut: 'is where the connection breaks',
}
