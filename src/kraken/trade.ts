/** One execution as Kraken records it: the same whether it came by REST, by WebSocket or out of our ledger file. */
import { z } from 'zod'
import type { Side } from '../ems.ts'
import type { TradeId, Txid } from '../ids.ts'
import { tradeId, txid } from '../ids.ts'
import type { Cost, Price, Volume } from '../money.ts'
import { cost, price, volume } from '../money.ts'
import type { Pair } from '../pair.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import type { Instant } from '../time.ts'
import { complaint, decimalField, sideField, timeField } from './fields.ts'
import type { Json } from './json.ts'
import type { PairNamed } from './reference.ts'

/** Kraken's record, verbatim: every field with the text it was given. */
export type RecordFields = Readonly<Record<string, string>>

export type Trade = {
  readonly id: TradeId
  readonly txid: Txid
  readonly pair: Pair
  readonly side: Side
  readonly price: Price
  readonly volume: Volume
  readonly cost: Cost
  /** In the quote asset. */
  readonly fee: Cost
  /** When it was executed, by Kraken's clock. */
  readonly at: Instant
  readonly fields: RecordFields
}

const tradeFields = z.looseObject({
  ordertxid: z.string(),
  pair: z.string(),
  time: timeField,
  type: sideField,
  price: decimalField,
  cost: decimalField,
  fee: decimalField,
  vol: decimalField,
})

/** Fails on a record that is no trade, or of a pair that Kraken did not list. */
export function readTrade(id: string, record: Json, pairNamed: PairNamed): Result<Trade, string> {
  const read = tradeFields.safeParse(record)
  if (!read.success) return fail(`trade ${id}: ${complaint(read.error)}`)
  const pair = pairNamed(read.data.pair)
  if (pair === undefined) return fail(`trade ${id}: unknown pair ${read.data.pair}`)
  // Sockets name the pair otherwise than REST does; one file wants one name.
  const fields = { ...textFields(record), pair: pair.key }
  return ok({
    id: tradeId(id),
    txid: txid(read.data.ordertxid),
    pair,
    side: read.data.type,
    price: price(read.data.price),
    volume: volume(read.data.vol),
    cost: cost(read.data.cost),
    fee: cost(read.data.fee),
    at: read.data.time,
    fields,
  })
}

/** The fields that are texts, numbers or truth values; lists and nulls say nothing that accounting needs. */
export function textFields(record: Json): RecordFields {
  if (record === null || typeof record !== 'object' || Array.isArray(record)) return {}
  const entries = Object.entries(record).flatMap(([name, value]: [string, Json]): [string, string][] => {
    if (typeof value === 'string') return [[name, value]]
    if (typeof value === 'boolean') return [[name, String(value)]]
    return []
  })
  return Object.fromEntries(entries)
}
