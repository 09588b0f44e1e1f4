/** Who listens to which public channel. All who asked for the same thing are told the same frames, made once. */
import type { Instant } from '../../src/time.ts'
import type { Outbox } from './outbox.ts'
import type { MarketChannel } from './port.ts'
import type { Socket, Wish } from './sessions.ts'
import type { MarketChange } from './tape/tape.ts'

/** One channel of one pair as somebody asked for it. May keep what its listeners know. */
export type Feed = {
  /** What a new listener is told first. */
  snapshot(at: Instant): readonly string[]
  update(at: Instant, change: MarketChange): readonly string[]
}

export interface Audience {
  has(socket: Socket, name: string): boolean
  /** What the socket listens to, in the order in which it asked. */
  wishesOf(socket: Socket): readonly Wish[]
  /** Gives the feed, which is opened unless others listen to it already. */
  join(socket: Socket, wish: Wish, open: () => Feed): Feed
  leave(socket: Socket, name: string): void
  leaveAll(socket: Socket): void
  tell(at: Instant, change: MarketChange, outbox: Outbox): void
  /** What is told to all who listen to a channel without pairs. */
  tellAll(channel: MarketChannel, frame: string, outbox: Outbox): void
}

type Group = { readonly wish: Wish; readonly feed: Feed; readonly sockets: Set<Socket> }

/** Invariant: a group has listeners, and each of them has its wish among its own. */
export function createAudience(): Audience {
  const groups = new Map<string, Map<string, Group>>()

  const keyOf = (socket: Socket, name: string): string => `${socket.dialect} ${name}`
  function groupsOf(pair: string): Map<string, Group> {
    const known = groups.get(pair)
    if (known !== undefined) return known
    const made = new Map<string, Group>()
    groups.set(pair, made)
    return made
  }

  function leave(socket: Socket, name: string): void {
    const wish = socket.wishes.get(name)
    if (wish === undefined) return
    socket.wishes.delete(name)
    const among = groupsOf(wish.pair)
    const group = among.get(keyOf(socket, name))
    group?.sockets.delete(socket)
    if (group?.sockets.size === 0) among.delete(keyOf(socket, name))
  }

  return {
    has: (socket, name) => socket.wishes.has(name),
    wishesOf: (socket) => [...socket.wishes.values()],
    join(socket, wish, open) {
      socket.wishes.set(wish.name, wish)
      const among = groupsOf(wish.pair)
      const key = keyOf(socket, wish.name)
      const group = among.get(key) ?? { wish, feed: open(), sockets: new Set<Socket>() }
      among.set(key, group)
      group.sockets.add(socket)
      return group.feed
    },
    leave,
    leaveAll(socket) {
      for (const name of [...socket.wishes.keys()]) leave(socket, name)
    },
    tell(at, change, outbox) {
      for (const { feed, sockets } of groups.get(change.tape.market.row.key)?.values() ?? []) {
        for (const frame of feed.update(at, change)) {
          for (const socket of sockets) outbox.feed(socket, 'market', frame)
        }
      }
    },
    tellAll(channel, frame, outbox) {
      for (const { wish, sockets } of groups.get('')?.values() ?? []) {
        if (wish.channel !== channel) continue
        for (const socket of sockets) outbox.feed(socket, 'market', frame)
      }
    },
  }
}
