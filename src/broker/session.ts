/** The private WebSocket: one connection at a time, made again when lost, and complete before anything relies on it. */
import { assert } from '../assert.ts'
import type { SocketId, Txid } from '../ids.ts'
import { socketId } from '../ids.ts'
import type { ChannelFrame, Dialect, Frame, News } from '../kraken/dialect.ts'
import { isPermissionDenied } from '../kraken/errors.ts'
import { PERMISSIONS, timeCall, webSocketsTokenCall } from '../kraken/rest.ts'
import type { Instant } from '../time.ts'
import { after, seconds, since } from '../time.ts'
import { backoff } from './backoff.ts'
import type { KrakenClock } from './kraken-clock.ts'
import type { Outbox } from './outbox.ts'
import type { RestClient } from './rest-client.ts'

/** What the session reports. */
export type SessionEvents = {
  /** As Kraken sent it. A snapshot says how things stood when the subscription began. */
  readonly told: (news: readonly News[], isSnapshot: boolean) => void
  /** What mode the exchange is in. */
  readonly status: (mode: string) => void
  readonly acknowledged: (frame: Extract<Frame, { kind: 'order-acknowledged' }>) => void
  /** All channels are subscribed and have told how things stand. */
  readonly live: (openTxids: ReadonlySet<Txid>) => void
  /** It was live and is not any more: what was sent may or may not have arrived. */
  readonly lost: () => void
  /** Kraken will not have this key, and there never was a session: asking again cannot help. */
  readonly refused: (why: string) => void
  /** The key may not follow what the account does. */
  readonly denied: (why: string) => void
}

export type Session = {
  readonly connect: () => void
  readonly opened: (socket: SocketId) => void
  readonly received: (socket: SocketId, text: string) => void
  readonly closed: (socket: SocketId, code: number) => void
  readonly watchdog: () => void
  readonly isLive: () => boolean
  /** When the session at hand went live; undefined while there is none. */
  readonly liveSince: () => Instant | undefined
  /** Lets a connection that cannot be relied on go, and makes another with a fresh token. */
  readonly renew: (why: string) => void
  /** Sends a frame made with this connection's token. */
  readonly send: (frame: (token: string) => string) => void
  readonly end: () => void
  readonly pending: () => string | undefined
}

/**
 * Seconds before each attempt; the last one repeats. Kraken: soon at first, then five seconds apart or more; Cloudflare
 * blocks an address that tries more than 150 times in ten minutes. Source: protocol 9.2.
 */
const RECONNECT_SECONDS = [1, 2, 5, 10, 20]
/** Kraken beats once a second while there is nothing to say; this much silence is a dead line. */
const SILENCE_MAX = seconds(10)
const WATCHDOG_SPAN = seconds(5)
/** From the opening of a socket until every channel is subscribed and has told how things stand; usually under one. */
const HANDSHAKE_MAX = seconds(10)

const FEEDS_NEED = `'${PERMISSIONS.OpenOrders}' and '${PERMISSIONS.TradesHistory}'`

/** `hasTold`: how things stood when the subscription began. `sequence`: of the last frame that had one. */
type Feed = { isSubscribed: boolean; hasTold: boolean; sequence: number | undefined }

type Connection = {
  readonly socket: SocketId
  readonly token: string
  readonly feeds: ReadonlyMap<string, Feed>
  readonly openTxids: Set<Txid>
  readonly begunAt: Instant
  heardAt: Instant
  liveSince: Instant | undefined
}

export function createSession(
  {
    out,
    rest,
    dialect,
    key,
    clock,
  }: {
    readonly out: Outbox
    readonly rest: RestClient
    readonly dialect: Dialect
    readonly key: string
    readonly clock: Pick<KrakenClock, 'learn'>
  },
  events: SessionEvents,
): Session {
  let connection: Connection | undefined
  let isEnded = false
  let lastSocket = 0
  let attempts = 0

  function connect(): void {
    if (isEnded) return
    // Asked each time: a machine that slept, or was set right, has another clock than before.
    rest.ask(timeCall, (time) => {
      if (time.ok) clock.learn({ theirs: time.value, ours: out.now() })
    })
    rest.ask(webSocketsTokenCall, (token) => {
      if (isEnded) return
      if (token.ok) open(token.value)
      else if (lastSocket === 0 && token.error.isDefinite && !token.error.mayRetry) events.refused(token.error.text)
      else retryLater(`no token: ${token.error.text}`)
    })
  }

  function open(token: string): void {
    assert(connection === undefined, 'one connection at a time')
    const socket = socketId((lastSocket += 1))
    connection = {
      socket,
      token,
      feeds: new Map(
        dialect.channels.map((name) => [name, { isSubscribed: false, hasTold: false, sequence: undefined }]),
      ),
      openTxids: new Set(),
      begunAt: out.now(),
      heardAt: out.now(),
      liveSince: undefined,
    }
    out.emit({ kind: 'socket-open', socket, url: dialect.url })
    out.emit({ kind: 'timer-set', timer: 'watchdog', at: after(out.now(), WATCHDOG_SPAN) })
  }

  function retryLater(why: string): void {
    const wait = backoff(RECONNECT_SECONDS, { key, attempt: attempts })
    attempts += 1
    out.note('socket lost', `${why}; attempt ${attempts} in ${wait / seconds(1)} s`)
    out.emit({ kind: 'timer-set', timer: 'reconnect', at: after(out.now(), wait) })
  }

  /** Lets the connection go, whoever ended it, and sees to the next one. */
  function drop(why: string): void {
    assert(connection !== undefined, 'only a connection can be dropped')
    const wasLive = connection.liveSince !== undefined
    connection = undefined
    out.emit({ kind: 'timer-stop', timer: 'watchdog' })
    if (wasLive) events.lost()
    retryLater(why)
  }

  function hangUp(why: string): void {
    if (connection === undefined) return
    out.emit({ kind: 'socket-close', socket: connection.socket })
    drop(why)
  }

  function data(line: Connection, frame: ChannelFrame): void {
    const feed = line.feeds.get(frame.channel)
    if (feed === undefined) return
    const isSnapshot = frame.isSnapshot ?? !feed.hasTold
    const [last, next] = [feed.sequence, frame.sequence]
    if (last !== undefined && next === last) {
      out.note('frame repeated', `${frame.channel} ${next}`)
      return
    }
    if (last !== undefined && next !== undefined && next !== last + 1) {
      out.note('sequence gap', `${frame.channel} went from ${last} to ${next}`)
      hangUp('a frame is missing')
      return
    }
    feed.sequence = next
    feed.hasTold = true
    for (const problem of frame.unreadable) out.note('frame not understood', problem)
    if (isSnapshot) for (const one of frame.news) if (one.kind === 'order') line.openTxids.add(one.update.txid)
    events.told(frame.news, isSnapshot)
    goLiveIfComplete(line)
  }

  function goLiveIfComplete(line: Connection): void {
    if (line.liveSince !== undefined || ![...line.feeds.values()].every(isComplete)) return
    line.liveSince = out.now()
    if (attempts > 0) out.note('reconnected')
    attempts = 0
    events.live(line.openTxids)
  }

  function understood(line: Connection, frame: Frame): void {
    switch (frame.kind) {
      case 'idle':
        return
      case 'system-status':
        events.status(frame.status)
        return
      case 'subscribed': {
        const feed = line.feeds.get(frame.channel)
        if (feed !== undefined) feed.isSubscribed = true
        goLiveIfComplete(line)
        return
      }
      case 'subscription-refused':
        if (isPermissionDenied(frame.error)) events.denied(`a subscription: ${frame.error}; it needs ${FEEDS_NEED}`)
        else hangUp(`subscription refused: ${frame.error}`)
        return
      case 'order-acknowledged':
        events.acknowledged(frame)
        return
      case 'switch-set':
        if (frame.error !== undefined) out.note("dead man's switch refused", frame.error)
        return
      case 'channel':
        data(line, frame)
        return
      case 'not-understood':
        out.note('frame not understood', frame.why)
        return
    }
  }

  return {
    connect,
    opened(socket) {
      if (connection?.socket !== socket) return
      const { token } = connection
      for (const frame of dialect.subscribe(token)) out.emit({ kind: 'socket-send', socket, frame })
    },
    received(socket, text) {
      if (connection?.socket !== socket) return
      connection.heardAt = out.now()
      understood(connection, dialect.readFrame(text))
    },
    closed(socket, code) {
      if (connection?.socket === socket) drop(`closed with code ${code}`)
    },
    watchdog() {
      if (connection === undefined) return
      const silence = since({ from: connection.heardAt, to: out.now() })
      if (silence > SILENCE_MAX) {
        hangUp(`nothing heard for ${silence / seconds(1)} s`)
        return
      }
      const { liveSince, begunAt } = connection
      if (liveSince === undefined && since({ from: begunAt, to: out.now() }) > HANDSHAKE_MAX) {
        const wanting = [...connection.feeds].filter(([, feed]) => !isComplete(feed)).map(([name]) => name)
        out.note('handshake timed out', `${wanting.join(', ')} not complete`)
        hangUp('the handshake did not end')
        return
      }
      // Kraken closes a socket on which the client says nothing for a minute.
      if (liveSince !== undefined) out.emit({ kind: 'socket-send', socket: connection.socket, frame: dialect.ping() })
      out.emit({ kind: 'timer-set', timer: 'watchdog', at: after(out.now(), WATCHDOG_SPAN) })
    },
    isLive: () => connection?.liveSince !== undefined,
    liveSince: () => connection?.liveSince,
    renew: hangUp,
    send(frame) {
      assert(connection?.liveSince !== undefined, 'requests are sent while the session is live')
      out.emit({ kind: 'socket-send', socket: connection.socket, frame: frame(connection.token) })
    },
    end() {
      isEnded = true
      if (connection !== undefined) out.emit({ kind: 'socket-close', socket: connection.socket })
      connection = undefined
    },
    pending: () => (connection?.liveSince === undefined ? 'a live connection to Kraken' : undefined),
  }
}

const isComplete = (feed: Feed): boolean => feed.isSubscribed && feed.hasTold
