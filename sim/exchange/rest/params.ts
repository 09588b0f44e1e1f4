/** Reads the parameters that many endpoints share, and cuts histories into pages. */
import { type Result, fail, ok } from '../../../src/result.ts'
import { type Instant, instantFromUnixText } from '../../../src/time.ts'
import { invalidArguments } from '../errors.ts'
import type { Params } from './registry.ts'

/** Source: protocol 3.2, 3.4, 3.5. */
const PAGE_SIZE = 50

/** The names of a comma list; undefined when the parameter is not there or empty. */
export function listOf(params: Params, name: string): readonly string[] | undefined {
  const text = params.get(name)
  if (text === undefined || text === '') return undefined
  return text.split(',').map((part) => part.trim())
}

export const isSet = (params: Params, name: string, byDefault = false): boolean => {
  const text = params.get(name)
  return text === undefined ? byDefault : text === 'true' || text === '1'
}

/** What an order says of a field; a form with an empty field says nothing. */
export const textIn = (params: Params, name: string): string | undefined => {
  const text = params.get(name)
  return text === '' ? undefined : text
}

/** Yes or no, and no where nothing is said: a deed must not hang on a word that is neither. */
export function flagOf(params: Params, name: string): Result<boolean, string> {
  const text = textIn(params, name)
  if (text === undefined || text === 'false' || text === '0') return ok(false)
  return text === 'true' || text === '1' ? ok(true) : fail(invalidArguments(name))
}

/** The items of a list, in order, each by its own names: `price` of `orders[0][price]`; '' of `orders[0]` itself. */
export function itemsOf(params: Params, list: string): readonly Params[] {
  const items = new Map<number, Map<string, string>>()
  for (const [name, text] of params) {
    const [, place, inner = '', rest = ''] = name.startsWith(list) ? (ITEM.exec(name.slice(list.length)) ?? []) : []
    if (place === undefined) continue
    const item = items.get(Number(place)) ?? new Map<string, string>()
    items.set(Number(place), item.set(inner + rest, text))
  }
  return [...items].sort(([one], [other]) => one - other).map(([, item]) => item)
}
/** `[0][close][price]`: the item's place, the name, and what follows it as it is. */
const ITEM = /^\[(\d{1,3})\](?:\[(\w+)\](.*))?$/

/** Which rows are wanted: later than `after`, not later than `until`, and from which on. */
export type Window = {
  readonly after: Instant | undefined
  readonly until: Instant | undefined
  readonly offset: number
  readonly withCount: boolean
}

/** `start` and `end` are unix seconds or ids, for which `timeOf` knows the time. */
export function windowOf(params: Params, timeOf: (id: string) => Instant | undefined): Result<Window, string> {
  const bounds: Partial<Record<'start' | 'end', Instant>> = {}
  for (const name of ['start', 'end'] as const) {
    const text = params.get(name)
    if (text === undefined || text === '') continue
    const at = instantFromUnixText(text) ?? timeOf(text)
    if (at === undefined) return fail(invalidArguments(name))
    bounds[name] = at
  }
  const offset = params.get('ofs') ?? '0'
  if (!/^\d{1,9}$/.test(offset)) return fail(invalidArguments('ofs'))
  return ok({
    after: bounds.start,
    until: bounds.end,
    offset: Number(offset),
    withCount: !isSet(params, 'without_count'),
  })
}

export const isWithin = ({ after, until }: Window, at: Instant): boolean =>
  (after === undefined || at > after) && (until === undefined || at <= until)

/** One page of what matches, newest first, from rows that are oldest first; and how many match in all. */
export function pageOf<Row>(
  rows: readonly Row[],
  { window, matches }: { readonly window: Window; readonly matches: (row: Row) => boolean },
): { readonly page: readonly Row[]; readonly count: number | undefined } {
  const page: Row[] = []
  let count = 0
  for (const row of rows.toReversed()) {
    if (!matches(row)) continue
    if (count >= window.offset && page.length < PAGE_SIZE) page.push(row)
    count += 1
  }
  return { page, count: window.withCount ? count : undefined }
}
