/** Which rows a page lifts out. */
import type { TraceEvent } from '../../trace.ts'
import type { Tone } from './shape.ts'

export function toneOf(event: TraceEvent): Tone {
  if (event.kind === 'step' || event.kind === 'broker-started') return 'step'
  if (event.kind === 'broker-ended') return event.how === 'crashed' || event.reason !== undefined ? 'bad' : 'step'
  if (event.kind === 'trade') return 'money'
  if (event.kind === 'fault' || event.kind === 'http-failed') return 'bad'
  if (event.kind === 'http-answered' && event.status !== 200) return 'bad'
  if (event.kind !== 'ems-event') return 'plain'
  const { kind } = event.event
  if (kind === 'BrokerdError') return 'bad'
  return kind === 'BrokerdFill' || kind === 'BrokerdPosition' ? 'money' : 'plain'
}
