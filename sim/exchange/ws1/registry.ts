/** How an event of a WebSocket v1 client is declared, decoded and answered. */
import { z } from 'zod'
import { type Call, accountOf, echoOf, tokenMay, tradingNeeds } from '../dialect.ts'
import * as errors from '../errors.ts'
import { type Json, type JsonObject, byName, printJson, scalarText } from '../wire.ts'

export type SocketEvent = {
  readonly name: string
  run(call: Call, members: Readonly<Record<string, unknown>>): void
}

/** Where a control message or an acknowledgement leaves by. */
export const replyWith = (call: Call, channel: 'control' | 'ack', message: JsonObject): void =>
  call.outbox.reply(call.socket, channel, printJson(byName(message)))

/** An order request: its fields, what it is called in error texts, and the event that acknowledges it. */
type OrderRequest<Shape extends z.ZodRawShape> = {
  readonly name: string
  /** `add order` */
  readonly message: string
  readonly fields: Shape
  readonly run: (request: Asked<z.infer<z.ZodObject<Shape>>>) => void
}

/** A request that is well formed and whose token is good. */
export type Asked<Fields> = {
  readonly call: Call
  readonly account: string
  readonly fields: Fields
  /** Sends one acknowledgement. */
  readonly acknowledge: (answer: JsonObject) => void
  readonly refuse: (error: string) => void
}

/** Declares an order request. Besides its own fields it takes `event`, `token` and `reqid`, and no others. */
export function orderRequest<Shape extends z.ZodRawShape>(request: OrderRequest<Shape>): SocketEvent {
  const schema = z.strictObject(request.fields)
  const status = `${request.name}Status`
  return {
    name: request.name,
    run(call, members) {
      const { event: _event, token, reqid, ...own } = members
      const echoed = echoOf(reqid)
      const acknowledge = (answer: JsonObject) =>
        replyWith(call, 'ack', { ...answer, event: status, reqid: echoed, status: 'ok' })
      const refuse = (error: string, pair?: Json) =>
        replyWith(call, 'ack', { errorMessage: error, event: status, pair, reqid: echoed, status: 'error' })

      if (echoed === null) return refuse(errors.BAD_REQID)
      if (call.socket.service !== 'account') return refuse(errors.PRIVATE_ELSEWHERE)
      const unknown = Object.keys(own).find((field) => !Object.hasOwn(request.fields, field))
      if (unknown !== undefined) {
        const pair = typeof own['pair'] === 'string' ? own['pair'] : undefined
        return refuse(errors.unsupportedField({ field: unknown, message: request.message }), pair)
      }
      const account = typeof token === 'string' ? accountOf(call, token) : undefined
      if (account === undefined) return refuse(errors.INVALID_SESSION)
      const needs = tradingNeeds(request.name.startsWith('cancel'))
      if (!tokenMay(call, String(token), needs)) return refuse(errors.PERMISSION_DENIED)
      const decreed = call.venue.refusals.take(account, request.name)
      if (decreed !== undefined) return refuse(decreed)
      const fields = schema.safeParse(own)
      if (!fields.success) return refuse(errors.invalidArguments(String(fields.error.issues[0]?.path[0] ?? '')))
      request.run({ call, account, fields: fields.data, acknowledge, refuse })
    },
  }
}

// ---- kinds of fields

/** A number, or the text of one; the number is not judged here. */
export const scalar = z
  .unknown()
  .refine((value) => scalarText(value) !== undefined)
  .transform((value) => scalarText(value) ?? '')

/** `true`, `"true"`. */
export const flag = z
  .unknown()
  .refine((value) => typeof value === 'boolean' || value === 'true' || value === 'false')
  .transform((value) => value === true || value === 'true')
