/**
 * Tells the adapter again, in virtual time, all that a recording says it was told, and compares what it does about that with
 * what it did: requests, frames, events for the EMS, notes and files.
 */
import { unreachable } from '../../src/assert.ts'
import type { BrokerEffect, BrokerFile, BrokerInput, BrokerTimer } from '../../src/broker/port.ts'
import type { HttpId, SocketId } from '../../src/ids.ts'
import type { Machine } from '../../src/machine.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import { type Instant, type Micros, instant, seconds } from '../../src/time.ts'
import type { Happening, TraceEvent } from '../trace.ts'
import { differenceOf } from './difference.ts'

export type Broker = Machine<BrokerInput, BrokerEffect>

export type Replayed = {
  /** How many of the recorded deeds were compared. */
  readonly compared: number
  /** Where the adapter first did something else. */
  readonly difference: Difference | undefined
  /** The recording as it would be made now: what the adapter was told then, and what it does about it. */
  readonly renewed: readonly TraceEvent[]
}

export type Difference = {
  /** Of the file, from 1; where something should have stood that was not recorded, the line before which it is missing. */
  readonly line: number
  readonly sentence: string
  readonly recorded: TraceEvent | undefined
  readonly now: TraceEvent | undefined
}

/** On a machine that has other things to do, a timer may be as late as this. */
export const BUSY_MACHINE = seconds(0.25)

/**
 * Which timer fired is not recorded. One fires when the recording shows a deed that nothing told explains, and at the latest when it
 * is overdue by more than `lateness`: nothing where time is virtual.
 *
 * Fails when the recording is none that can be replayed, with the reason; a difference in what the adapter does is none.
 */
export function replayAdapter(
  events: readonly TraceEvent[],
  { makeBroker, lateness }: { readonly makeBroker: () => Broker; readonly lateness: Micros },
): Result<Replayed, string> {
  const files = new Map<BrokerFile, string>()
  const renewed: TraceEvent[] = []
  let process: Process | undefined
  let compared = 0
  let difference: Difference | undefined

  for (let place = 0; place < events.length;) {
    const event = events[place]
    if (event === undefined) break
    const line = place + FIRST_EVENT_LINE
    place += 1
    if (isDeed(event)) {
      return fail(`line ${line} is something that a broker does before one has started; the recording has no beginning`)
    }
    if (!isTold(event)) {
      if (event.kind === 'file-found') files.set(event.file, event.text)
      renewed.push(event)
      continue
    }
    const done: TraceEvent[] = []
    const overdue = process?.fireBefore(instant(Math.max(0, event.at - lateness))) ?? []
    done.push(...overdue)
    if (difference === undefined && overdue[0] !== undefined) {
      difference = {
        line,
        recorded: undefined,
        now: overdue[0],
        sentence: 'the adapter does something that it did not do then',
      }
    }
    renewed.push(...done, event)

    if (event.kind === 'broker-started') process = new Process(makeBroker(), { files, isVirtual: lateness === 0 })
    if (event.kind === 'broker-ended') {
      process = undefined
      continue
    }
    const deeds = process?.tell(event) ?? []

    // All that follows until the adapter is told something else is what it did about this, or about a timer.
    for (; place < events.length; place += 1) {
      const next = events[place]
      if (next === undefined || isTold(next)) break
      if (!isDeed(next)) {
        if (next.kind === 'file-found') files.set(next.file, next.text)
        renewed.push(...deeds.splice(0), next)
        continue
      }
      if (next.kind === 'file-written') files.set(next.file, next.text)
      if (deeds.length === 0) deeds.push(...(process?.fireOne(next.at) ?? []))
      compared += 1
      const same = deeds.findIndex((deed) => differenceOf(next, deed) === undefined)
      const now = deeds[0]
      if (same !== 0) {
        const sentence = now === undefined ? 'the adapter does not do this any more' : differenceOf(next, now)
        difference ??= { line: place + FIRST_EVENT_LINE, recorded: next, now, sentence: sentence ?? '' }
      }
      // What stands in the way of the same deed is new; what is the same in kind alone stands in its place.
      const taken = same === -1 && now?.kind === next.kind ? 0 : same
      const deed = deeds[taken]
      if (deed !== undefined && same !== -1) process?.know(next, deed)
      renewed.push(...deeds.splice(0, taken + 1))
    }
    if (deeds[0] !== undefined && events[place]?.kind !== 'broker-ended') {
      difference ??= {
        line: place + FIRST_EVENT_LINE,
        recorded: undefined,
        now: deeds[0],
        sentence: 'the adapter does something that it did not do then',
      }
    }
    renewed.push(...deeds)
  }
  return compared === 0 ? fail('it tells of nothing that an adapter did') : ok({ compared, difference, renewed })
}

/** The head is the first line. */
const FIRST_EVENT_LINE = 2

type Kind<Name extends Happening['kind']> = Extract<Happening, { kind: Name }>
type Told = Kind<
  | 'broker-started'
  | 'broker-ended'
  | 'ems-requested'
  | 'http-answered'
  | 'http-failed'
  | 'socket-opened'
  | 'socket-received'
  | 'socket-closed'
  | 'stop-requested'
>
type Deed = Kind<'http-request' | 'socket-open' | 'socket-send' | 'ems-event' | 'note' | 'file-written'>

const DEEDS: ReadonlySet<string> = new Set<Deed['kind']>([
  ...(['http-request', 'socket-open', 'socket-send', 'ems-event', 'note', 'file-written'] as const),
])
const TOLD: ReadonlySet<string> = new Set<Told['kind']>([
  ...(['broker-started', 'broker-ended', 'ems-requested', 'http-answered', 'http-failed'] as const),
  ...(['socket-opened', 'socket-received', 'socket-closed', 'stop-requested'] as const),
])
const isDeed = (event: TraceEvent): event is TraceEvent & Deed => DEEDS.has(event.kind)
const isTold = (event: TraceEvent): event is TraceEvent & Told => TOLD.has(event.kind)

/** One life of the adapter. Its numbers of calls and sockets are its own, and are tied to the recorded ones as they are met. */
class Process {
  readonly #broker: Broker
  readonly #files: Map<BrokerFile, string>
  readonly #timers = new Map<BrokerTimer, Instant>()
  readonly #calls = new Map<HttpId, HttpId>()
  readonly #sockets = new Map<SocketId, SocketId>()
  #isOver = false
  #now = instant(0)

  /** How long it waits before it knocks again depends on its key, which a recording of real time does not tell. */
  readonly #isVirtual: boolean

  constructor(
    broker: Broker,
    { files, isVirtual }: { readonly files: ReadonlyMap<BrokerFile, string>; readonly isVirtual: boolean },
  ) {
    this.#broker = broker
    this.#files = new Map(files)
    this.#isVirtual = isVirtual
  }

  /** What it does about it, with the time at which it was told. */
  tell(event: TraceEvent & Told): TraceEvent[] {
    const input = this.#inputOf(event)
    return input === undefined ? [] : this.#handle(event.at, input)
  }

  /**
   * Fires the timer that is due first, if one is due by then. One that does nothing leaves the word to the next; in virtual time it
   * did nothing at the time at which it was due, and what it put off is due so long after that.
   */
  fireOne(by: Instant): TraceEvent[] {
    for (;;) {
      const [due, at] = this.#nextTimer()
      const timer = due !== undefined && at <= by ? due : this.#isVirtual ? undefined : this.#knock()
      if (timer === undefined) return []
      const deeds = this.#fire(timer, this.#isVirtual ? at : by)
      if (deeds.length > 0) return deeds
    }
  }

  fireBefore(by: Instant): TraceEvent[] {
    const deeds: TraceEvent[] = []
    const next = (): readonly [BrokerTimer | undefined, Instant] =>
      this.#nextTimer(this.#isVirtual ? undefined : 'reconnect')
    for (let [timer, at] = next(); timer !== undefined && at < by; [timer, at] = next()) {
      deeds.push(...this.#fire(timer, at))
    }
    return deeds
  }

  /** This deed is that one: what is told later of the recorded call or socket is told of its own. */
  know(recorded: TraceEvent, now: TraceEvent): void {
    if (recorded.kind === 'http-request' && now.kind === 'http-request') this.#calls.set(recorded.id, now.id)
    if (recorded.kind === 'socket-open' && now.kind === 'socket-open') this.#sockets.set(recorded.socket, now.socket)
  }

  #nextTimer(except?: BrokerTimer): readonly [BrokerTimer | undefined, Instant] {
    let next: readonly [BrokerTimer | undefined, Instant] = [undefined, instant(0)]
    for (const [timer, at] of this.#timers) {
      if (timer !== except && (next[0] === undefined || at < next[1])) next = [timer, at]
    }
    return next
  }

  #knock(): BrokerTimer | undefined {
    return this.#timers.has('reconnect') ? 'reconnect' : undefined
  }

  #fire(timer: BrokerTimer, at: Instant): TraceEvent[] {
    this.#timers.delete(timer)
    return this.#handle(at, { kind: 'timer-fired', timer })
  }

  #inputOf(event: TraceEvent & Told): BrokerInput | undefined {
    switch (event.kind) {
      case 'broker-started':
        return {
          kind: 'started',
          files: {
            ledger: this.#files.get('ledger'),
            positions: this.#files.get('positions'),
            refusals: this.#files.get('refusals'),
          },
        }
      case 'broker-ended':
        return undefined
      case 'ems-requested': {
        const { request, more } = event
        return { kind: 'ems-requested', request, ...(more === undefined ? {} : { more }) }
      }
      case 'http-answered': {
        const id = this.#calls.get(event.id)
        return id === undefined ? undefined : { kind: 'http-answered', id, status: event.status, body: event.body }
      }
      case 'http-failed': {
        const id = this.#calls.get(event.id)
        return id === undefined ? undefined : { kind: 'http-failed', id, reason: event.reason }
      }
      case 'socket-opened': {
        const socket = this.#sockets.get(event.socket)
        return socket === undefined ? undefined : { kind: 'socket-opened', socket }
      }
      case 'socket-received': {
        const socket = this.#sockets.get(event.socket)
        return socket === undefined ? undefined : { kind: 'socket-received', socket, frame: event.frame }
      }
      case 'socket-closed': {
        const socket = this.#sockets.get(event.socket)
        return socket === undefined ? undefined : { kind: 'socket-closed', socket, code: event.code }
      }
      case 'stop-requested':
        return { kind: 'stop-requested', why: event.why }
      default:
        return unreachable(event)
    }
  }

  #handle(at: Instant, input: BrokerInput): TraceEvent[] {
    if (this.#isOver) return []
    // One that was overdue fires among what happened meanwhile.
    this.#now = at > this.#now ? at : this.#now
    const now = this.#now
    return this.#broker.handle(now, input).flatMap((effect) => {
      const deed = this.#carryOut(effect)
      return deed === undefined ? [] : [{ at: now, ...deed }]
    })
  }

  #carryOut(effect: BrokerEffect): Deed | undefined {
    switch (effect.kind) {
      case 'http-request':
      case 'socket-open':
      case 'socket-send':
      case 'ems-event':
        return effect
      case 'note':
        return { kind: 'note', ...effect.note }
      case 'file-append':
      case 'file-replace': {
        const before = effect.kind === 'file-append' ? (this.#files.get(effect.file) ?? '') : ''
        const text = before + effect.text
        this.#files.set(effect.file, text)
        return { kind: 'file-written', file: effect.file, text }
      }
      case 'timer-set':
        this.#timers.set(effect.timer, effect.at)
        return undefined
      case 'timer-stop':
        this.#timers.delete(effect.timer)
        return undefined
      case 'exited':
        this.#isOver = true
        return undefined
      case 'socket-close':
        return undefined
      default:
        return unreachable(effect)
    }
  }
}
