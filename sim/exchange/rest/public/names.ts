/** Which pairs a public call names, and by what name each is told back. Source: protocol 2. */
import { type Result, fail, ok } from '../../../../src/result.ts'
import * as errors from '../../errors.ts'
import type { Market } from '../../market.ts'
import type { Venue } from '../../venue.ts'
import { listOf } from '../params.ts'
import type { Call, Params } from '../registry.ts'

export type Named = { readonly name: string; readonly market: Market }

/** `assetVersion=1` asks for the new names. */
export const wantsNewNames = (params: Params): boolean => params.get('assetVersion') === '1'

/**
 * By key, altname or new name; a wsname that is not also the new name (`XBT/USD`) is refused, as in September 2026.
 * Whoever asks with a slash is told that name back, all others the key.
 */
export function pairNamed(venue: Venue, name: string, params: Params): Named | undefined {
  const market = venue.markets.named(name)
  if (market === undefined) return undefined
  const isNew = name.includes('/')
  if (isNew && name.toUpperCase() !== market.symbol.toUpperCase()) return undefined
  return { name: isNew || wantsNewNames(params) ? market.symbol : market.row.key, market }
}

/** For calls about one pair. */
export function onePair({ venue, params }: Call): Result<Named, string> {
  const name = params.get('pair')
  if (name === undefined || name === '') return fail(errors.invalidArguments('pair'))
  const named = pairNamed(venue, name, params)
  return named === undefined ? fail(errors.UNKNOWN_PAIR) : ok(named)
}

/** For calls about some or all: those that are known, and whether any was not. */
export function somePairs({ venue, params }: Call): {
  readonly known: readonly Named[]
  readonly isAnyUnknown: boolean
} {
  const names = listOf(params, 'pair') ?? [...venue.universe.pairs.keys()]
  const known = names.map((name) => pairNamed(venue, name, params)).filter((named) => named !== undefined)
  return { known, isAnyUnknown: known.length < names.length }
}

/** A whole number within bounds, or the refusal that names it. */
export function numberIn(
  params: Params,
  name: string,
  { least, most, standard }: { readonly least: number; readonly most: number; readonly standard: number },
): Result<number, string> {
  const text = params.get(name)
  if (text === undefined || text === '') return ok(standard)
  const number = /^\d{1,9}$/.test(text) ? Number(text) : undefined
  return number === undefined || number < least || number > most ? fail(errors.invalidArguments(name)) : ok(number)
}
