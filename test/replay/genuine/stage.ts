/**
 * Puts captured frames before the real broker, in virtual time, as one recording. Whoever stands in for Kraken around them says only
 * what has to be said: which assets and pairs there are, that a subscription has begun, and over REST what a test gives it.
 */
import type { EmsEvent, EmsRequest } from '../../../src/ems.ts'
import { createBroker } from '../../../src/broker/broker.ts'
import { RECORDING_FORMAT } from '../../../src/broker/border.ts'
import type { BrokerConfig, BrokerEffect, BrokerFile, BrokerInput, BrokerTimer } from '../../../src/broker/port.ts'
import type { SocketId } from '../../../src/ids.ts'
import type { DialectName } from '../../../src/kraken/dialects.ts'
import { type Instant, MICROS_PER_SECOND, after, seconds } from '../../../src/time.ts'
import type { TraceFile } from '../../../sim/trace-file.ts'
import type { Happening, TraceEvent } from '../../../sim/trace.ts'
import { captured } from './captured.ts'

/** What a question of REST's is answered with: the text of its `result`. */
export type Rest = {
  readonly queryOrders: (txids: readonly string[]) => string
  /** Newest first. */
  readonly trades: () => string
  readonly openOrders: () => string
}
/** What is said when a subscription begins, by channel. */
export type Snapshots = (channel: string) => string

/** Whole bodies of answers, by endpoint: the first page of what is asked from the newest on, and what comes after it. */
export type Bodies = Readonly<Record<string, readonly [body: string, after?: string]>>

type Due = { readonly at: Instant; readonly tell: () => void }

const ONE_WAY = seconds(0.02)

export class Stage {
  readonly events: TraceEvent[] = []
  readonly #config: BrokerConfig
  readonly #broker
  readonly #rest: Rest
  readonly #snapshots: Snapshots
  readonly #bodies: Bodies
  readonly #timers = new Map<BrokerTimer, Instant>()
  readonly #files = new Map<BrokerFile, string>()
  readonly #startedAt: Instant
  #due: readonly Due[] = []
  #socket: SocketId | undefined
  #now: Instant

  constructor(
    dialect: DialectName,
    {
      at,
      rest,
      snapshots,
      bodies = {},
    }: { readonly at: Instant; readonly rest: Rest; readonly snapshots: Snapshots; readonly bodies?: Bodies },
  ) {
    const settings = { account: 'spot', srcFiat: 'usd', tier: 'pro', editPolicy: 'masquerade' } as const
    this.#config = { ...settings, dialect, apiKey: 'nobody', secret: 'bm8gc2VjcmV0' }
    this.#broker = createBroker(this.#config)
    this.#rest = rest
    this.#snapshots = snapshots
    this.#bodies = bodies
    this.#startedAt = at
    this.#now = at
    const files = { ledger: undefined, positions: undefined, refusals: undefined }
    this.#tell({ kind: 'broker-started' }, { kind: 'started', files })
    this.passes(2)
  }

  /** The frame on the connection there is, and then so many seconds. */
  says(frame: string, passing = 1): void {
    this.#receives(frame)
    this.passes(passing)
  }

  asks(request: EmsRequest): void {
    this.#tell({ kind: 'ems-requested', request }, { kind: 'ems-requested', request })
  }

  passes(count: number): void {
    const until = after(this.#now, seconds(count))
    for (let next = this.#next(until); next !== undefined; next = this.#next(until)) {
      this.#now = next.at
      next.tell()
    }
    this.#now = until
  }

  stops(): void {
    this.#tell({ kind: 'stop-requested', why: 'asked' }, { kind: 'stop-requested', why: 'asked' })
    this.#record({ kind: 'broker-ended', how: 'exited' })
  }

  /** All that was said and done, as a file of it is. */
  get recording(): TraceFile {
    const { account, srcFiat, tier, editPolicy, dialect } = this.#config
    const head = {
      ...({ kind: 'recording', format: RECORDING_FORMAT, version: '0', adapter: 'of captured frames' } as const),
      ...{ dialect, account, startedAt: this.#startedAt, settings: { srcFiat, tier, editPolicy }, blotted: [] },
    }
    return { head, events: this.events, isTorn: false }
  }

  get told(): readonly EmsEvent[] {
    return this.events.flatMap((event) => (event.kind === 'ems-event' ? [event.event] : []))
  }

  /** Frames of the broker's. */
  get sent(): readonly unknown[] {
    return this.events.flatMap((event) => (event.kind === 'socket-send' ? [JSON.parse(event.frame) as unknown] : []))
  }

  get notes(): readonly string[] {
    return this.events.flatMap((event) => (event.kind === 'note' ? [event.name] : []))
  }

  file(name: BrokerFile): string {
    return this.#files.get(name) ?? ''
  }

  // ---- inside

  #record(happening: Happening): void {
    this.events.push({ at: this.#now, ...happening })
  }

  #tell(happening: Happening, input: BrokerInput): void {
    this.#record(happening)
    for (const effect of this.#broker.handle(this.#now, input)) this.#carryOut(effect)
  }

  #later(tell: () => void): void {
    this.#due = [...this.#due, { at: after(this.#now, ONE_WAY), tell }]
  }

  /** What is under way comes before a timer of the same instant. */
  #next(until: Instant): Due | undefined {
    const [message, ...others] = this.#due
    const [timer, at] = [...this.#timers].sort(([, one], [, other]) => one - other)[0] ?? []
    if (message !== undefined && message.at <= until && (at === undefined || message.at <= at)) {
      this.#due = others
      return message
    }
    if (timer === undefined || at === undefined || at > until) return undefined
    const fire = (): void => {
      this.#timers.delete(timer)
      for (const effect of this.#broker.handle(this.#now, { kind: 'timer-fired', timer })) this.#carryOut(effect)
    }
    return { at, tell: fire }
  }

  #carryOut(effect: BrokerEffect): void {
    switch (effect.kind) {
      case 'http-request': {
        this.#record(effect)
        const { id, path, body } = effect
        this.#later(() => {
          const answer = { kind: 'http-answered', id, status: 200, body: this.#answer(path, body) } as const
          this.#tell(answer, answer)
        })
        return
      }
      case 'socket-open': {
        this.#record(effect)
        const opened = { kind: 'socket-opened', socket: effect.socket } as const
        this.#later(() => {
          this.#socket = effect.socket
          this.#tell(opened, opened)
        })
        return
      }
      case 'socket-send':
        this.#record(effect)
        this.#later(() => {
          for (const frame of this.#answersTo(effect.frame)) this.#receives(frame)
        })
        return
      case 'ems-event':
        this.#record(effect)
        return
      case 'note':
        this.#record({ kind: 'note', ...effect.note })
        return
      case 'file-append':
      case 'file-replace': {
        const before = effect.kind === 'file-append' ? this.file(effect.file) : ''
        this.#files.set(effect.file, before + effect.text)
        this.#record({ kind: 'file-written', file: effect.file, text: before + effect.text })
        return
      }
      case 'timer-set':
        this.#timers.set(effect.timer, effect.at)
        return
      case 'timer-stop':
        this.#timers.delete(effect.timer)
        return
      case 'socket-close':
        this.#socket = undefined
        return
      case 'exited':
        return
    }
  }

  #receives(frame: string): void {
    const socket = this.#socket
    if (socket === undefined) return
    const received = { kind: 'socket-received', socket, frame } as const
    this.#tell(received, received)
  }

  #answer(path: string, body: string): string {
    const asked = new URLSearchParams(body)
    const now = Math.floor(this.#now / MICROS_PER_SECOND)
    const results: Readonly<Record<string, () => string>> = {
      Assets: () => captured('universe/assets.2023-09-03.json'),
      AssetPairs: () => captured('universe/asset_pairs.2023-09-03.json'),
      Time: () => `{"unixtime":${now}}`,
      GetWebSocketsToken: () => '{"token":"nobody’s","expires":900}',
      Balance: () => '{}',
      Ledgers: () => '{"ledger":{},"count":0}',
      ClosedOrders: () => '{"closed":{},"count":0}',
      OpenOrders: () => `{"open":${this.#rest.openOrders()}}`,
      TradesHistory: () => `{"trades":${asked.get('ofs') === '0' ? this.#rest.trades() : '{}'}}`,
      QueryOrders: () => this.#rest.queryOrders(asked.get('txid')?.split(',') ?? []),
    }
    const endpoint = path.replace(/^.*\//, '')
    const own = this.#bodies[endpoint]?.[(asked.get('ofs') ?? '0') === '0' ? 0 : 1]
    if (own !== undefined) return own
    const result = results[endpoint]
    if (result === undefined) throw new Error(`nobody answers ${path}`)
    return `{"error":[],"result":${result()}}`
  }

  #answersTo(frame: string): readonly string[] {
    const { event, subscription, method, params } = JSON.parse(frame) as {
      readonly event?: string
      readonly subscription?: { readonly name: string }
      readonly method?: string
      readonly params?: { readonly channel: string }
    }
    if (event === 'subscribe' && subscription !== undefined) {
      const { name } = subscription
      const answer = { channelName: name, event: 'subscriptionStatus', status: 'subscribed', subscription: { name } }
      return [JSON.stringify(answer), this.#snapshots(name)]
    }
    if (method === 'subscribe' && params !== undefined) {
      const { channel } = params
      const answer = { method, result: { channel, snapshot: true }, success: true }
      return [JSON.stringify(answer), this.#snapshots(channel)]
    }
    if (event === 'ping') return ['{"event":"pong"}']
    return method === 'ping' ? ['{"method":"pong"}'] : []
  }
}
