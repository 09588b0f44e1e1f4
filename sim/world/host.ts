/** The broker's end of the world: runs its process, carries out its effects strictly in order, and keeps its disk. */
import { assert, present, unreachable } from '../../src/assert.ts'
import type { BrokerEffect, BrokerFile, StateFile, BrokerInput, BrokerTimer } from '../../src/broker/port.ts'
import type { EmsEvent, EmsRequest } from '../../src/ems.ts'
import type { HttpId, SocketId } from '../../src/ids.ts'
import type { Machine } from '../../src/machine.ts'
import type { Instant } from '../../src/time.ts'
import { MachineClock } from './machine-clock.ts'
import type { Moments, Remains, Strike } from '../scenario.ts'
import { Disk, appending, replacing } from './disk.ts'
import type { Call, Connection, HttpAnswer, Network } from './network.ts'
import type { Recorder } from './recorder.ts'
import type { Timeline } from './timeline.ts'
import { VirtualTimers } from './timers.ts'

export type Broker = Machine<BrokerInput, BrokerEffect>

export type Asking = { readonly reachesAt?: Instant | undefined; readonly more?: boolean }

const PATHS: Readonly<Record<BrokerFile, string>> = {
  ledger: 'trades_kraken_spot.toml',
  positions: 'pps.toml',
  kept: 'pps.kept.toml',
  refusals: 'kraken_spot.refusals',
}

/**
 * One run of the broker's program. It numbers sockets and calls for itself, beginning anew after a restart, so its
 * numbers are kept apart from the run's; what arrives for a process that is gone finds no number here.
 */
type Process = {
  readonly broker: Broker
  readonly connections: Map<SocketId, Connection>
  readonly sockets: Map<Connection, SocketId>
  readonly calls: Map<HttpId, HttpId>
  readonly timers: VirtualTimers
}

/** What others can see of a process; a crash before or after anything else comes to the same. */
const MEETS_THE_WORLD: ReadonlySet<BrokerEffect['kind']> = new Set<BrokerEffect['kind']>([
  'http-request',
  'socket-open',
  'socket-send',
  'socket-close',
  'ems-event',
])

/** A write that the disk did not take, in the words of the shell. */
type Refused = { readonly file: BrokerFile; readonly reason: string }

export class Host {
  readonly #makeBroker: () => Broker
  readonly #timeline: Timeline
  readonly #network: Network
  readonly #recorder: Recorder
  readonly #hear: (event: EmsEvent) => void

  readonly #clock: MachineClock
  readonly #disk = new Disk()
  /** The time last used up as a nonce: later starts begin after it, so that nonces rise. */
  #nonceMark: Instant | undefined
  readonly #moments = { events: 0, effects: 0, syscalls: 0, writes: 0 }
  #strike: { readonly strike: Strike; left: number } | undefined
  /** Whoever ended for want of space is started again. */
  #comesBack = false
  /** Files that somebody else has written since the process last read or wrote them. */
  readonly #foreign = new Set<BrokerFile>()
  #isFull = false
  #process: Process | undefined

  constructor(parts: {
    readonly makeBroker: () => Broker
    readonly timeline: Timeline
    readonly network: Network
    readonly recorder: Recorder
    /** The trader, who is told every event of the broker's. */
    readonly hear: (event: EmsEvent) => void
  }) {
    this.#makeBroker = parts.makeBroker
    this.#timeline = parts.timeline
    this.#network = parts.network
    this.#recorder = parts.recorder
    this.#hear = parts.hear
    this.#clock = new MachineClock(parts.timeline)
  }

  /** The clock of the broker's machine. */
  get clock(): Pick<MachineClock, 'step' | 'coarsen'> {
    return this.#clock
  }

  get isRunning(): boolean {
    return this.#process !== undefined
  }

  /** The text of a file as it lies on the disk. */
  read(file: BrokerFile): string | undefined {
    return this.#disk.read(PATHS[file])
  }

  pending(): string | undefined {
    return this.#process?.broker.pending()
  }

  // ---- the process

  /** Only while none runs. */
  start(): void {
    assert(this.#process === undefined, 'one broker runs at a time')
    this.#process = {
      broker: this.#makeBroker(),
      connections: new Map(),
      sockets: new Map(),
      calls: new Map(),
      timers: new VirtualTimers(this.#timeline),
    }
    this.#foreign.clear()
    this.#clock.begin(this.#nonceMark)
    this.#recorder.record({ kind: 'broker-started' })
    this.#feed({
      kind: 'started',
      files: { ledger: this.read('ledger'), positions: this.read('positions'), refusals: this.read('refusals') },
    })
  }

  /** The process and the power are gone, and of what was not synced this much is left. Only while one runs. */
  crash(remains: Remains = 'nothing'): void {
    this.#end('crashed')
    this.#disk.failPower(remains)
  }

  /** How many moments there have been so far at which something can strike. */
  get moments(): Moments {
    return { ...this.#moments }
  }

  /** Lets something befall the machine when so many more moments have passed; the latest word counts. */
  strike(strike: Strike): void {
    this.#strike = { strike, left: strike.after.count }
  }

  /** Something happened in the world. */
  happened(): void {
    if (this.#process !== undefined) this.#passed('events')
  }

  /** Asks the process to end; an exception in its shell is told to it the same way. Only while one runs. */
  stop(why: 'asked' | 'exception'): void {
    this.#recorder.record({ kind: 'stop-requested', why })
    this.#feed({ kind: 'stop-requested', why })
  }

  /**
   * `reachesAt`: when Kraken hears the frames sent in direct answer, in a race. `more`: another request of the same
   * moment follows. Only while a process runs.
   */
  request(request: EmsRequest, { reachesAt, more = false }: Asking = {}): void {
    this.#recorder.record({ kind: 'ems-requested', request, ...(more ? { more } : {}) })
    this.#feed({ kind: 'ems-requested', request, more }, reachesAt)
  }

  // ---- the disk

  putFile(file: StateFile, text: string): void {
    for (const syscall of replacing(PATHS[file], text)) this.#disk.perform(syscall)
    this.#foreign.add(file)
    this.#recorder.record({ kind: 'file-found', file, text })
  }

  fillDisk(): void {
    this.#isFull = true
  }

  clearDisk(): void {
    this.#isFull = false
  }

  // ---- what arrives

  opened(connection: Connection): void {
    const socket = this.#process?.sockets.get(connection)
    if (socket === undefined) return
    this.#recorder.record({ kind: 'socket-opened', socket: connection.socket })
    this.#feed({ kind: 'socket-opened', socket })
  }

  received(connection: Connection, frame: string, sentAt: Instant): void {
    const socket = this.#process?.sockets.get(connection)
    if (socket === undefined) return
    this.#recorder.record({ kind: 'socket-received', socket: connection.socket, sentAt, frame })
    this.#feed({ kind: 'socket-received', socket, frame })
  }

  closed(connection: Connection, code: number): void {
    const socket = this.#process?.sockets.get(connection)
    if (socket === undefined) return
    this.#process?.sockets.delete(connection)
    this.#recorder.record({ kind: 'socket-closed', socket: connection.socket, code })
    this.#feed({ kind: 'socket-closed', socket, code })
  }

  answered(call: Call, { status, body }: HttpAnswer, sentAt: Instant): void {
    const id = this.#take(call)
    if (id === undefined) return
    this.#recorder.record({ kind: 'http-answered', id: call.id, sentAt, status, body })
    this.#feed({ kind: 'http-answered', id, status, body })
  }

  failed(call: Call, reason: 'refused' | 'timeout'): void {
    const id = this.#take(call)
    if (id === undefined) return
    this.#recorder.record({ kind: 'http-failed', id: call.id, reason })
    this.#feed({ kind: 'http-failed', id, reason })
  }

  // ---- inside

  #feed(input: BrokerInput, reachesAt?: Instant): void {
    const process = present(this.#process, 'only a running broker is told anything')
    for (const effect of process.broker.handle(this.#clock.now, input)) {
      if (this.#process !== process) return
      const failed = this.#failure(effect) ?? this.#carryOut(process, effect, reachesAt)
      if (failed !== undefined) {
        // What comes after rests on it, so it is not carried out.
        this.#recorder.record({ kind: 'fault', text: `the ${failed.file} file cannot be written: ${failed.reason}` })
        this.#feed({ kind: 'file-failed', ...failed })
        // A machine that was ending already has nothing more to say.
        if (this.#process === process) this.#end('exited', `${failed.file} cannot be written: ${failed.reason}`)
        if (this.#comesBack) this.#comeBack()
        return
      }
      if (this.#process === process && MEETS_THE_WORLD.has(effect.kind)) this.#passed('effects')
    }
  }

  /** Why the disk does not take what the effect writes, in the words of the shell; undefined when it does. */
  #failure(effect: BrokerEffect): Refused | undefined {
    if (effect.kind !== 'file-append' && effect.kind !== 'file-replace') return undefined
    const { file } = effect
    if (this.#foreign.has(file)) return { file, reason: 'somebody else has written it meanwhile' }
    return this.#isFull ? { file, reason: 'ENOSPC' } : undefined
  }

  /** What the disk did not take, if it took only a part. */
  #carryOut(process: Process, effect: BrokerEffect, reachesAt: Instant | undefined): Refused | undefined {
    if (effect.kind !== 'timer-set' && effect.kind !== 'timer-stop') this.#timeline.stir()
    switch (effect.kind) {
      case 'http-request': {
        const { method, path, headers, body, nonce } = effect
        if (nonce !== undefined) this.#nonceMark = nonce
        const call = this.#network.request({ method, path, headers, body })
        process.calls.set(call.id, effect.id)
        this.#recorder.record({ kind: 'http-request', id: call.id, method, path, headers, body })
        return undefined
      }
      case 'socket-open': {
        const connection = this.#network.open(effect.url)
        assert(!process.connections.has(effect.socket), 'a broker numbers each of its sockets anew')
        process.connections.set(effect.socket, connection)
        process.sockets.set(connection, effect.socket)
        this.#recorder.record({ kind: 'socket-open', socket: connection.socket, url: effect.url })
        return undefined
      }
      case 'socket-send': {
        const connection = this.#connection(process, effect.socket)
        this.#recorder.record({ kind: 'socket-send', socket: connection.socket, frame: effect.frame })
        this.#network.sendUp(connection, effect.frame, reachesAt)
        return undefined
      }
      case 'socket-close':
        this.#network.closeUp(this.#connection(process, effect.socket))
        return undefined
      case 'timer-set':
        this.#setTimer(process, effect.timer, effect.at)
        return undefined
      case 'timer-stop':
        process.timers.stop(effect.timer)
        return undefined
      case 'file-append':
      case 'file-replace':
        return this.#write(process, effect)
      case 'ems-event':
        this.#recorder.record({ kind: 'ems-event', event: effect.event })
        this.#hear(effect.event)
        return undefined
      case 'note':
        this.#recorder.record({ kind: 'note', ...effect.note })
        return undefined
      case 'exited':
        this.#end('exited', effect.reason)
        return undefined
      default:
        return unreachable(effect)
    }
  }

  #write(
    process: Process,
    effect: Extract<BrokerEffect, { kind: 'file-append' | 'file-replace' }>,
  ): Refused | undefined {
    const { file, text } = effect
    const path = PATHS[file]
    const before = effect.kind === 'file-append' ? (this.#disk.read(path)?.length ?? 0) : 0
    for (const syscall of effect.kind === 'file-append' ? appending(path, text) : replacing(path, text)) {
      if (syscall.call === 'write' && this.#isFullInTheMiddle()) {
        // What the shell does when a write fails: half a record would make the whole file unreadable.
        this.#disk.perform({ ...syscall, text: text.slice(0, Math.floor(text.length / 2)) })
        this.#disk.perform({ call: 'truncate', path: syscall.path, length: before })
        return { file, reason: 'ENOSPC' }
      }
      this.#disk.perform(syscall)
      this.#passed('syscalls')
      if (this.#process !== process) return undefined
    }
    const written = present(this.#disk.read(path), 'a file that was written is there')
    this.#recorder.record({ kind: 'file-written', file, text: written })
    return undefined
  }

  // ---- what strikes the machine

  /** One of them has passed; the power can fail before the next. */
  #passed(unit: 'events' | 'effects' | 'syscalls'): void {
    this.#moments[unit] += 1
    const strike = this.#due(unit)
    if (strike?.kind !== 'power') return
    this.#recorder.record({ kind: 'fault', text: 'the power fails' })
    this.crash(strike.remains)
    this.#comeBack()
  }

  #isFullInTheMiddle(): boolean {
    this.#moments.writes += 1
    this.#comesBack = this.#due('writes') !== undefined
    return this.#comesBack
  }

  /** What strikes now that one more of these has passed. */
  #due(unit: keyof Moments): Strike | undefined {
    const waiting = this.#strike
    if (waiting?.strike.after.of !== unit) return undefined
    waiting.left -= 1
    if (waiting.left > 0) return undefined
    this.#strike = undefined
    return waiting.strike
  }

  #comeBack(): void {
    this.#comesBack = false
    this.start()
  }

  #setTimer(process: Process, timer: BrokerTimer, at: Instant): void {
    process.timers.set(timer, this.#clock.trueTimeOf(at), () => {
      if (this.#process === process) this.#feed({ kind: 'timer-fired', timer })
    })
  }

  #end(how: 'exited' | 'crashed', reason?: string): void {
    const process = present(this.#process, 'only a running broker ends')
    this.#process = undefined
    this.#recorder.record({ kind: 'broker-ended', how, ...(reason === undefined ? {} : { reason }) })
    for (const connection of process.sockets.keys()) this.#network.abandon(connection)
  }

  #connection(process: Process, socket: SocketId): Connection {
    return present(process.connections.get(socket), 'the broker uses sockets that it has opened')
  }

  /** The process's own number of a call, which is answered once. */
  #take(call: Call): HttpId | undefined {
    const id = this.#process?.calls.get(call.id)
    this.#process?.calls.delete(call.id)
    return id
  }
}
