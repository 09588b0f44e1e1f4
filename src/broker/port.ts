/** What the broker core is told and what it asks for: its whole surface towards a shell or a simulated world. */
import type { EmsEvent, EmsRequest } from '../ems.ts'
import type { HttpId, SocketId } from '../ids.ts'
import type { DialectName } from '../kraken/dialects.ts'
import type { Tier } from '../kraken/limits.ts'
import type { Instant } from '../time.ts'
import type { Note } from './notes.ts'

export type BrokerConfig = {
  /** The account's name towards the EMS and in the files: `spot`. */
  readonly account: string
  readonly apiKey: string
  /** Base64, as Kraken issues it. */
  readonly secret: string
  /** Altname, lower case, of the fiat against which transfers of an asset are booked: `eur`. */
  readonly srcFiat: string
  readonly editPolicy: EditPolicy
  /** Kraken is to cancel everything when it has not heard of the broker for so long; never when undefined. */
  readonly deadManSeconds?: number
  /** How much Kraken lets the account do in a time. */
  readonly tier: Tier
  /** Which of Kraken's WebSocket dialects to speak. */
  readonly dialect: DialectName
}

/** What becomes of a wish to change a live order. Whichever it is, the EMS goes on under one oid and one reqid. */
export const EDIT_POLICIES = [
  /** Kraken's own edit puts a new order in the place of the old one, and nobody sees the seam. */
  'masquerade',
  /** The order is canceled, and once that is certain another is sent for what is left of the wish. */
  'cancel-and-submit',
  /** The wish is refused and the order canceled: whoever wanted another price wants this one no longer. */
  'block',
] as const
export type EditPolicy = (typeof EDIT_POLICIES)[number]

/** The files of an account, by what they hold; the shell knows their paths. */
export type BrokerFile = StateFile | 'kept'
/** Those that the broker begins from. `kept` is only ever added to: what was in a positions file and nobody knows. */
export const STATE_FILES = ['ledger', 'positions', 'refusals'] as const
export type StateFile = (typeof STATE_FILES)[number]
/** The texts of the files as they lie on the disk; undefined for one that is not there. */
export type StateTexts = Readonly<Record<StateFile, string | undefined>>

/** Every wait the core can be in; one of each at most is set at a time. */
export type BrokerTimer = 'retry' | 'reconnect' | 'deadline' | 'watchdog' | 'account-poll' | 'write-positions'

export type BrokerInput =
  /** Once, first. */
  | { readonly kind: 'started'; readonly files: StateTexts }
  | {
      readonly kind: 'ems-requested'
      readonly request: EmsRequest
      /** Another request of the same moment follows before anything else happens. */
      readonly more?: boolean
    }
  | { readonly kind: 'http-answered'; readonly id: HttpId; readonly status: number; readonly body: string }
  | { readonly kind: 'http-failed'; readonly id: HttpId; readonly reason: 'refused' | 'reset' | 'timeout' }
  | { readonly kind: 'socket-opened'; readonly socket: SocketId }
  | { readonly kind: 'socket-received'; readonly socket: SocketId; readonly frame: string }
  | { readonly kind: 'socket-closed'; readonly socket: SocketId; readonly code: number }
  | { readonly kind: 'timer-fired'; readonly timer: BrokerTimer }
  | { readonly kind: 'file-failed'; readonly file: BrokerFile; readonly reason: string }
  /** Asked to end, by a person or because the shell met an exception; answered by the last writes and `exited`. */
  | { readonly kind: 'stop-requested'; readonly why: 'asked' | 'exception' }

/**
 * Carried out strictly in order: a file effect is durable (synced) before the next effect begins, so what an
 * effect rests on is on the disk before anybody hears of it.
 */
export type BrokerEffect =
  | {
      readonly kind: 'http-request'
      readonly id: HttpId
      readonly method: 'GET' | 'POST'
      /** `/0/private/Balance`, with the query if any; the shell knows the host. */
      readonly path: string
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
      /** The time that a private call uses up as its nonce: the next start begins later. */
      readonly nonce?: Instant
    }
  | { readonly kind: 'socket-open'; readonly socket: SocketId; readonly url: string }
  | { readonly kind: 'socket-send'; readonly socket: SocketId; readonly frame: string }
  | { readonly kind: 'socket-close'; readonly socket: SocketId }
  /** Sets or moves the timer. */
  | { readonly kind: 'timer-set'; readonly timer: BrokerTimer; readonly at: Instant }
  | { readonly kind: 'timer-stop'; readonly timer: BrokerTimer }
  /** Adds text at the end of the file, made if absent, and syncs it. */
  | { readonly kind: 'file-append'; readonly file: BrokerFile; readonly text: string }
  /** Replaces the whole file atomically: temporary file, sync, rename, sync of the folder. */
  | { readonly kind: 'file-replace'; readonly file: BrokerFile; readonly text: string }
  | { readonly kind: 'ems-event'; readonly event: EmsEvent }
  /** A line for the log, and a mark that a story can demand. */
  | { readonly kind: 'note'; readonly note: Note }
  /** Nothing more will come; the process ends, with the reason when it was not asked to. */
  | { readonly kind: 'exited'; readonly reason?: string }
