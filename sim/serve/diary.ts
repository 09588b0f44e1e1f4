/**
 * What a served Kraken heard, and when, by its own clock: told to whoever records its clients, so that a replay can let another
 * Kraken hear the same at the same moments. It says which words were heard and never what they were.
 */
import { z } from 'zod'
import type { Instant } from '../../src/time.ts'

/** One request or connection, by the number that the recorder gave it. */
export type Mark = { readonly recorder: string; readonly id: number }

/** With this header a recorder says whose words these are: `3f9a 17`. */
export const MARK_HEADER = 'wavetank-recorder'

export const markOf = (header: string | undefined): Mark | undefined => {
  const [, recorder, id] = /^(\w{1,64}) (\d{1,15})$/.exec(header ?? '') ?? []
  return recorder === undefined ? undefined : { recorder, id: Number(id) }
}

/** `call`: under which of the accounts' keys, as `alice.1`, if it is one. */
export type Heard =
  | { readonly heard: 'call'; readonly id: number; readonly as?: string | undefined }
  | { readonly heard: 'open' | 'frame' | 'close'; readonly id: number }
  /** At `/wavetank`; the number where the recorder saw it too. */
  | {
      readonly heard: 'operator'
      readonly id?: number | undefined
      readonly method: 'GET' | 'POST'
      readonly path: string
      readonly body: string
    }
  /** A client that the recorder does not know of. */
  | { readonly heard: 'somebody else' }
  /** Nothing, but so late something was sent by itself. */
  | { readonly heard: 'nothing' }

export type Entry = { readonly at: Instant } & Heard

/** What a recorder is told first. */
export type Opening = {
  readonly startedAt: Instant
  /** How Kraken was set, for the head of the recording. */
  readonly settings: Readonly<Record<string, string>>
  /** How much clients had said before. */
  readonly heardBefore: number
}

type Line = Extract<Heard, { id: number }>
/** What came in, not yet numbered. */
export type Unnumbered =
  | (Omit<Extract<Line, { heard: 'call' }>, 'id'> | Omit<Extract<Line, { heard: 'open' | 'frame' | 'close' }>, 'id'>)
  | Omit<Extract<Heard, { heard: 'operator' }>, 'id'>

export class Diary {
  readonly #recorders = new Map<string, (line: string) => void>()
  /** Where each line is in its own numbers; undefined when nobody keeps one. */
  readonly #own: ((line: string) => void) | undefined
  #heard = 0
  #lastAt: Instant | undefined

  constructor(own: ((line: string) => void) | undefined) {
    this.#own = own
  }

  get heardBefore(): number {
    return this.#heard
  }

  /** Tells one recorder from now on; what is given back ends it. */
  tell(recorder: string, write: (line: string) => void): () => void {
    this.#recorders.set(recorder, write)
    return () => void this.#recorders.delete(recorder)
  }

  /** `own`: its number here. */
  heard(at: Instant, what: Unnumbered, { own, mark }: { readonly own: number; readonly mark: Mark | undefined }): void {
    if (what.heard !== 'operator' || what.method !== 'GET') this.#heard += 1
    this.#lastAt = at
    this.#own?.(lineOf({ at, ...what, id: own }))
    for (const [recorder, write] of this.#recorders) {
      const isTheirs = mark?.recorder === recorder
      if (isTheirs) write(lineOf({ at, ...what, id: mark.id }))
      else write(lineOf(what.heard === 'operator' ? { at, ...what } : { at, heard: 'somebody else' }))
    }
  }

  /** Something is sent at this moment. */
  sent(at: Instant): void {
    if (at === this.#lastAt) return
    this.#lastAt = at
    for (const write of this.#recorders.values()) write(lineOf({ at, heard: 'nothing' }))
  }
}

const lineOf = (entry: Entry): string => JSON.stringify(entry)

// ---- reading

const at = z.custom<Instant>((value) => Number.isSafeInteger(value))
const id = z.int()

const entry: z.ZodType<Entry> = z.discriminatedUnion('heard', [
  z.object({ at, heard: z.literal('call'), id, as: z.string().optional() }),
  z.object({ at, heard: z.enum(['open', 'frame', 'close']), id }),
  z.object({
    at,
    heard: z.literal('operator'),
    id: id.optional(),
    method: z.enum(['GET', 'POST']),
    path: z.string(),
    body: z.string(),
  }),
  z.object({ at, heard: z.enum(['somebody else', 'nothing']) }),
])

/** Undefined for what is no line of a diary. */
export function readEntry(line: string): Entry | undefined {
  try {
    const read = entry.safeParse(JSON.parse(line))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}
