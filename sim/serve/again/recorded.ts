/** A recording of clients, by what they said and what they were answered. */
import type { HttpId, SocketId } from '../../../src/ids.ts'
import { type Result, fail, ok } from '../../../src/result.ts'
import type { Instant } from '../../../src/time.ts'
import type { TraceEvent } from '../../trace.ts'
import { type Entry, readEntry } from '../diary.ts'

type Kind<Name extends TraceEvent['kind']> = Extract<TraceEvent, { kind: Name }>
/** `line`: of the file, from 1. */
export type Placed<Event> = { readonly line: number; readonly event: Event }

export type RecordedCall = {
  readonly asked: Placed<Kind<'http-request'>>
  answered?: Placed<Kind<'http-answered'>>
  failed?: Placed<Kind<'http-failed'>>
}
export type RecordedLine = {
  readonly socket: SocketId
  readonly url: string
  readonly said: Placed<Kind<'socket-send'>>[]
  readonly heard: Placed<Kind<'socket-received'>>[]
}
export type Recorded = {
  readonly calls: ReadonlyMap<HttpId, RecordedCall>
  readonly lines: ReadonlyMap<SocketId, RecordedLine>
  readonly diary: readonly Placed<Entry>[]
  readonly endedAt: Instant | undefined
}

/** The head is the first line. */
export const FIRST_EVENT_LINE = 2

/** Fails with a sentence that names the line. */
export function recordedIn(events: readonly TraceEvent[]): Result<Recorded, string> {
  const calls = new Map<HttpId, RecordedCall>()
  const lines = new Map<SocketId, RecordedLine>()
  const diary: Placed<Entry>[] = []
  for (const [place, event] of events.entries()) {
    const line = place + FIRST_EVENT_LINE
    if (event.kind === 'http-request') calls.set(event.id, { asked: { line, event } })
    else if (event.kind === 'http-answered' || event.kind === 'http-failed') {
      const call = calls.get(event.id)
      if (call === undefined) return fail(`line ${line} answers call ${event.id}, which nobody made`)
      if (event.kind === 'http-answered') call.answered = { line, event }
      else call.failed = { line, event }
    } else if (event.kind === 'socket-open') {
      lines.set(event.socket, { socket: event.socket, url: event.url, said: [], heard: [] })
    } else if (event.kind === 'socket-send' || event.kind === 'socket-received') {
      const known = lines.get(event.socket)
      if (known === undefined) return fail(`line ${line} is of socket ${event.socket}, which nobody opened`)
      if (event.kind === 'socket-send') known.said.push({ line, event })
      else known.heard.push({ line, event })
    } else if (event.kind === 'kraken-diary') {
      const entry = readEntry(event.line)
      if (entry === undefined) return fail(`line ${line} is no line of a diary`)
      diary.push({ line, event: entry })
    }
  }
  return ok({ calls, lines, diary, endedAt: events.at(-1)?.at })
}
