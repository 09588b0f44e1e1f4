/** What one input makes the exchange do: answers first, then what it makes the feeds tell, each in its order. */
import { type Instant, after, seconds } from '../../src/time.ts'
import type { Channel, ExchangeEffect } from './port.ts'
import type { Socket } from './sessions.ts'

/** Source: protocol 4.1, about one a second on a silent socket. */
export const HEARTBEAT_EVERY = seconds(1)

export interface Outbox {
  answer(effect: ExchangeEffect): void
  /** A frame in answer to something. */
  reply(socket: Socket, channel: Channel, frame: string): void
  /** A frame of a feed, behind all answers. */
  feed(socket: Socket, channel: Channel, frame: string): void
  effects(): readonly ExchangeEffect[]
}

export function createOutbox(at: Instant): Outbox {
  const answers: ExchangeEffect[] = []
  const feeds: ExchangeEffect[] = []
  const frameOf = (socket: Socket, channel: Channel, frame: string): ExchangeEffect => {
    socket.lastSentAt = at
    return { kind: 'socket-send', socket: socket.id, channel, frame }
  }
  return {
    answer: (effect) => void answers.push(effect),
    reply: (socket, channel, frame) => void answers.push(frameOf(socket, channel, frame)),
    feed: (socket, channel, frame) => void feeds.push(frameOf(socket, channel, frame)),
    effects: () => (feeds.length === 0 ? answers : [...answers, ...feeds]),
  }
}

/** Sets the socket's heartbeat for the moment it will have been silent long enough. */
export const nextHeartbeat = (socket: Socket): ExchangeEffect => ({
  kind: 'timer-set',
  timer: { kind: 'heartbeat', socket: socket.id },
  at: after(socket.lastSentAt, HEARTBEAT_EVERY),
})

export const noHeartbeat = (socket: Socket): ExchangeEffect => ({
  kind: 'timer-stop',
  timer: { kind: 'heartbeat', socket: socket.id },
})
