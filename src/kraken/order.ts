/** What Kraken says of an order, whichever channel it says it on: a full description, or only what changed. */
import { z } from 'zod'
import type { Side } from '../ems.ts'
import type { Txid } from '../ids.ts'
import { txid } from '../ids.ts'
import type { Price, Volume } from '../money.ts'
import { price, volume } from '../money.ts'
import type { Pair } from '../pair.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import type { Instant } from '../time.ts'
import { complaint, decimalField, sideField, timeField, userrefField } from './fields.ts'
import type { Json } from './json.ts'
import type { PairNamed } from './reference.ts'

export type KrakenOrderStatus = 'pending' | 'open' | 'closed' | 'canceled' | 'expired'

/** The unchanging part of an order. */
export type OrderTerms = {
  readonly pair: Pair
  readonly side: Side
  readonly orderType: string
  /** Absent where the order type has none. */
  readonly price: Price | undefined
  readonly volume: Volume
}

/** Absent fields were not mentioned; amounts are totals of the order, never increments. */
export type OrderUpdate = {
  readonly txid: Txid
  readonly terms: OrderTerms | undefined
  /** New terms of an order that keeps its txid; what is absent stays as it was. */
  readonly amended?: { readonly price: Price | undefined; readonly volume: Volume | undefined }
  readonly status: KrakenOrderStatus | undefined
  readonly executed: Volume | undefined
  readonly userref: number | undefined
  readonly openedAt: Instant | undefined
  readonly reason: string | undefined
}

const orderFields = z.object({
  descr: z.object({ pair: z.string(), type: sideField, ordertype: z.string(), price: decimalField }).optional(),
  vol: decimalField.optional(),
  vol_exec: decimalField.optional(),
  status: z.enum(['pending', 'open', 'closed', 'canceled', 'expired']).optional(),
  userref: userrefField,
  opentm: timeField.optional(),
  /** The socket's word … */
  cancel_reason: z.string().nullish(),
  /** … and REST's. */
  reason: z.string().nullish(),
})

export function readOrder(id: string, record: Json, pairNamed: PairNamed): Result<OrderUpdate, string> {
  const read = orderFields.safeParse(record)
  if (!read.success) return fail(`order ${id}: ${complaint(read.error)}`)
  const { descr, vol, vol_exec: executed, status, userref } = read.data
  const terms = termsFrom(descr, vol, pairNamed)
  if (terms === 'unknown pair') return fail(`order ${id}: unknown pair ${descr?.pair ?? ''}`)
  return ok({
    txid: txid(id),
    terms,
    status,
    executed: executed === undefined ? undefined : volume(executed),
    userref,
    openedAt: read.data.opentm,
    reason: read.data.cancel_reason ?? read.data.reason ?? undefined,
  })
}

type Descr = z.output<typeof orderFields>['descr']

function termsFrom(
  descr: Descr,
  vol: z.output<typeof decimalField> | undefined,
  pairNamed: PairNamed,
): OrderTerms | 'unknown pair' | undefined {
  if (descr === undefined || vol === undefined) return undefined
  const pair = pairNamed(descr.pair)
  if (pair === undefined) return 'unknown pair'
  return {
    pair,
    side: descr.type,
    orderType: descr.ordertype,
    price: descr.price.isZero() ? undefined : price(descr.price),
    volume: volume(vol),
  }
}
