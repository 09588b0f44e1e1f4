/** WebSocket v1: a client's frame is read and handed to the event it names, or answered as not understood. */
import type { Call, Dialect } from '../dialect.ts'
import * as errors from '../errors.ts'
import { membersOf, readWire } from '../wire.ts'
import { CONTROL_EVENTS, HEARTBEAT, systemStatus } from './control.ts'
import { ORDER_REQUESTS } from './orders.ts'
import { type SocketEvent, replyWith } from './registry.ts'

const EVENTS: ReadonlyMap<string, SocketEvent> = new Map(
  [...CONTROL_EVENTS, ...ORDER_REQUESTS].map((event) => [event.name, event]),
)

/** What a client may send, by name. */
export const EVENTS_V1: readonly string[] = [...EVENTS.keys()]

export const V1: Dialect = {
  heartbeat: HEARTBEAT,
  greeting: systemStatus,
  modeChange: systemStatus,
  receive,
}

function receive(call: Call, frame: string): void {
  const read = readWire(frame)
  const members = read.ok ? membersOf(read.value) : undefined
  const name = members?.['event']
  if (members === undefined || typeof name !== 'string') return refuse(call, errors.MALFORMED)
  const event = EVENTS.get(name)
  if (event === undefined) return refuse(call, errors.UNKNOWN_EVENT)
  event.run(call, members)
}

const refuse = (call: Call, error: string): void => replyWith(call, 'control', { errorMessage: error, event: 'error' })
