/** Pieces of schema that Kraken's answers share; every number has arrived as its own text (see json.ts). */
import { z } from 'zod'
import { decimal } from '../money.ts'
import { instantFromUnixText } from '../time.ts'
import type { Json } from './json.ts'

/** A plain decimal such as `149.50000000`. */
export const decimalField = z.string().transform((text, context) => {
  const value = decimal(text)
  if (value !== undefined) return value
  context.addIssue({ code: 'custom', message: `'${text}' is not a plain decimal` })
  return z.NEVER
})

/** Unix seconds with a fraction, given as number or as string. */
export const timeField = z.string().transform((text, context) => {
  const value = instantFromUnixText(text)
  if (value !== undefined) return value
  context.addIssue({ code: 'custom', message: `'${text}' is not a time in unix seconds` })
  return z.NEVER
})

/** A small whole number: a count, a number of decimals, an id of ours. */
export const wholeField = z
  .string()
  .regex(/^-?\d{1,15}$/)
  .transform(Number)

export const sideField = z.enum(['buy', 'sell'])

/** Kraken says 0, null or nothing where no `userref` was given; 0 may also be one. */
export const userrefField = wholeField.nullish().transform((value) => value ?? undefined)

type FieldReader = {
  /** Undefined for a field that is absent, null, or not understood. */
  readonly read: <Value>(name: string, field: z.ZodType<Value>) => Value | undefined
  /** What of it was not understood and left out, a sentence each; grows as fields are read. */
  readonly doubts: string[]
}

/** Reads a record field by field, so that what is not understood costs no more than itself. Undefined for no record. */
export function fieldReader(record: Json, name: string): FieldReader | undefined {
  if (record === null || typeof record !== 'object' || isList(record)) return undefined
  const doubts: string[] = []
  return {
    doubts,
    read(field, schema) {
      const value = record[field]
      // Kraken says null where it has nothing to say.
      if (value === undefined || value === null) return undefined
      const decoded = schema.safeParse(value)
      if (decoded.success) return decoded.data
      doubts.push(`${name}: ${field}: ${complaint(decoded.error)}`)
      return undefined
    },
  }
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** What a schema found wrong, as one short sentence. */
export function complaint(failure: z.ZodError): string {
  const [issue] = failure.issues
  return issue === undefined ? 'not as expected' : `${issue.path.join('.') || 'value'}: ${issue.message}`
}

/** The elements of an object by key; one that does not decode is set aside and never takes the rest with it. */
export function decodeEach<Schema extends z.ZodType>(
  schema: Schema,
  object: { readonly [name: string]: Json },
): { readonly good: readonly (readonly [key: string, value: z.output<Schema>])[]; readonly bad: readonly string[] } {
  const good: (readonly [string, z.output<Schema>])[] = []
  const bad: string[] = []
  for (const [key, value] of Object.entries(object)) {
    const decoded = schema.safeParse(value)
    if (decoded.success) good.push([key, decoded.data])
    else bad.push(`${key}: ${complaint(decoded.error)}`)
  }
  return { good, bad }
}
