/** The open sockets and what each is subscribed to. */
import { assert, present } from '../../src/assert.ts'
import type { SocketId } from '../../src/ids.ts'
import type { Instant } from '../../src/time.ts'
import { connectionIdText } from './ids.ts'
import type { DialectName, Host, Service } from './hosts.ts'
import type { FeedName, MarketChannel } from './port.ts'

export type Socket = {
  readonly id: SocketId
  readonly dialect: DialectName
  /** What can be had at the address it came to. */
  readonly service: Service
  /** Digits of an unsigned 64-bit number. */
  readonly connectionId: string
  /** Tokens that opened a subscription here; they stay good on this socket when they expire. */
  readonly tokens: Set<string>
  readonly subscriptions: Map<FeedName, Subscription>
  /** Public channels by their names; written by the audience alone. */
  readonly wishes: Map<string, Wish>
  lastSentAt: Instant
  lastHeardAt: Instant
  /** Of the second that began then: how many frames came in it. */
  heard: { readonly since: Instant; readonly frames: number }
}

/** What a socket listens to of the public channels. */
export type Wish = {
  readonly channel: MarketChannel
  /** The pair's key; empty for a channel without pairs. */
  readonly pair: string
  /** The dialect's own name for all of it, unique among the wishes of a socket: `book-10/XBT/USD`. */
  readonly name: string
}

export const isSubscribed = ({ subscriptions, wishes }: Socket): boolean => subscriptions.size > 0 || wishes.size > 0

export type Subscription = {
  readonly socket: Socket
  readonly name: FeedName
  readonly account: string
  /** One row for all fills of a taker order in one pass. */
  readonly consolidatesTaker?: boolean
  /** Also what is neither the birth nor the end of an order nor a trade of it. */
  readonly hearsEveryStatus?: boolean
  /** Every change of an order tells how high the engine's counter stands. */
  readonly countsRate?: boolean
  /** Of the last frame; the first one has 1. */
  sequence: number
}

export interface Sessions {
  open(at: Instant, id: SocketId, host: Host): Socket
  socket(id: SocketId): Socket | undefined
  /** In the order in which they opened. */
  all(): Iterable<Socket>
  close(id: SocketId): void
  subscribe(options: Omit<Subscription, 'sequence'>): Subscription
  unsubscribe(subscription: Subscription): void
  /** In the order in which they subscribed. */
  subscribers(account: string, name: FeedName): Iterable<Subscription>
}

/** Invariant: a subscription is known by its socket and by its account, or by neither. */
export function createSessions(): Sessions {
  const sockets = new Map<SocketId, Socket>()
  const subscribers = {
    openOrders: new Map<string, Set<Subscription>>(),
    ownTrades: new Map<string, Set<Subscription>>(),
    executions: new Map<string, Set<Subscription>>(),
    balances: new Map<string, Set<Subscription>>(),
  }

  function unsubscribe({ socket, name, account }: Subscription): void {
    const subscription = present(socket.subscriptions.get(name), `socket ${socket.id} is subscribed to ${name}`)
    socket.subscriptions.delete(name)
    subscribers[name].get(account)?.delete(subscription)
  }

  return {
    open(at, id, { dialect, service }) {
      assert(!sockets.has(id), `socket ${id} opens once`)
      const socket: Socket = {
        id,
        dialect,
        service,
        connectionId: connectionIdText(id),
        tokens: new Set(),
        subscriptions: new Map(),
        wishes: new Map(),
        lastSentAt: at,
        lastHeardAt: at,
        heard: { since: at, frames: 0 },
      }
      sockets.set(id, socket)
      return socket
    },
    socket: (id) => sockets.get(id),
    all: () => sockets.values(),
    close(id) {
      for (const subscription of [...(sockets.get(id)?.subscriptions.values() ?? [])]) unsubscribe(subscription)
      sockets.delete(id)
    },
    subscribe(options) {
      const subscription = { ...options, sequence: 0 }
      const { socket, name, account } = subscription
      assert(!socket.subscriptions.has(name), `socket ${socket.id} is subscribed to ${name} once`)
      socket.subscriptions.set(name, subscription)
      const others = subscribers[name].get(account)
      if (others === undefined) subscribers[name].set(account, new Set([subscription]))
      else others.add(subscription)
      return subscription
    },
    unsubscribe,
    subscribers: (account, name) => subscribers[name].get(account) ?? [],
  }
}
