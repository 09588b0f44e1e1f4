/** The world: broker, exchange, network, disk, time and chance in one place, and everything that can be done to them. */
import type { EmsEvent, EmsRequest } from '../../src/ems.ts'
import type { BrokerFile, StateFile } from '../../src/broker/port.ts'
import type { Txid } from '../../src/ids.ts'
import type { Result } from '../../src/result.ts'
import { type Instant, type Micros, after, seconds } from '../../src/time.ts'
import type { OperatorCommand } from '../exchange/port.ts'
import type { Drift, HeldChannel, Moments, Strike } from '../scenario.ts'
import type { Happening, TraceEvent } from '../trace.ts'
import type { Truth } from '../truth.ts'
import { type Bend, Bending } from './bend.ts'
import type { Chance } from './chance.ts'
import { Delays } from './delays.ts'
import { type Fault, Faults } from '../edge/faults.ts'
import { type Asking, type Broker, Host } from './host.ts'
import { type Call, type Connection, Network } from './network.ts'
import { Recorder } from './recorder.ts'
import { Timeline } from './timeline.ts'
import { VirtualTimers } from './timers.ts'
import { type Exchange, KrakenSide } from '../edge/kraken-side.ts'

/** A world counts as quiet after this long without anything but idle life, so that writes put off are made. */
const QUIET = seconds(1)
/** No story needs longer to settle: three times the longest backoff an adapter may sensibly have. */
export const SETTLE_BOUND = seconds(180)

export type WorldParts = {
  readonly chance: Chance
  readonly exchange: Exchange
  readonly makeBroker: () => Broker
  /** The trader, who is told every event of the broker's. */
  readonly hear: (event: EmsEvent) => void
  /** Asked to look after everything that happened. */
  readonly look: () => void
  /** What is to go otherwise than it went. */
  readonly bend?: Bend
}

export class World {
  readonly #timeline = new Timeline()
  readonly #faults = new Faults()
  readonly #recorder = new Recorder(this.#timeline)
  readonly #delays: Delays
  readonly #network: Network
  readonly #kraken: KrakenSide<Connection, Call>
  readonly #host: Host
  readonly #look: () => void

  constructor({ chance, exchange, makeBroker, hear, look, bend }: WorldParts) {
    const [timeline, faults, recorder] = [this.#timeline, this.#faults, this.#recorder]
    const bending = bend && new Bending<Connection, Call>(bend, { recorder, timeline, network: () => this.#network })
    this.#delays = new Delays({ timeline, chance, faults, recorder })
    this.#network = new Network(
      { timeline, delays: this.#delays, ...(bending === undefined ? {} : { bending }) },
      {
        kraken: {
          opened: (connection) => this.#kraken.opened(connection),
          received: (connection, frame) => this.#kraken.received(connection, frame),
          closed: (connection) => this.#kraken.closed(connection),
          requested: (call) => this.#kraken.requested(call),
        },
        broker: {
          opened: (connection) => this.#host.opened(connection),
          received: (connection, frame, sentAt) => {
            const tell = (): void => this.#host.received(connection, frame, sentAt)
            if (bending === undefined) tell()
            else bending.arrives(connection, frame, tell)
          },
          closed: (connection, code) => this.#host.closed(connection, code),
          answered: (call, answer, sentAt) => {
            const tell = (): void => this.#host.answered(call, answer, sentAt)
            if (bending === undefined) tell()
            else bending.answered(call, answer, tell)
          },
          failed: (call, reason) => this.#host.failed(call, reason),
        },
      },
    )
    const network = this.#network
    this.#kraken = new KrakenSide({
      exchange,
      clock: timeline,
      timers: new VirtualTimers(timeline),
      wires: network,
      faults,
      recorder,
    })
    this.#host = new Host({ makeBroker, timeline, network, recorder, hear })
    this.#look = look
  }

  // ---- what can be seen

  get now(): Instant {
    return this.#timeline.now
  }

  /** Only ever appended to. */
  get trace(): readonly TraceEvent[] {
    return this.#recorder.events
  }

  get truth(): Truth {
    return this.#kraken.truth
  }

  /** The texts of the broker's files as they lie on the disk. */
  get files(): Readonly<Record<BrokerFile, string | undefined>> {
    return {
      ledger: this.#host.read('ledger'),
      positions: this.#host.read('positions'),
      kept: this.#host.read('kept'),
      refusals: this.#host.read('refusals'),
    }
  }

  get isBrokerRunning(): boolean {
    return this.#host.isRunning
  }

  /** Why the world is not at rest, as sentences joined; undefined when it is. Idle life does not count. */
  unrest(): string | undefined {
    const { held } = this.#network
    const { inFlight } = this.#timeline
    const broker = this.#host.pending()
    const kraken = this.#kraken.pending()
    const reasons = [
      ...(broker === undefined ? [] : [`the broker waits: ${broker}`]),
      ...(kraken === undefined ? [] : [`Kraken waits: ${kraken}`]),
      ...(held === 0 ? [] : [`frames held back: ${held}`]),
      ...(inFlight === 0 ? [] : [`messages on their way: ${inFlight}`]),
    ]
    return reasons.length === 0 ? undefined : reasons.join('; ')
  }

  // ---- time

  /** Performs the next event, if there is one. */
  step(): void {
    if (this.#timeline.nextAt === undefined || !this.#timeline.step()) return
    this.#host.happened()
    this.#look()
  }

  /** Performs everything that is due until then, and lets that time come. */
  runUntil(until: Instant): void {
    while (this.#timeline.nextAt !== undefined && this.#timeline.nextAt <= until) this.step()
    if (this.#timeline.now < until) this.#timeline.advance(until)
  }

  /** Runs until all has been at rest and quiet for a while, at most until `deadline`; why it is not, if it is not. */
  settle(deadline: Instant): string | undefined {
    for (;;) {
      const unrest = this.unrest()
      const quietAt = after(this.#timeline.stirredAt, QUIET)
      const isNear = unrest === undefined && quietAt <= deadline
      const goal = this.#timeline.notBefore(isNear ? quietAt : deadline)
      const { nextAt } = this.#timeline
      if (nextAt === undefined || nextAt > goal) {
        this.#timeline.advance(goal)
        return isNear ? undefined : (unrest ?? 'something goes on at least once a second')
      }
      this.step()
    }
  }

  // ---- deeds

  /** Writes an event of the story's into the trace. */
  record(happening: Happening): void {
    this.#recorder.record(happening)
  }

  /** Does something at that time, in its turn; the world is not at rest before. */
  schedule(at: Instant, deed: () => void): void {
    this.#timeline.message(at, deed)
  }

  startBroker(): void {
    this.#host.start()
    this.#happened()
  }

  /** Somebody sets the clock of the broker's machine, ahead or back. */
  stepClock(by: Micros): void {
    this.#host.clock.step(by)
  }

  /** It moves on in steps of this from now on. */
  coarsenClock(grain: Micros): void {
    this.#host.clock.coarsen(grain)
  }

  /** Somebody else writes one of the broker's files. */
  putFile(file: StateFile, text: string): void {
    this.#host.putFile(file, text)
  }

  /** No write of the broker's fits on the disk any more, until the world heals. */
  fillDisk(): void {
    this.#host.fillDisk()
  }

  crashBroker(): void {
    this.#host.crash()
    this.#happened()
  }

  /** Something is to befall the broker's machine. */
  strike(strike: Strike): void {
    this.#host.strike(strike)
  }

  /** How many moments there have been at which something could. */
  get moments(): Moments {
    return this.#host.moments
  }

  stopBroker(why: 'asked' | 'exception'): void {
    this.#host.stop(why)
    this.#happened()
  }

  request(request: EmsRequest, asking: Asking = {}): void {
    this.#host.request(request, asking)
    this.#happened()
  }

  command(command: OperatorCommand): Result<Txid | undefined, string> {
    const answer = this.#kraken.command(command)
    this.#happened()
    return answer
  }

  addFault(fault: Fault): void {
    this.#faults.add(fault)
  }

  cutSockets(outage: Micros): void {
    this.#recorder.record({ kind: 'fault', text: 'every socket is cut' })
    this.#network.cutAll()
    this.#network.refuseFor(outage)
    this.#happened()
  }

  /** When the racing step at each place reaches Kraken is the player's to say; nobody hears of it before the end. */
  beginRace(steps: number): void {
    this.#delays.race(steps)
  }

  holdBack(channels: readonly HeldChannel[]): void {
    this.#network.holdBack(channels)
  }

  release(pick: Parameters<Network['release']>[0]): void {
    this.#network.release(pick)
    this.#happened()
  }

  /** Ends every fault and outage and lets held frames go; the exchange's mode is its own. */
  heal(): void {
    this.#host.clearDisk()
    this.#faults.heal()
    this.#kraken.heal()
    this.#network.heal()
    this.#happened()
  }

  /** A queue of Kraken's says nothing more on the connection that brings its next frame. */
  mute(channel: HeldChannel, after: number): void {
    this.#kraken.mute(channel, after)
  }

  drift(drift: Drift): void {
    this.#kraken.drift(drift)
  }

  leaveSocketsDead(): void {
    this.#recorder.record({ kind: 'fault', text: 'every socket is half-open' })
    this.#network.leaveAllDead()
    this.#happened()
  }

  #happened(): void {
    this.#timeline.stir()
    this.#host.happened()
    this.#look()
  }
}
