/** What Kraken expects of a socket: that it is used, and not too much. Source: protocol 9.2. */
import { type Instant, after, seconds } from '../../src/time.ts'
import type { Outbox } from './outbox.ts'
import type { Quirks } from './quirks.ts'
import { type Socket, isSubscribed } from './sessions.ts'

/** Without a word from the client and without a subscription. */
const IDLE_AFTER = seconds(60)
/** The code with which an idle socket is closed. */
const GOING_AWAY = 1001
const SECOND = seconds(1)
/** The real number is "dynamic": gap 24. */
const MOST_FRAMES_A_SECOND = 200
const TOO_MANY_FRAMES = '{"Error":"Exceeded msg rate"}'

export const expectUse = (socket: Socket, outbox: Outbox): void =>
  outbox.answer({
    kind: 'timer-set',
    timer: { kind: 'idle', socket: socket.id },
    at: after(socket.lastHeardAt, IDLE_AFTER),
  })

export const expectNothing = (socket: Socket, outbox: Outbox): void =>
  outbox.answer({ kind: 'timer-stop', timer: { kind: 'idle', socket: socket.id } })

/** Whether the socket was closed; else it is looked at again later. */
export function closeIfIdle(at: Instant, socket: Socket, outbox: Outbox): boolean {
  if (isSubscribed(socket)) return false
  if (at < after(socket.lastHeardAt, IDLE_AFTER)) {
    expectUse(socket, outbox)
    return false
  }
  outbox.answer({ kind: 'socket-close', socket: socket.id, code: GOING_AWAY })
  return true
}

/** Whether the frame is to be listened to. One too many is answered and not carried out. */
export function isBorne(
  at: Instant,
  socket: Socket,
  { outbox, quirks }: { readonly outbox: Outbox; readonly quirks: Quirks },
): boolean {
  socket.lastHeardAt = at
  if (at >= after(socket.heard.since, SECOND)) socket.heard = { since: at, frames: 0 }
  socket.heard = { since: socket.heard.since, frames: socket.heard.frames + 1 }
  if (quirks.framesOfAClient === 'unlimited' || socket.heard.frames <= MOST_FRAMES_A_SECOND) return true
  outbox.reply(socket, 'control', TOO_MANY_FRAMES)
  return false
}
