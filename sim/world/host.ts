/** The broker's end of the world: runs its process, carries out its effects strictly in order, and keeps its disk. */
import { assert, present, unreachable } from '../../src/assert.ts'
import type { BrokerEffect, BrokerFile, StateFile, BrokerInput, BrokerTimer } from '../../src/broker/port.ts'
import type { EmsEvent, EmsRequest } from '../../src/ems.ts'
import type { HttpId, SocketId } from '../../src/ids.ts'
import type { Machine } from '../../src/machine.ts'
import type { Instant } from '../../src/time.ts'
import { MachineClock } from './machine-clock.ts'
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

export class Host {
  readonly #makeBroker: () => Broker
  readonly #timeline: Timeline
  readonly #network: Network
  readonly #recorder: Recorder
  readonly #hear: (event: EmsEvent) => void

  readonly #clock: MachineClock
  readonly #disk = new Disk()
  #syscallsLeft: number | undefined
  /** When a process last made a private call: later starts begin after it, so that nonces rise. */
  #nonceMark: Instant | undefined
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
    this.#feed({ kind: 'started', files: { ledger: this.read('ledger'), positions: this.read('positions') } })
  }

  /** The process and the power are gone: what was not synced is lost. Only while one runs. */
  crash(): void {
    this.#end('crashed')
    this.#disk.failPower()
  }

  /** Lets the power fail after so many more syscalls, between two of them. */
  crashAfter(syscalls: number): void {
    this.#syscallsLeft = syscalls
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
      const failed = this.#failure(effect)
      if (failed !== undefined) {
        // What comes after rests on it, so it is not carried out.
        this.#recorder.record({ kind: 'fault', text: `the ${failed.file} file cannot be written: ${failed.reason}` })
        this.#feed({ kind: 'file-failed', ...failed })
        // A machine that was ending already has nothing more to say.
        if (this.#process === process) this.#end('exited', `${failed.file} cannot be written: ${failed.reason}`)
        return
      }
      this.#carryOut(process, effect, reachesAt)
    }
  }

  /** Why the disk does not take what the effect writes, in the words of the shell; undefined when it does. */
  #failure(effect: BrokerEffect): { readonly file: BrokerFile; readonly reason: string } | undefined {
    if (effect.kind !== 'file-append' && effect.kind !== 'file-replace') return undefined
    const { file } = effect
    if (this.#foreign.has(file)) return { file, reason: 'somebody else has written it meanwhile' }
    return this.#isFull ? { file, reason: 'ENOSPC' } : undefined
  }

  #carryOut(process: Process, effect: BrokerEffect, reachesAt: Instant | undefined): void {
    if (effect.kind !== 'timer-set' && effect.kind !== 'timer-stop') this.#timeline.stir()
    switch (effect.kind) {
      case 'http-request': {
        const { method, path, headers, body } = effect
        if (method === 'POST') this.#nonceMark = this.#clock.now
        const call = this.#network.request({ method, path, headers, body })
        process.calls.set(call.id, effect.id)
        this.#recorder.record({ kind: 'http-request', id: call.id, method, path, headers, body })
        return
      }
      case 'socket-open': {
        const connection = this.#network.open(effect.url)
        assert(!process.connections.has(effect.socket), 'a broker numbers each of its sockets anew')
        process.connections.set(effect.socket, connection)
        process.sockets.set(connection, effect.socket)
        this.#recorder.record({ kind: 'socket-open', socket: connection.socket, url: effect.url })
        return
      }
      case 'socket-send': {
        const connection = this.#connection(process, effect.socket)
        this.#recorder.record({ kind: 'socket-send', socket: connection.socket, frame: effect.frame })
        this.#network.sendUp(connection, effect.frame, reachesAt)
        return
      }
      case 'socket-close':
        this.#network.closeUp(this.#connection(process, effect.socket))
        return
      case 'timer-set':
        this.#setTimer(process, effect.timer, effect.at)
        return
      case 'timer-stop':
        process.timers.stop(effect.timer)
        return
      case 'file-append':
      case 'file-replace':
        this.#write(effect)
        return
      case 'ems-event':
        this.#recorder.record({ kind: 'ems-event', event: effect.event })
        this.#hear(effect.event)
        return
      case 'note':
        this.#recorder.record({ kind: 'note', ...effect.note })
        return
      case 'exited':
        this.#end('exited', effect.reason)
        return
      default:
        unreachable(effect)
    }
  }

  #write(effect: Extract<BrokerEffect, { kind: 'file-append' | 'file-replace' }>): void {
    const path = PATHS[effect.file]
    const syscalls = effect.kind === 'file-append' ? appending(path, effect.text) : replacing(path, effect.text)
    for (const syscall of syscalls) {
      if (this.#syscallsLeft === 0) {
        this.#syscallsLeft = undefined
        this.crash()
        return
      }
      if (this.#syscallsLeft !== undefined) this.#syscallsLeft -= 1
      this.#disk.perform(syscall)
    }
    const text = present(this.#disk.read(path), 'a file that was written is there')
    this.#recorder.record({ kind: 'file-written', file: effect.file, text })
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
