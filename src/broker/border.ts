/** What crosses the broker's border, as a trace or a recording keeps it; shared by the simulated world and the shell. */
import type { EmsEvent, EmsRequest } from '../ems.ts'
import type { HttpId, SocketId } from '../ids.ts'
import type { BrokerFile } from './port.ts'

export type BorderEvent =
  | { readonly kind: 'broker-started' }
  | { readonly kind: 'broker-ended'; readonly how: 'exited' | 'crashed' }
  | { readonly kind: 'ems-requested'; readonly request: EmsRequest }
  | { readonly kind: 'ems-event'; readonly event: EmsEvent }
  /** Left the broker. */
  | {
      readonly kind: 'http-request'
      readonly id: HttpId
      readonly method: 'GET' | 'POST'
      readonly path: string
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
    }
  /** Reached the broker. */
  | { readonly kind: 'http-answered'; readonly id: HttpId; readonly status: number; readonly body: string }
  | { readonly kind: 'http-failed'; readonly id: HttpId; readonly reason: 'refused' | 'reset' | 'timeout' }
  | { readonly kind: 'socket-open'; readonly socket: SocketId; readonly url: string }
  | { readonly kind: 'socket-opened'; readonly socket: SocketId }
  /** Left the broker. */
  | { readonly kind: 'socket-send'; readonly socket: SocketId; readonly frame: string }
  /** Reached the broker. */
  | { readonly kind: 'socket-received'; readonly socket: SocketId; readonly frame: string }
  | { readonly kind: 'socket-closed'; readonly socket: SocketId; readonly code: number }
  | { readonly kind: 'note'; readonly name: string; readonly detail?: string }
  /** A file is on the disk, synced, with this whole content. */
  | { readonly kind: 'file-written'; readonly file: BrokerFile; readonly text: string }
