/** What crosses the broker's border, as a trace or a recording keeps it; shared by the simulated world and the shell. */
import type { EmsEvent, EmsRequest } from '../ems.ts'
import type { HttpId, SocketId } from '../ids.ts'
import type { Instant } from '../time.ts'
import type { BrokerFile, StateFile } from './port.ts'

/** Raised when what is written could be read wrongly by an older reader. */
export const RECORDING_FORMAT = 1

/** The first line of a recording: what was recorded, and what nobody may read in it. */
export type RecordingHead = {
  readonly kind: 'recording'
  readonly format: typeof RECORDING_FORMAT
  /** Of Wavetank. */
  readonly version: string
  /** What was listened to. */
  readonly adapter: string
  readonly dialect: string
  readonly account: string
  readonly startedAt: Instant
  /**
   * How the broker was set, where it was one: `editPolicy`, `srcFiat`, `tier`; or how the served Kraken was that its clients spoke to.
   * A replay needs them.
   */
  readonly settings?: Readonly<Record<string, string>>
  /** What was blotted out. */
  readonly blotted: readonly string[]
}

export type BorderEvent =
  | { readonly kind: 'broker-started' }
  | { readonly kind: 'broker-ended'; readonly how: 'exited' | 'crashed'; readonly reason?: string }
  /** `more`: another request of the same moment follows. */
  | { readonly kind: 'ems-requested'; readonly request: EmsRequest; readonly more?: boolean }
  | { readonly kind: 'ems-event'; readonly event: EmsEvent }
  /** Left the broker. */
  | {
      readonly kind: 'http-request'
      readonly id: HttpId
      readonly method: 'GET' | 'POST'
      readonly path: string
      readonly headers: Readonly<Record<string, string>>
      /** Of what is no text: the body is its bytes so. */
      readonly encoding?: 'base64'
      readonly body: string
    }
  /** Reached the broker. `sentAt`: when Kraken sent it, which only a simulated world can tell. */
  | {
      readonly kind: 'http-answered'
      readonly id: HttpId
      readonly sentAt?: Instant
      readonly status: number
      readonly encoding?: 'base64'
      readonly body: string
    }
  | { readonly kind: 'http-failed'; readonly id: HttpId; readonly reason: 'refused' | 'reset' | 'timeout' }
  | { readonly kind: 'socket-open'; readonly socket: SocketId; readonly url: string }
  | { readonly kind: 'socket-opened'; readonly socket: SocketId }
  /** Left the broker. */
  | {
      readonly kind: 'socket-send'
      readonly socket: SocketId
      readonly encoding?: 'base64'
      readonly frame: string
    }
  /** Reached the broker. */
  | {
      readonly kind: 'socket-received'
      readonly socket: SocketId
      readonly sentAt?: Instant
      readonly encoding?: 'base64'
      readonly frame: string
    }
  | { readonly kind: 'socket-closed'; readonly socket: SocketId; readonly code: number }
  | { readonly kind: 'note'; readonly name: string; readonly detail?: string }
  /** The broker was asked to end; `exception`: by its shell, which met one. */
  | { readonly kind: 'stop-requested'; readonly why: 'asked' | 'exception' }
  /** Somebody else put this into one of the broker's files, or it was there when the recording began. */
  | { readonly kind: 'file-found'; readonly file: StateFile; readonly text: string }
  /** A file is on the disk, synced, with this whole content. */
  | { readonly kind: 'file-written'; readonly file: BrokerFile; readonly text: string }
  /**
   * A served Kraken says what it heard when, by its own clock: one line of its diary (`sim/serve/diary.ts`). It is told to whoever
   * records its clients, and no broker hears of it.
   */
  | { readonly kind: 'kraken-diary'; readonly line: string }
