/** Kraken on real sockets: runs the exchange in real time behind one port, REST below `/0/`, WebSockets on `/` and `/v2`. */
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { assert, present, unreachable } from '../../src/assert.ts'
import { machineClock } from '../../src/live/clock.ts'
import { Timers } from '../../src/live/timers.ts'
import type { Txid } from '../../src/ids.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import type { Instant } from '../../src/time.ts'
import type { Exchange } from '../exchange/exchange.ts'
import type { ExchangeEffect, ExchangeInput, ExchangeTimer, OperatorCommand } from '../exchange/port.ts'
import type { Truth } from '../truth.ts'
import { Calls } from './calls.ts'
import { Sockets } from './sockets.ts'

export type Served = {
  /** `http://127.0.0.1:41337`: what stands before `/0/public/Assets`. */
  readonly rest: string
  /** `ws://127.0.0.1:41337`: what stands before `/`, version 1, and `/v2`. */
  readonly ws: string
  /** A live view. */
  readonly truth: Truth
  readonly now: () => Instant
  /** A deed that reaches Kraken by no wire of a client's; Kraken's words when it is refused. */
  readonly command: (command: OperatorCommand) => Result<Txid | undefined, string>
  /** Breaks every WebSocket without a word, as a network does. */
  readonly cutSockets: () => void
  /** Closes every connection and lets the port go. */
  readonly stop: () => Promise<void>
}

/** Only this machine can speak to it unless another address is asked for. */
const LOOPBACK = '127.0.0.1'

/** A client has this long to say what it wants; the broker's own patience is the same. */
const REQUEST_MILLISECONDS = 10_000

/** `port` 0 takes a free one. Fails with the system's word, such as EADDRINUSE. */
export async function serve(
  exchange: Exchange,
  { port = 0, host = LOOPBACK }: { readonly port?: number; readonly host?: string } = {},
): Promise<Result<Served, string>> {
  const now = machineClock()
  const timers = new Timers(now)

  /** Tells the exchange what happened and carries out what it wants; returns its answers to an operator. */
  function feed(input: ExchangeInput): readonly OperatorAnswer[] {
    const answers: OperatorAnswer[] = []
    for (const effect of exchange.handle(now(), input)) {
      if (effect.kind === 'operator-answered') answers.push(effect)
      else carryOut(effect)
    }
    return answers
  }

  function carryOut(effect: Exclude<ExchangeEffect, OperatorAnswer>): void {
    switch (effect.kind) {
      case 'http-respond':
        return calls.respond(effect.id, effect)
      case 'socket-send':
        return sockets.send(effect.socket, effect.frame)
      case 'socket-close':
        return sockets.close(effect.socket, effect.code)
      case 'timer-set': {
        const { timer } = effect
        return timers.set(nameOf(timer), effect.at, () => void feed({ kind: 'timer-fired', timer }))
      }
      case 'timer-stop':
        return timers.stop(nameOf(effect.timer))
      default:
        return unreachable(effect)
    }
  }

  const calls = new Calls((request) => void feed(request))
  const sockets = new Sockets({
    opened: (socket, url) => void feed({ kind: 'socket-opened', socket, url }),
    received: (socket, frame) => void feed({ kind: 'socket-received', socket, frame }),
    closed: (socket) => void feed({ kind: 'socket-closed', socket }),
  })
  const server = createServer({ requestTimeout: REQUEST_MILLISECONDS, headersTimeout: REQUEST_MILLISECONDS })
  server.on('request', (request, response) => calls.take(request, response))
  server.on('upgrade', (request, stream, head) => sockets.take(request, stream, head))

  const listening = await listen(server, { port, host })
  if (!listening.ok) return listening
  const place = `${host.includes(':') ? `[${host}]` : host}:${listening.value}`
  return ok({
    rest: `http://${place}`,
    ws: `ws://${place}`,
    truth: exchange.truth,
    now,
    command(command) {
      const answers = feed({ kind: 'operator-commanded', command })
      assert(answers.length === 1, 'an operator gets exactly one answer')
      const answer = present(answers[0], 'a list of one has a first')
      return answer.ok ? ok(answer.txid) : fail(answer.error)
    },
    cutSockets: () => sockets.cut(),
    async stop() {
      timers.stopAll()
      sockets.cut()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
      timers.stopAll()
    },
  })
}

type OperatorAnswer = Extract<ExchangeEffect, { kind: 'operator-answered' }>

const nameOf = (timer: ExchangeTimer): string => `${timer.kind}/${timer.socket}`

/** Gives the port. */
function listen(
  server: Server,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<Result<number, string>> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(fail(error.code ?? error.message)))
    server.listen(port, host, () => resolve(ok(portOf(server.address()))))
  })
}

function portOf(address: string | AddressInfo | null): number {
  assert(address !== null && typeof address === 'object', 'a server that listens on a port has one')
  return address.port
}
