/** Trouble as a person writes it, in a file or a request: what may be left out has the value a story's words give it. */
import { z } from 'zod'
import type { Trouble } from './brew.ts'
import { isSocketRequest } from './door.ts'

/** A number, or the text of one, as some files have it. */
const number = z
  .union(
    [
      z.number(),
      z
        .string()
        .regex(/^\d+(\.\d+)?$/)
        .transform(Number),
    ],
    'is a number',
  )
  .pipe(z.number().min(0, 'is a number, 0 or more'))
const count = number.pipe(z.int('is a whole number'))
const yes = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')], 'is true or false')

const feed = z.enum(['openOrders', 'ownTrades'])
const queue = z.enum(['openOrders', 'ownTrades', 'ack', 'control'])
const request = z.enum(['addOrder', 'editOrder', 'cancelOrder'])
const which = { frames: count.default(1), after: count.default(0) }

const becomes = z.union(
  [
    z.enum(['gone', 'a number', 'a text']),
    z.strictObject({ is: z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]) }),
  ],
  "is 'gone', 'a number', 'a text' or { is: … }",
)

const answer = z
  .union(
    [
      z.strictObject({ error: z.string() }),
      z.strictObject({ status: count, body: z.string().default('') }),
      z.literal('silence'),
    ],
    "is { error: 'EService:Busy' }, { status: 502, body: '…' } or 'silence'",
  )
  .transform((one) => {
    if (one === 'silence') return { kind: 'silence' } as const
    if ('error' in one) return { kind: 'kraken-error', error: one.error } as const
    return { kind: 'http-status', ...one } as const
  })

const shapes = [
  z.strictObject({ kind: z.literal('lose'), on: queue, hole: yes.default(false), ...which }),
  z.strictObject({
    kind: z.literal('repeat'),
    on: feed,
    sameNumber: yes.default(false),
    ...which,
    behind: count.default(0),
  }),
  z.strictObject({ kind: z.literal('delay'), on: z.enum([...queue.options, 'REST']), seconds: number }),
  z.strictObject({ kind: z.literal('mute'), on: queue, after: count.default(0) }),
  z.strictObject({ kind: z.literal('half-open') }),
  z.strictObject({ kind: z.literal('rest-lag'), seconds: number }),
  z.strictObject({ kind: z.literal('forget-tokens') }),
  z.strictObject({
    kind: z.literal('drift'),
    in: z.string(),
    field: z.string(),
    becomes,
    row: z.union([count, z.string()]).exactOptional(),
    messages: count.exactOptional(),
  }),
  z
    .strictObject({ kind: z.literal('answer'), request: z.string(), with: answer, times: count.default(1) })
    .refine((one) => one.with.kind !== 'http-status' || !isSocketRequest(one.request), {
      path: ['with'],
      message: 'is no HTTP status: this is asked over the socket',
    }),
  z.strictObject({ kind: z.literal('lose-reply'), request }),
  z.strictObject({
    kind: z.literal('cut'),
    when: z
      .union([z.literal('now'), z.strictObject({ before: request }), z.strictObject({ after: request })])
      .default('now'),
    outageSeconds: number.default(0),
  }),
] as const

/** What kinds of trouble there are. */
export const TROUBLES: readonly string[] = shapes.map(({ shape }) => shape.kind.value)

export const trouble: z.ZodType<Trouble> = z.discriminatedUnion('kind', shapes, `is one of ${TROUBLES.join(', ')}`)
