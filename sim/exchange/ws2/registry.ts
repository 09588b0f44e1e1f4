/** How a method of WebSocket v2 is declared, decoded and answered. Source: protocol 6.1, 6.2. */
import { z } from 'zod'
import { type Call, type Echo, accountOf, echoOf, tokenMay, tradingNeeds } from '../dialect.ts'
import * as errors from '../errors.ts'
import { type JsonObject, byName, membersOf, numberText, printJson } from '../wire.ts'
import { rfcText } from './rows.ts'

type Members = Readonly<Record<string, unknown>>

export type Method = {
  readonly name: string
  run(call: Call, members: Members): void
}

/** One response; its members come by name, those of its result too. */
export type Respond = (answer: JsonObject) => void

/** An answer's frame. Kraken takes no time here: what came in goes out at the same moment. */
export function responder(
  call: Call,
  channel: 'control' | 'ack',
  to: { readonly method: string; readonly reqId: Echo },
) {
  const time = rfcText(call.at)
  const respond: Respond = (answer) => {
    const frame = { ...answer, method: to.method, req_id: to.reqId ?? undefined, time_in: time, time_out: time }
    call.outbox.reply(call.socket, channel, printJson(byName(frame)))
  }
  return {
    respond,
    confirm: (result: JsonObject) => respond({ result: byName(result), success: true }),
    refuse: (error: string, more: JsonObject = {}) => respond({ ...more, error, success: false }),
  }
}

/** What is wrong with a request before its parameters are looked at; its message is called `add order`. */
export function envelopeRefusal(
  { method, params, req_id: reqId, ...others }: Members,
  takes: { readonly params: readonly string[] | undefined },
): string | undefined {
  if (echoOf(reqId) === null) return errors.fieldMustBe('req_id', 'number_integer')
  const message = String(method).replaceAll('_', ' ')
  const unknown =
    Object.keys(others)[0] ??
    (takes.params === undefined
      ? [params].flatMap((value) => (value === undefined ? [] : ['params']))[0]
      : Object.keys(membersOf(params) ?? {}).find((name) => name !== 'token' && takes.params?.includes(name) !== true))
  return unknown === undefined ? undefined : errors.unsupportedField({ field: unknown, message })
}

/** The account that a request's token stands for, or the refusal. */
export function accountIn(call: Call, params: Members): { readonly token: string; readonly account: string } | string {
  const { token } = params
  if (token === undefined) return errors.TOKEN_NOT_FOUND
  const account = typeof token === 'string' ? accountOf(call, token) : undefined
  return typeof token === 'string' && account !== undefined ? { token, account } : errors.INVALID_SESSION
}

type Trading<Shape extends z.ZodRawShape> = {
  readonly name: string
  /** Besides `token`, which every one takes. */
  readonly params: Shape
  readonly run: (request: Asked<z.infer<z.ZodObject<Shape>>>) => void
}

/** A request that is well formed and whose token is good. */
export type Asked<Params> = {
  readonly call: Call
  readonly account: string
  readonly params: Params
  readonly respond: Respond
  readonly confirm: (result: JsonObject) => void
  readonly refuse: (error: string) => void
}

/** Declares a method that trades, or cancels. */
export function tradingMethod<Shape extends z.ZodRawShape>({ name, params: shape, run }: Trading<Shape>): Method {
  const schema = z.strictObject(shape)
  return {
    name,
    run(call, members) {
      const { confirm, refuse, respond } = responder(call, 'ack', { method: name, reqId: echoOf(members['req_id']) })
      if (call.socket.service !== 'account') return refuse(errors.PRIVATE_ELSEWHERE)
      const refusal = envelopeRefusal(members, { params: Object.keys(shape) })
      if (refusal !== undefined) return refuse(refusal)
      const { token, ...own } = membersOf(members['params']) ?? {}
      const user = accountIn(call, { token })
      if (typeof user === 'string') return refuse(user)
      const needs = tradingNeeds(name.includes('cancel'))
      if (!tokenMay(call, user.token, needs)) return refuse(errors.PERMISSION_DENIED)
      const decreed = call.venue.refusals.take(user.account, name)
      if (decreed !== undefined) return refuse(decreed)
      const params = schema.safeParse(own)
      if (!params.success) return refuse(paramsRefusal(params.error))
      const whole = call.venue.quirks.wholeNumbersInV2 === 'refuse' ? wholeFloat(shape, own) : undefined
      if (whole !== undefined) return refuse(errors.fieldMustBe(whole, FLOAT))
      run({ call, account: user.account, params: params.data, respond, confirm, refuse: (error) => refuse(error) })
    },
  }
}

/** The first field that wants a point and has none. */
const wholeFloat = (shape: z.ZodRawShape, params: Members): string | undefined =>
  Object.entries(shape).find(([name, schema]) => {
    const isFloat = schema === float || (schema instanceof z.ZodOptional && schema.unwrap() === float)
    return isFloat && numberText(params[name])?.includes('.') === false
  })?.[0]

function paramsRefusal(error: z.ZodError): string {
  const [issue] = error.issues
  const names = (issue?.path ?? []).filter((step) => typeof step === 'string')
  const field = names.at(-1) ?? ''
  const type = issue?.message.startsWith(WANTED) === true ? issue.message.slice(WANTED.length) : undefined
  return type === undefined ? errors.invalidArguments(field) : errors.fieldMustBe(field, type)
}

// ---- kinds of parameters

const WANTED = 'wanted: '
const FLOAT = 'number_float'

const typed = <Value>(type: string, read: (value: unknown) => Value | undefined) =>
  z.unknown().transform((value, context): Value => {
    const known = read(value)
    if (known !== undefined) return known
    context.addIssue({ code: 'custom', message: value === undefined ? 'missing' : WANTED + type })
    return z.NEVER
  })

/** The text of a number; whether it may lack a point is a quirk. A text that is quoted is refused. */
export const float = typed(FLOAT, (value) => numberText(value))

/** The text of a whole number. */
export const integer = typed('number_integer', (value) => {
  const text = numberText(value)
  return text !== undefined && /^-?\d+$/.test(text) ? text : undefined
})

export const text = typed('string', (value) => (typeof value === 'string' ? value : undefined))
export const flag = typed('boolean', (value) => (typeof value === 'boolean' ? value : undefined))
