/** The EMS's requests as they come in: one JSON object a line. */
import { z } from 'zod'
import type { BrokerdCancel, BrokerdCancelAll, BrokerdOrder, EmsRequest } from '../ems.ts'
import { TIMES_IN_FORCE } from '../ems.ts'
import type { Oid } from '../ids.ts'
import { oid } from '../ids.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'

/** What is wrong with a line; `oid` and `request` when it can be answered with a `BrokerdError` all the same. */
export type Complaint = {
  readonly reason: string
  readonly refused?: { readonly oid: Oid; readonly request: 'order' | 'cancel' }
}

/** Longer than any request can be by a hundred times. */
export const LONGEST_REQUEST = 65_536

/** More than a uuid takes, and little enough to repeat in every event. */
const LONGEST_OID = 100

const oidField = z.string().min(1).max(LONGEST_OID).transform(oid)

/** Every field there is, and no other: one that is not known would change the order if it were. */
const orderFields = {
  kind: z.literal('BrokerdOrder'),
  oid: oidField,
  account: z.string(),
  symbol: z.string(),
  action: z.enum(['buy', 'sell']),
  orderType: z.enum(['limit', 'market']),
  price: z.string().exactOptional(),
  size: z.string(),
  postOnly: z.boolean().exactOptional(),
  timeInForce: z.enum(TIMES_IN_FORCE).exactOptional(),
  expiresInSeconds: z.number().exactOptional(),
  deadlineSeconds: z.number().exactOptional(),
  reduceOnly: z.boolean().exactOptional(),
} satisfies Record<keyof BrokerdOrder, z.ZodType>

const cancelFields = {
  kind: z.literal('BrokerdCancel'),
  oid: oidField,
  account: z.string(),
} satisfies Record<keyof BrokerdCancel, z.ZodType>

const cancelAllFields = {
  ...cancelFields,
  kind: z.literal('BrokerdCancelAll'),
} satisfies Record<keyof BrokerdCancelAll, z.ZodType>

const request: z.ZodType<EmsRequest> = z.discriminatedUnion('kind', [
  z.strictObject(orderFields),
  z.strictObject(cancelFields),
  z.strictObject(cancelAllFields),
])

export function readRequest(line: string): Result<EmsRequest, Complaint> {
  const json = readJson(line)
  if (!json.ok) return fail({ reason: `a request is one JSON object a line, and this is none: ${json.error}` })
  const read = request.safeParse(json.value)
  if (read.success) return ok(read.data)
  return fail({ reason: `the request cannot be read: ${wordsOf(read.error)}`, ...answerable(json.value) })
}

/** Enough of a request to say whose refusal it is. */
const named = z.object({ oid: oidField, kind: z.string().optional() })

function answerable(value: unknown): Pick<Complaint, 'refused'> {
  const read = named.safeParse(value)
  if (!read.success) return {}
  const isCancel = read.data.kind === 'BrokerdCancel'
  return { refused: { oid: read.data.oid, request: isCancel ? 'cancel' : 'order' } }
}

const wordsOf = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)).join('; ')

function readJson(text: string): Result<unknown, string> {
  try {
    const value: unknown = JSON.parse(text)
    return ok(value)
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}
