/** One frame of a WebSocket v1 client: read, handed to the event it names, or answered as not understood. */
import * as errors from '../errors.ts'
import { membersOf, readWire } from '../wire.ts'
import { CONTROL_EVENTS } from './control.ts'
import { ORDER_REQUESTS } from './orders.ts'
import { type Call, type SocketEvent, replyWith } from './registry.ts'

const EVENTS: ReadonlyMap<string, SocketEvent> = new Map(
  [...CONTROL_EVENTS, ...ORDER_REQUESTS].map((event) => [event.name, event]),
)

export function receive(call: Call, frame: string): void {
  const read = readWire(frame)
  const members = read.ok ? membersOf(read.value) : undefined
  const name = members?.['event']
  if (members === undefined || typeof name !== 'string') return refuse(call, errors.MALFORMED)
  const event = EVENTS.get(name)
  if (event === undefined) return refuse(call, errors.UNKNOWN_EVENT)
  event.run(call, members)
}

const refuse = (call: Call, error: string): void => replyWith(call, 'control', { errorMessage: error, event: 'error' })
