/** The fields of an order that is asked for, each read from its text by itself. */
import { type Result, fail, ok } from '../../src/result.ts'
import { powerOfTen, readDecimal, unitsAt } from './amount.ts'
import * as errors from './errors.ts'
import type { Market } from './market.ts'
import { readPrices } from './asked-prices.ts'
import {
  type CloseTerms,
  ORDER_TYPES,
  type OrderTerms,
  SELF_TRADES,
  type SelfTrade,
  isLimited,
  isTriggered,
} from './orders.ts'
import type { Venue } from './venue.ts'

/** A signed 32-bit integer in text; 0 when there is none. Source: protocol 4.6. */
export function readUserref(text: string | undefined): Result<number, string> {
  if (text === undefined) return ok(0)
  const value = /^-?\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  return value >= -(2 ** 31) && value < 2 ** 31 ? ok(value) : fail(errors.invalidArguments('userref'))
}

/** A UUID with or without its dashes, or up to 18 characters; exclusive with a userref. Source: protocol 3.6, 7.2. */
const CL_ORD_ID = /^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32}|[!-~]{1,18})$/

type Names = {
  readonly account: string
  readonly clOrdId?: string | undefined
  readonly userref?: string | undefined
}
export function readClOrdId(
  { history }: Venue,
  { account, clOrdId, userref }: Names,
): Result<string | undefined, string> {
  if (clOrdId === undefined) return ok(undefined)
  const isFree = [...history.of(account).open.values()].every((order) => order.clOrdId !== clOrdId)
  const isGood = CL_ORD_ID.test(clOrdId) && userref === undefined && isFree
  return isGood ? ok(clOrdId) : fail(errors.invalidArguments('cl_ord_id'))
}

type Flags = Pick<OrderTerms, 'postOnly' | 'feeIn'> & { readonly isInQuote: boolean }
type Flagged = Pick<OrderTerms, 'orderType' | 'side'> & { readonly byDefault: OrderTerms['feeIn'] }

/** `post` wants a price to wait at, `viqc` a purchase at market; `nompp` has no effect any more. Source: protocol 7.1. */
export function readFlags(text: string | undefined, { orderType, side, byDefault }: Flagged): Result<Flags, string> {
  const flags = new Set((text ?? '').split(',').filter((flag) => flag !== ''))
  const isKnown = [...flags].every((flag) => ['post', 'fcib', 'fciq', 'nompp', 'viqc'].includes(flag))
  const postOnly = flags.has('post')
  const isInQuote = flags.has('viqc')
  const isContradictory =
    (flags.has('fcib') && flags.has('fciq')) ||
    (postOnly && (!isLimited(orderType) || isTriggered(orderType))) ||
    (isInQuote && (orderType !== 'market' || side !== 'buy'))
  if (!isKnown || isContradictory) return fail(errors.invalidArguments('oflags'))
  return ok({ postOnly, isInQuote, feeIn: flags.has('fcib') ? 'base' : flags.has('fciq') ? 'quote' : byDefault })
}

export function readSelfTrade(text: string | undefined): Result<SelfTrade, string> {
  const mode = text === undefined ? 'cancel-newest' : SELF_TRADES.find((known) => known === text)
  return mode === undefined ? fail(errors.invalidArguments('stptype')) : ok(mode)
}

/** Lots, above zero. */
export const readVolume = ({ quirks }: Venue, { row }: Market, text: string): Result<bigint, string> =>
  readAmount(text, row.lotDecimals, quirks.excessVolumeDecimals)

/** What is to be spent, at the scale of costs. */
export const readSpend = ({ quirks }: Venue, { row }: Market, text: string): Result<bigint, string> =>
  readAmount(text, row.costDecimals, quirks.excessVolumeDecimals)

function readAmount(text: string, decimals: number, excess: 'reject' | 'truncate'): Result<bigint, string> {
  const amount = readDecimal(text)
  if (amount === undefined) return fail(errors.invalidArguments('volume'))
  const exact = unitsAt(decimals, amount)
  if (exact === undefined && excess === 'reject') return fail(errors.invalidArguments('volume'))
  const units = exact ?? amount.units / powerOfTen(amount.scale - decimals)
  return units > 0n ? ok(units) : fail(errors.invalidArguments('volume'))
}

/** An iceberg shows no less than a fifteenth of itself. Source: protocol 7.1. */
const MOST_PARTS = 15n

/** What an iceberg shows at a time; nothing else has any. */
export function readDisplay(
  venue: Venue,
  market: Market,
  { orderType, volume, display }: Pick<OrderTerms, 'orderType' | 'volume'> & { readonly display: string | undefined },
): Result<bigint | undefined, string> {
  const wrong = fail(errors.invalidArguments('displayvol'))
  if ((display !== undefined) !== (orderType === 'iceberg')) return wrong
  if (display === undefined) return ok(undefined)
  const shown = readVolume(venue, market, display)
  return shown.ok && fitsIceberg(shown.value, volume) ? shown : wrong
}

export const fitsIceberg = (display: bigint, volume: bigint): boolean =>
  display * MOST_PARTS >= volume && display <= volume

/** The least that an iceberg of this size may show, rounded up. */
export const leastDisplay = (volume: bigint): bigint => (volume + MOST_PARTS - 1n) / MOST_PARTS

/** What the trigger looks at. No pair here has an index. */
export function referenceRefusal(text: string | undefined): string | undefined {
  if (text === undefined || text === 'last') return undefined
  return text === 'index' ? errors.INDEX_UNAVAILABLE : errors.invalidArguments('trigger')
}

export type AskedClose = {
  readonly orderType: string | undefined
  readonly price: string | undefined
  readonly price2: string | undefined
}

/** What every fill is to be closed by: an order with a price of its own, on the other side. */
export function readClose(
  market: Market,
  last: bigint | undefined,
  { side, close }: Pick<OrderTerms, 'side'> & { readonly close: AskedClose | undefined },
): Result<CloseTerms | undefined, string> {
  if (close === undefined) return ok(undefined)
  const orderType = ORDER_TYPES.find((known) => known === close.orderType)
  if (orderType === undefined || orderType === 'market' || orderType === 'iceberg') {
    return fail(errors.invalidArguments('close[ordertype]'))
  }
  const asked = { ...close, orderType, side: side === 'buy' ? ('sell' as const) : ('buy' as const) }
  const prices = readPrices(market, last, asked, (field) => `close[${field}]`)
  return prices.ok ? ok({ orderType, ...prices.value }) : prices
}
