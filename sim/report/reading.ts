/** What a frame comes to in a report, and the words and pieces of JSON that the readers of both dialects share. */
import type { Json } from '../../src/kraken/json.ts'
import type { Names } from './names.ts'
import { terms } from './words.ts'

export type Reading = {
  /** Part of every run and of no story: handshakes, subscriptions, snapshots, heartbeats. */
  readonly routine: boolean
  /** The short form; ids get their short names when it is asked for. */
  say(names: Names): string
  /** No more than which message it is: `addOrder #1`. */
  title(names: Names): string
}

export type JsonObject = { readonly [name: string]: Json }

export const asItCame = (frame: string): Reading => reading(false, () => oneLine(frame))
export const reading = (routine: boolean, say: Reading['say']): Reading => ({ routine, say, title: say })
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ')

export const joined = (...words: readonly string[]): string => words.filter((word) => word !== '').join(' ')

export const isNothing = (text: string): boolean => /^0(\.0*)?$/.test(text)

/** The one way a report speaks of a trade, wherever it was seen. Ids come in their short forms. */
export const fillText = (fill: {
  readonly trade: string
  readonly order: string
  readonly size: string
  readonly price: string
}): string => `${fill.trade} fills ${fill.order}, ${terms(fill)}`

// ---- pieces of JSON

export function orderName(event: JsonObject, name: string, names: Names): string {
  const txid = field(event, name)
  return txid === undefined ? '?' : names.order(txid)
}

/** A text or a number, which the reader gives as its text; undefined for anything else. */
export function field(object: JsonObject, name: string): string | undefined {
  const value = object[name]
  return typeof value === 'string' ? value : undefined
}

export const texts = (value: Json | undefined): readonly string[] => {
  if (typeof value === 'string') return [value]
  return value !== undefined && isList(value) ? value.filter((one) => typeof one === 'string') : []
}

export const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
export const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value)
