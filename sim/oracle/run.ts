/** A run's trace, read once and shared by every invariant: each event decoded, with the dialog it is about. */
import { present } from '../../src/assert.ts'
import type { HttpId, Oid } from '../../src/ids.ts'
import type { Instant } from '../../src/time.ts'
import type { TraceEvent } from '../trace.ts'
import { DialogBook, type Telling } from './dialogs.ts'
import type { Evidence } from './evidence.ts'
import type { Heard, Sent } from './messages.ts'
import { readBody, readFrame, readSent } from './wire.ts'

/** One event of the trace and what it means. */
export type Fact = {
  readonly event: TraceEvent
  /** The broker's life it fell into, counted from 1; 0 before the first. */
  readonly life: number
  /** Whether a broker was there to act. */
  readonly isRunning: boolean
  readonly sent: Sent | undefined
  readonly heard: readonly Heard[]
  /** The telling of the oid that a request or an event names. */
  readonly telling: Telling | undefined
}

export type Life = {
  readonly startedAt: Instant
  readonly ended: { readonly at: Instant; readonly how: 'exited' | 'crashed' } | undefined
}

export type Run = {
  readonly facts: readonly Fact[]
  /** In order; the last one is the one that counts. */
  readonly lives: readonly Life[]
  readonly book: DialogBook
}

/** Everything up to now. Reads on from where the last call for the same trace stopped. */
export function runOf(evidence: Evidence): Run {
  const reader = readers.get(evidence.trace) ?? new RunReader()
  readers.set(evidence.trace, reader)
  reader.readOn(evidence)
  return reader
}

/** Where the last broker is: one that crashed was cut off in the middle of something, one that exited was not. */
export function brokerState(run: Run): 'never started' | 'running' | 'exited' | 'crashed' {
  const last = run.lives.at(-1)
  if (last === undefined) return 'never started'
  return last.ended?.how ?? 'running'
}

/** `1.060`: seconds since the run's first event, as its report prints them. */
export function clock(evidence: Evidence, at: Instant): string {
  const start = evidence.trace[0]?.at ?? at
  const thousandths = Math.floor((at - start) / 1000)
  return `${Math.floor(thousandths / 1000)}.${String(thousandths % 1000).padStart(3, '0')}`
}

/** What the event has of Kraken's own text; undefined when it brings none. */
export function textHeard(event: TraceEvent): string | undefined {
  if (event.kind === 'http-answered') return event.body
  return event.kind === 'socket-received' ? event.frame : undefined
}

/** A memory only: without it every invariant would read the whole trace again after every event. */
const readers = new WeakMap<readonly TraceEvent[], RunReader>()

/** Reads a trace that grows. Everything before the cursor is in `facts`, `lives` and `book`, and nothing after it. */
class RunReader implements Run {
  readonly facts: Fact[] = []
  readonly lives: Life[] = []
  readonly book = new DialogBook()
  readonly #paths = new Map<HttpId, string>()

  readOn(evidence: Evidence): void {
    for (let index = this.facts.length; index < evidence.trace.length; index += 1) {
      const event = present(evidence.trace[index], 'an index below the length is in the trace')
      this.#read(event, evidence)
    }
    this.book.readOrders(evidence, evidence.now)
  }

  #read(event: TraceEvent, evidence: Evidence): void {
    if (event.kind === 'broker-started') this.lives.push({ startedAt: event.at, ended: undefined })
    const last = this.lives.at(-1)
    const isRunning = last !== undefined && last.ended === undefined
    if (event.kind === 'broker-ended' && isRunning)
      this.lives[this.lives.length - 1] = { ...last, ended: { at: event.at, how: event.how } }
    if (event.kind === 'http-request') this.#paths.set(event.id, event.path)
    const sent = event.kind === 'socket-send' ? readSent(event.frame) : undefined
    const life = this.lives.length
    if (sent !== undefined) this.book.sent(sent, event.at)
    if (event.kind === 'ems-requested' && isRunning) this.book.asked(event.request, life)
    if (event.kind === 'ems-event') this.book.told(event.event, life, evidence)
    const oid = oidOf(event)
    const telling = oid === undefined ? undefined : this.book.tellingOf(oid)
    this.facts.push({ event, life, isRunning, sent, heard: this.#heard(event), telling })
  }

  #heard(event: TraceEvent): readonly Heard[] {
    if (event.kind === 'socket-received') return readFrame(event.frame)
    if (event.kind === 'http-answered') return readBody(this.#paths.get(event.id) ?? '', event.body)
    return []
  }
}

function oidOf(event: TraceEvent): Oid | undefined {
  if (event.kind === 'ems-requested') return event.request.oid
  return event.kind === 'ems-event' && 'oid' in event.event ? event.event.oid : undefined
}
