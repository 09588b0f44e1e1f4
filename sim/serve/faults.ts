/** Trouble that comes by itself: a file of what befalls a served Kraken, and when. */
import { z } from 'zod'
import { type Result, fail, ok } from '../../src/result.ts'
import { after, seconds } from '../../src/time.ts'
import { type Trouble, brew } from '../edge/brew.ts'
import { trouble } from '../edge/trouble-shape.ts'
import type { Behind } from './behind.ts'
import { firstIssue, readSheet } from './sheet.ts'

export const MODES = ['online', 'maintenance', 'cancel_only', 'post_only', 'limit_only'] as const

/** Trouble, its end, or a mode that Kraken goes into. */
export type Disturbance =
  | { readonly kind: 'trouble'; readonly trouble: Trouble; readonly account: string | undefined }
  | { readonly kind: 'heal' }
  | { readonly kind: 'go'; readonly mode: (typeof MODES)[number] }

/** `at`: seconds after the start. */
export type Planned = { readonly at: number; readonly does: Disturbance }

const when = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'is a number of seconds after the start')
  .transform(Number)
const entry = z.looseObject({ at: when.default(0) })
const sheet = z.strictObject({ faults: z.array(entry) }, 'has to begin with [[faults]]')

const heal = z.strictObject({ kind: z.literal('heal') })
const go = z.strictObject({ kind: z.literal('go'), mode: z.enum(MODES) })
const named = z.looseObject({ account: z.string().exactOptional() })

/** Reads one disturbance, from a file or a request; fails with the place in it and what is wrong there. */
export function readDisturbance(value: unknown): Result<Disturbance, string> {
  const whole = named.safeParse(value)
  if (!whole.success) return fail(firstIssue(whole.error))
  const { account, ...rest } = whole.data
  const { kind } = rest
  if (kind === 'heal') return checked(heal, rest, () => ({ kind: 'heal' }))
  if (kind === 'go') return checked(go, rest, ({ mode }) => ({ kind: 'go', mode }))
  return checked(trouble, rest, (read) => ({ kind: 'trouble', trouble: read, account }))
}

function checked<Value>(
  shape: z.ZodType<Value>,
  value: unknown,
  make: (value: Value) => Disturbance,
): Result<Disturbance, string> {
  const read = shape.safeParse(value)
  return read.success ? ok(make(read.data)) : fail(firstIssue(read.error))
}

/** Fails with one sentence that names the file and the place. */
export function readFaults(text: string, file: string): Result<readonly Planned[], string> {
  const read = readSheet(text, { file, shape: sheet })
  if (!read.ok) return read
  const planned: Planned[] = []
  for (const [place, { at, ...rest }] of read.value.faults.entries()) {
    const does = readDisturbance(rest)
    if (!does.ok) return fail(`${file}: faults.${place + 1}: ${does.error}`)
    planned.push({ at, does: does.value })
  }
  return ok(planned)
}

/** `account`: whose notices are lost where nobody is named. Fails where there is no such account. */
export function disturb(kraken: Behind, does: Disturbance, account: string): Result<void, string> {
  switch (does.kind) {
    case 'heal':
      kraken.heal()
      return ok(undefined)
    case 'go': {
      const gone = kraken.command({ kind: 'go', mode: does.mode })
      return gone.ok ? ok(undefined) : gone
    }
    case 'trouble': {
      const whose = does.account ?? account
      if (kraken.truth.accounts.get(whose)?.kind !== 'client') return fail(`there is no account ${whose}`)
      brew(kraken.troubled, does.trouble, whose)
      return ok(undefined)
    }
  }
}

/** Puts all that is planned on Kraken's clock. `complain`: of what cannot be done when its time comes. */
export function plan(
  kraken: Behind,
  planned: readonly Planned[],
  { account, complain }: { readonly account: string; readonly complain: (sentence: string) => void },
): void {
  const begin = kraken.now()
  for (const [place, { at, does }] of planned.entries()) {
    kraken.timers.set(`fault/${place}`, after(begin, seconds(at)), () => {
      const done = disturb(kraken, does, account)
      if (!done.ok) complain(`faults.${place + 1}: ${done.error}`)
    })
  }
}
