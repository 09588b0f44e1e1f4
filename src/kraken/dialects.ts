/** Kraken's dialects by their names. */
import type { Dialect } from './dialect.ts'
import type { PairNamed } from './reference.ts'
import { webSocketV1 } from './v1/v1.ts'
import { webSocketV2 } from './v2/v2.ts'

export const DIALECTS = ['v1', 'v2'] as const
export type DialectName = (typeof DIALECTS)[number]

export const dialectNamed = (name: DialectName, pairNamed: PairNamed): Dialect =>
  name === 'v1' ? webSocketV1(pairNamed) : webSocketV2(pairNamed)
