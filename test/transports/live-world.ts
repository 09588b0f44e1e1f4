/** A world in which the wires are real: the broker's own sockets and HTTP against a served Kraken, under a held clock. */
import { setImmediate, setTimeout } from 'node:timers/promises'
import { createBroker } from '../../src/broker/broker.ts'
import type { BrokerConfig, BrokerEffect, BrokerFile, BrokerInput } from '../../src/broker/port.ts'
import type { EmsEvent, EmsRequest } from '../../src/ems.ts'
import type { Machine } from '../../src/machine.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import { Live } from '../../src/shell/live.ts'
import { Rest } from '../../src/shell/rest.ts'
import { Sockets } from '../../src/shell/sockets.ts'
import { type Instant, after, micros, seconds } from '../../src/time.ts'
import type { Stage, Wait } from '../../sim/play/stage.ts'
import type { Asking } from '../../sim/world/host.ts'
import type { Served } from '../../sim/serve/serve.ts'

/** Writes that the broker puts off are made within a second. */
const QUIET = seconds(2)
/** More rounds than this, and the two talk for ever. */
const MOST_ROUNDS = 2_000

/** What has crossed the wires so far, and how many calls Kraken has heard and not answered yet. */
export type Traffic = { readonly crossed: number; readonly unanswered: number }

type Process = {
  readonly machine: Machine<BrokerInput, BrokerEffect>
  readonly live: Live
  readonly rest: Rest
  readonly sockets: Sockets
  readonly timers: Set<string>
}

/** Invariant: time passes only in `wait`, and only while nothing is on any wire. */
export class LiveWorld implements Stage {
  readonly #kraken: Served
  readonly #config: BrokerConfig
  readonly #hear: (event: EmsEvent) => void
  readonly #traffic: () => Traffic
  readonly files: Record<BrokerFile, string | undefined> = {
    ledger: undefined,
    positions: undefined,
    kept: undefined,
    refusals: undefined,
  }
  #process: Process | undefined
  /** Asked and not answered, and sockets that are neither open nor closed. */
  #underway = 0
  /** Frames that are sent now reach Kraken then. */
  #reachesAt: Instant | undefined
  #held = 0
  #isDiskFull = false
  /** Written by somebody else since the broker read them. */
  readonly #foreign = new Set<BrokerFile>()
  /** A claim of the broker's own that was false. */
  fault: string | undefined
  /** Why the broker gave up, the last time it did. */
  gaveUp: string | undefined

  constructor(parts: {
    readonly kraken: Served
    readonly config: BrokerConfig
    readonly hear: (event: EmsEvent) => void
    readonly traffic: () => Traffic
  }) {
    this.#kraken = parts.kraken
    this.#config = parts.config
    this.#hear = parts.hear
    this.#traffic = parts.traffic
  }

  // ---- what a player sees and does

  get now(): Instant {
    return this.#kraken.now()
  }
  get truth(): Served['truth'] {
    return this.#kraken.truth
  }
  get isBrokerRunning(): boolean {
    return this.#process !== undefined
  }

  record(): void {}
  schedule(at: Instant, deed: () => void): void {
    this.#held += 1
    this.#kraken.timers.set(`held/${this.#held}`, at, deed)
  }

  startBroker(): void {
    const machine = createBroker(this.#config)
    const timers = new Set<string>()
    const rest = new Rest(new URL(this.#kraken.rest), {
      tell: (input) => {
        this.#underway -= 1
        live.feed(input)
      },
      log: () => undefined,
    })
    const sockets = new Sockets(new URL(this.#kraken.ws), {
      tell: (input) => {
        if (input.kind !== 'socket-received') this.#opening.delete(input.socket)
        live.feed(input)
      },
      log: () => undefined,
    })
    const live: Live = new Live(machine, {
      around: {
        now: () => this.now,
        files: {
          append: (file, text) => this.#write(file, (this.files[file] ?? '') + text),
          replace: (file, text) => this.#write(file, text),
          text: (file) => this.files[file] ?? '',
        },
        rest: {
          ask: (effect) => {
            this.#underway += 1
            rest.ask(effect)
          },
        },
        sockets: {
          open: (socket, url) => {
            this.#opening.add(socket)
            sockets.open(socket, url)
          },
          send: (socket, frame) => {
            if (this.#reachesAt === undefined) sockets.send(socket, frame)
            else this.schedule(this.#reachesAt, () => sockets.send(socket, frame))
          },
          close: (socket) => {
            this.#opening.delete(socket)
            sockets.close(socket)
          },
        },
        timers: {
          set: (name, at, fire) => {
            timers.add(name)
            this.#kraken.timers.set(`broker/${name}`, at, fire)
          },
          stop: (name) => this.#kraken.timers.stop(`broker/${name}`),
        },
        keepNonceMark: () => undefined,
        tell: this.#hear,
        log: (text) => {
          if (text.startsWith('this is a fault')) this.fault = text
        },
        record: undefined,
      },
      end: (ending) => {
        if (ending.kind === 'gave up') this.gaveUp = ending.reason
        for (const name of timers) this.#kraken.timers.stop(`broker/${name}`)
        rest.end()
        sockets.end()
        this.#opening.clear()
        this.#process = undefined
      },
    })
    this.#foreign.clear()
    this.#process = { machine, live, rest, sockets, timers }
    live.feed({ kind: 'started', files: { ...this.files } })
  }
  readonly #opening = new Set<number>()

  crashBroker(): void {
    throw new Error('nothing crashes over real wires')
  }
  strike(): void {
    throw new Error('nothing strikes a machine over real wires')
  }
  stopBroker(why: 'asked' | 'exception'): void {
    this.#process?.live.feed({ kind: 'stop-requested', why })
  }
  request(request: EmsRequest, { reachesAt, more = false }: Asking = {}): void {
    this.#reachesAt = reachesAt
    this.#process?.live.feed({ kind: 'ems-requested', request, more })
    this.#reachesAt = undefined
  }

  command(command: Parameters<Served['command']>[0]): ReturnType<Served['command']> {
    return this.#kraken.command(command)
  }
  addFault: Stage['addFault'] = (fault) => this.#kraken.troubled.addFault(fault)
  mute: Stage['mute'] = (channel, passes) => this.#kraken.troubled.mute(channel, passes)
  drift: Stage['drift'] = (drift) => this.#kraken.troubled.drift(drift)
  leaveSocketsDead: Stage['leaveSocketsDead'] = () => this.#kraken.troubled.leaveSocketsDead()
  cutSockets: Stage['cutSockets'] = (outage) => this.#kraken.troubled.cutSockets(outage)
  heal(): void {
    this.#isDiskFull = false
    this.#kraken.heal()
  }
  putFile: Stage['putFile'] = (file, text) => {
    this.files[file] = text
    this.#foreign.add(file)
  }
  fillDisk(): void {
    this.#isDiskFull = true
  }
  #write(file: BrokerFile, text: string): Result<void, string> {
    if (this.#isDiskFull) return fail('ENOSPC')
    if (this.#foreign.has(file)) return fail('somebody else has written it meanwhile')
    this.files[file] = text
    return ok(undefined)
  }

  /** No answer gets back before the last step of the race is with Kraken. */
  beginRace(steps: number): void {
    this.#kraken.holdAnswersUntil(after(this.now, micros(RACE_SPACING * (steps + 1))))
  }
  stepClock(): void {
    throw new Error('the clock of a real machine is not ours to set')
  }
  coarsenClock(): void {
    throw new Error('the clock of a real machine is not ours to set')
  }
  holdBack(): void {
    throw new Error('real wires hold nothing back')
  }
  release(): void {
    throw new Error('real wires hold nothing back')
  }

  // ---- time

  /** Lets happen what a player waits for. */
  async wait(wait: Wait): Promise<string | undefined> {
    if (wait.kind === 'until') {
      await this.#runUntil(wait.at)
      return undefined
    }
    await this.#quiet()
    while (this.now < wait.deadline) {
      const isAtRest = this.#process?.machine.pending() === undefined
      await this.#runUntil(earliest(after(this.now, isAtRest ? QUIET : seconds(1)), wait.deadline))
      if (isAtRest && this.#process?.machine.pending() === undefined) return undefined
    }
    return this.#process?.machine.pending()
  }

  async #runUntil(until: Instant): Promise<void> {
    await this.#quiet()
    for (let next = this.#kraken.nextAt(); next !== undefined && next <= until; next = this.#kraken.nextAt()) {
      this.#kraken.advanceTo(next)
      await this.#quiet()
    }
    this.#kraken.advanceTo(until)
    await this.#quiet()
  }

  /** Until everything that was sent has arrived, and everything that was said to it, and so on. */
  async #quiet(): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const before = this.#traffic().crossed
      await this.#kraken.caughtUp()
      await setImmediate()
      const { crossed, unanswered } = this.#traffic()
      const isUnderway = this.#underway > unanswered || this.#opening.size > 0
      if (isUnderway) await setTimeout(1)
      else if (crossed === before) return
    }
    throw new Error('the wires are never quiet')
  }

  end(): void {
    const running = this.#process
    running?.sockets.end()
    running?.rest.end()
  }
}

const RACE_SPACING = 20_000
const earliest = (one: Instant, other: Instant): Instant => (one < other ? one : other)
