/** WebSocket v2: a client's frame is read and handed to the method it names, or answered as not understood. */
import { type Call, type Dialect, echoOf } from '../dialect.ts'
import * as errors from '../errors.ts'
import { membersOf, readWire } from '../wire.ts'
import { CANCELING_METHODS } from './canceling.ts'
import { CONTROL_METHODS, HEARTBEAT, greeting, modeChange } from './control.ts'
import { PLACING_METHODS } from './placing.ts'
import { type Method, responder } from './registry.ts'

export const V2: Dialect = {
  heartbeat: HEARTBEAT,
  greeting,
  modeChange,
  receive,
}

const METHODS: ReadonlyMap<string, Method> = new Map(
  [...CONTROL_METHODS, ...PLACING_METHODS, ...CANCELING_METHODS].map((method) => [method.name, method]),
)

/** What a client may send, by name. */
export const METHODS_V2: readonly string[] = [...METHODS.keys()]

function receive(call: Call, frame: string): void {
  const read = readWire(frame)
  const members = read.ok ? membersOf(read.value) : undefined
  const name = members?.['method']
  if (members === undefined || typeof name !== 'string') {
    return responder(call, 'control', { method: 'error', reqId: undefined }).refuse(errors.MALFORMED)
  }
  const method = METHODS.get(name)
  if (method !== undefined) return method.run(call, members)
  responder(call, 'control', { method: name, reqId: echoOf(members['req_id']) }).refuse(errors.UNSUPPORTED_EVENT)
}
