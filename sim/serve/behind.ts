/** Kraken behind its wires, in its own time, whatever carries the words: real sockets, or a recording of what clients said. */
import type { Txid } from '../../src/ids.ts'
import type { Result } from '../../src/result.ts'
import type { Instant } from '../../src/time.ts'
import type { Troubled } from '../edge/brew.ts'
import { Faults } from '../edge/faults.ts'
import { type Asked, type Exchange, KrakenSide, type Line } from '../edge/kraken-side.ts'
import type { OperatorCommand } from '../exchange/port.ts'
import type { Happening } from '../trace.ts'
import type { Truth } from '../truth.ts'
import type { Pace } from './pace.ts'
import { type Answers, type Lines, LiveWires } from './wires.ts'

/** What an operator can do, and strangers. */
export type Behind = {
  /** A live view. */
  readonly truth: Truth
  readonly now: () => Instant
  /** A deed that reaches Kraken by no wire of a client's; Kraken's words when it is refused. */
  readonly command: (command: OperatorCommand) => Result<Txid | undefined, string>
  readonly troubled: Troubled
  /** Ends all trouble and every outage; the exchange's mode is its own. */
  readonly heal: () => void
  /** By Kraken's time; at most one of each name is set. */
  readonly timers: { set(name: string, at: Instant, fire: () => void): void; stop(name: string): void }
  /** When the next is due that is put off. */
  readonly nextAt: () => Instant | undefined
  /** Lets all that is due till then happen now. */
  readonly advanceTo: (at: Instant) => void
  /** No frame and no answer leaves before. */
  readonly holdAnswersUntil: (at: Instant) => void
}

/** What comes from the clients. */
export type Entrance<Connection> = {
  readonly asked: (call: Asked) => void
  readonly opened: (line: Connection) => void
  readonly received: (line: Connection, frame: string) => void
  readonly closed: (line: Connection, code: number) => void
  /** No connection is taken for a while. */
  readonly isRefusing: () => boolean
}

export type BehindParts<Connection> = {
  readonly exchange: Exchange
  readonly pace: Pace
  readonly calls: Answers
  readonly sockets: Lines<Connection>
  /** Told of all that crosses the wires but what is sent down, and of what is done to them. */
  readonly record: (happening: Happening) => void
}

export function standBehind<Connection extends Line>({
  exchange,
  pace,
  calls,
  sockets,
  record,
}: BehindParts<Connection>): { readonly kraken: Behind; readonly entrance: Entrance<Connection> } {
  const faults = new Faults()
  const wires = new LiveWires<Connection>({ pace, faults, calls, sockets, record })
  const side = new KrakenSide<Connection, Asked>({
    exchange,
    clock: pace,
    timers: pace,
    wires,
    faults,
    recorder: {
      record(happening) {
        // What was heard is in the recording as it came in.
        if (happening.kind !== 'kraken-heard') record(happening)
      },
    },
  })
  const troubled: Troubled = {
    addFault: (fault) => faults.add(fault),
    mute: (channel, passes) => side.mute(channel, passes),
    drift: (drift) => side.drift(drift),
    leaveSocketsDead() {
      record({ kind: 'fault', text: 'every socket is half-open' })
      sockets.leaveAllDead()
    },
    cutSockets: (outage) =>
      pace.hear(() => {
        record({ kind: 'fault', text: 'every socket is cut' })
        sockets.cutAll()
        wires.refuseFor(outage)
      }),
    command: (command) => pace.hear(() => side.command(command)),
  }
  return {
    kraken: {
      truth: exchange.truth,
      now: () => pace.now,
      command: (command) => pace.hear(() => side.command(command)),
      troubled,
      heal: () =>
        pace.hear(() => {
          faults.heal()
          wires.heal()
          side.heal()
        }),
      timers: {
        set: (name, at, fire) => pace.set(`deed/${name}`, at, fire),
        stop: (name) => pace.stop(`deed/${name}`),
      },
      nextAt: () => pace.nextAt,
      advanceTo: (at) => pace.advanceTo(at),
      holdAnswersUntil: (at) => wires.holdUntil(at),
    },
    entrance: {
      asked(call) {
        const { id, method, path, headers, body } = call
        record({ kind: 'http-request', id, method, path, headers, body })
        side.requested(call)
      },
      opened(line) {
        record({ kind: 'socket-open', socket: line.socket, url: line.url })
        record({ kind: 'socket-opened', socket: line.socket })
        side.opened(line)
      },
      received(line, frame) {
        record({ kind: 'socket-send', socket: line.socket, frame })
        side.received(line, frame)
      },
      closed(line, code) {
        record({ kind: 'socket-closed', socket: line.socket, code })
        side.closed(line)
      },
      isRefusing: () => wires.isRefusing,
    },
  }
}
