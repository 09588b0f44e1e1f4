/** Whether two deeds of an adapter are the same but for what no two lives have in common: signatures, nonces and when it was told. */
import type { TraceEvent } from '../trace.ts'

/** Undefined when they are the same; else in what they differ. */
export function differenceOf(recorded: TraceEvent, now: TraceEvent): string | undefined {
  if (recorded.kind !== now.kind) return `the adapter does something else`
  const [one, other] = [comparable(recorded), comparable(now)]
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    if (one[name] !== other[name]) return `the adapter says otherwise: ${name} differs`
  }
  return undefined
}

/** Each part as a text; what never is the same is left out, such as the number of a call. */
function comparable(event: TraceEvent): Readonly<Record<string, string>> {
  if (event.kind === 'http-request') return { method: event.method, path: event.path, body: withoutNonce(event.body) }
  if (event.kind === 'socket-open') return { url: event.url }
  if (event.kind === 'socket-send') return { frame: event.frame }
  if (event.kind === 'ems-event') return parts(event.event)
  if (event.kind === 'note') return { name: event.name, detail: (event.detail ?? '').replace(WAIT, '') }
  return event.kind === 'file-written' ? { file: event.file, text: event.text } : {}
}

/** How long an adapter waits before it knocks again depends on its key. */
const WAIT = / in \d+(?:\.\d+)? s$/

const withoutNonce = (body: string): string => body.replace(/(^|&)nonce=[^&]*/, '$1nonce=')

const parts = (message: object): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(message).map(([name, value]) => [name, JSON.stringify(value)]))
