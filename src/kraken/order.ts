/** What Kraken says of an order, whichever channel it says it on: a full description, or only what changed. */
import { z } from 'zod'
import type { Side } from '../ems.ts'
import type { Txid } from '../ids.ts'
import { txid } from '../ids.ts'
import type { Price, Volume } from '../money.ts'
import { decimal, price, volume, zero } from '../money.ts'
import type { Pair } from '../pair.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import type { Instant } from '../time.ts'
import { decimalField, fieldReader, sideField, timeField, wholeField } from './fields.ts'
import type { Json } from './json.ts'
import type { PairNamed } from './reference.ts'

export type KrakenOrderStatus = 'pending' | 'open' | 'closed' | 'canceled' | 'expired'

/** The unchanging part of an order. */
export type OrderTerms = {
  readonly pair: Pair
  readonly side: Side
  readonly orderType: string
  /** The limit. Absent where the order type has none, or one that follows a price which is still to come. */
  readonly price: Price | undefined
  readonly volume: Volume
  /** It is never to take; an edit has to say so again. */
  readonly postOnly: boolean
  /** The volume is an amount of the quote to be spent; what is executed is in base all the same. */
  readonly isInQuote: boolean
}

/** Absent fields were not mentioned; amounts are totals of the order, never increments. */
export type OrderUpdate = {
  readonly txid: Txid
  readonly terms: OrderTerms | undefined
  /** New terms of an order that keeps its txid; what is absent stays as it was. */
  readonly amended?: { readonly price: Price | undefined; readonly volume: Volume | undefined }
  /** Kraken's mark on an order that was changed in place, by whomever; it says nothing of when. */
  readonly isMarkedAmended?: boolean | undefined
  readonly status: KrakenOrderStatus | undefined
  readonly executed: Volume | undefined
  readonly userref: number | undefined
  readonly openedAt: Instant | undefined
  readonly endedAt: Instant | undefined
  readonly reason: string | undefined
  /** How high the pair's counter stood, in points; undefined where it was not said. */
  readonly rateCount?: number | undefined
  /** What of it was not understood and left out, a sentence each. */
  readonly doubts: readonly string[]
}

const descrField = z
  .object({ pair: z.string(), type: sideField, ordertype: z.string(), price: z.string(), price2: z.string().nullish() })
  .transform((descr, context) => {
    const limit = limitText(descr)
    const price = limit === undefined ? zero : decimal(limit)
    if (price !== undefined) return { ...descr, price }
    context.addIssue({ code: 'custom', message: `'${limit}' is not a plain decimal`, path: ['price'] })
    return z.NEVER
  })

/**
 * What the order is limited to. Where it waits for a price, that is the first and its limit the second; either can be an offset, `+50.0000%`,
 * and then there is no limit yet that could be told.
 */
function limitText(descr: {
  readonly ordertype: string
  readonly price: string
  readonly price2?: string | null | undefined
}): string | undefined {
  const { ordertype, price, price2 } = descr
  if (isLimitedAtOnce(ordertype)) return price
  const limit = ordertype.endsWith('-limit') ? (price2 ?? undefined) : undefined
  return limit === undefined || /^[+#-]|%$/.test(limit) ? undefined : limit
}

export const isLimitedAtOnce = (orderType: string): boolean => orderType === 'limit' || orderType === 'iceberg'

const statusField = z.enum(['pending', 'open', 'closed', 'canceled', 'expired'])

/** Reads what it understands. Fails on what is no record at all, and on a pair that Kraken did not list. */
export function readOrder(id: string, record: Json, pairNamed: PairNamed): Result<OrderUpdate, string> {
  const fields = fieldReader(record, `order ${id}`)
  if (fields === undefined) return fail(`order ${id}: not a record`)
  const { read, doubts } = fields
  const descr = read('descr', descrField)
  const flags = read('oflags', z.string())?.split(',') ?? []
  const described = {
    descr,
    vol: read('vol', decimalField),
    postOnly: flags.includes('post'),
    isInQuote: flags.includes('viqc'),
  }
  const terms = termsFrom(described, pairNamed)
  if (terms === 'unknown pair') return fail(`order ${id}: unknown pair ${descr?.pair ?? ''}`)
  const executed = read('vol_exec', decimalField)
  return ok({
    txid: txid(id),
    terms,
    isMarkedAmended: read('misc', z.string())?.split(',').includes('amended'),
    status: read('status', statusField),
    executed: executed === undefined ? undefined : volume(executed),
    userref: read('userref', wholeField),
    openedAt: read('opentm', timeField),
    // The socket's words, and REST's.
    endedAt: read('lastupdated', timeField) ?? read('closetm', timeField),
    reason: read('cancel_reason', z.string()) ?? read('reason', z.string()),
    // Both spellings stand in Kraken's documents.
    rateCount: read('ratecount', wholeField) ?? read('rate_count', wholeField),
    doubts,
  })
}

function termsFrom(
  {
    descr,
    vol,
    postOnly,
    isInQuote,
  }: {
    readonly descr: z.output<typeof descrField> | undefined
    readonly vol: z.output<typeof decimalField> | undefined
    readonly postOnly: boolean
    readonly isInQuote: boolean
  },
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
    postOnly,
    isInQuote,
  }
}
