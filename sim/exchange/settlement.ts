/** What an order must be able to pay, what an execution costs each party, and the booking of both. */
import type { Instant } from '../../src/time.ts'
import type { Exact } from '../truth.ts'
import type { Accounts, Line, Posting } from './accounts.ts'
import { isBelow, rescale, rescaleUp, smaller } from './amount.ts'
import { type Market, costOf } from './market.ts'
import { type Fill, type Order, type OrderTerms, paysWith } from './orders.ts'
import type { AssetRow } from './universe/universe.ts'

type Execution = { readonly cost: bigint; readonly volume: bigint; readonly rate: Exact }

/** Parts of the cost. */
export type Rates = Pick<Market, 'makerRate' | 'takerRate'>

/** What an execution costs. `stated`: in quote, as records say. `charged`: what is really taken, in units of `asset`. */
export type Fee = {
  readonly stated: bigint
  readonly charged: bigint
  readonly asset: AssetRow
  readonly scale: number
}

/**
 * To the nearest in the scale of the fee; in quote or base as the order wishes. Source: protocol 8.3 rule 2. Of so little that
 * nothing is taken in base, a record states nothing either: what Kraken's do then is not known, and nobody could tell it
 * from a fee in quote that the ledger rounds away.
 */
export function feeOf(terms: OrderTerms, charge: Execution): Fee {
  const { market, feeIn } = terms
  const charged = feeAt(terms, charge)
  return {
    stated: charged === 0n ? 0n : feeAt({ market, feeIn: 'quote' }, charge),
    charged,
    asset: feeAsset(market, feeIn),
    scale: feeScale(terms),
  }
}

/**
 * The same fee paid in fee credits, a hundredth of a dollar each, rounded up. The quote is taken for a dollar: what
 * Kraken converts by is not modelled.
 */
export function inCredits(fee: Fee, { costDecimals, credits }: { costDecimals: number; credits: AssetRow }): Fee {
  const charged = rescaleUp(fee.stated * 100n, { from: costDecimals, to: credits.decimals })
  return { ...fee, charged, asset: credits, scale: credits.decimals }
}

/**
 * What an order at a price holds for a volume: the cost or the volume, and the worst fee, as one fill would round them.
 * Kraken's own formula is not documented (gap 35).
 */
export function holdFor(terms: OrderTerms & { readonly price: bigint }, volume: bigint): bigint {
  if (volume === 0n) return 0n
  const { market, side, feeIn } = terms
  const { row, base, quote } = market
  const cost = costOf(market, { price: terms.price, volume })
  const fee = feeAt(terms, { cost, volume, rate: worstRate(terms) })
  const paidFee = paysTheFee(terms) ? inLedger(fee < 0n ? 0n : fee, feeScale(terms), feeAsset(market, feeIn)) : 0n
  return side === 'buy'
    ? inLedger(cost, row.costDecimals, quote) + paidFee
    : rescaleUp(volume, { from: row.lotDecimals, to: base.decimals }) + paidFee
}

/** What one execution takes from the balance an order pays with, in ledger units. */
export function debitOf(
  terms: OrderTerms,
  execution: { readonly cost: bigint; readonly volume: bigint; readonly fee: Pick<Fee, 'charged' | 'asset' | 'scale'> },
): bigint {
  const { market, side } = terms
  const { row, base, quote } = market
  const { charged, asset, scale } = execution.fee
  const fee = asset.id === paysWith(terms).id ? inLedger(charged, scale, asset) : 0n
  return side === 'buy'
    ? inLedger(execution.cost, row.costDecimals, quote) + fee
    : inLedger(execution.volume, row.lotDecimals, base) + fee
}

/**
 * Books both sides of an execution and lets the holds shrink with what is left to do. Many small fills can round to
 * more than the hold; then the free balance pays, and where there is none the rounding account does, so that no
 * balance falls below what other orders hold.
 */
export function settle(accounts: Accounts, { at, fills }: { readonly at: Instant; readonly fills: readonly Fill[] }) {
  const lines: Line[] = []
  const postings: Posting[] = []
  for (const { trade, order, feeIn } of fills) {
    const { market, side } = order
    const { row, base, quote } = market
    const asset = paysWith(order)
    const charge = { charged: trade.fee.units, asset: feeIn, scale: trade.fee.scale }
    const execution = { cost: trade.cost.units, volume: trade.volume.units, fee: charge }
    const owed = debitOf(order, execution)
    const payable = smaller(owed, accounts.available(order.account, asset) + order.held)
    const unpaid = owed - payable
    shrinkHold(accounts, { order, paid: payable })

    const cost = inLedger(execution.cost, row.costDecimals, quote)
    const volume = inLedger(execution.volume, row.lotDecimals, base)
    const fee = inLedger(charge.charged, charge.scale, feeIn)
    const line = { account: order.account, refid: trade.id }
    const feeOn = (leg: AssetRow): bigint => (leg.id === feeIn.id ? fee : 0n)
    lines.push(
      { ...line, asset: quote, amount: side === 'buy' ? unpaid - cost : cost, fee: feeOn(quote) },
      { ...line, asset: base, amount: side === 'sell' ? unpaid - volume : volume, fee: feeOn(base) },
      // Source: ledger rows of 2019 with a KFEE row of amount 0, BittyTax #91.
      ...(feeIn.id === quote.id || feeIn.id === base.id ? [] : [{ ...line, asset: feeIn, amount: 0n, fee }]),
    )
    if (fee !== 0n) postings.push({ account: 'fees', asset: feeIn, amount: fee })
    if (unpaid !== 0n) postings.push({ account: 'rounding', asset, amount: -unpaid })
  }
  accounts.book({ at, type: 'trade', lines, postings })
}

/** Gives back all that an order still holds. */
export function releaseHold(accounts: Accounts, order: Order): void {
  if (order.held === 0n) return
  accounts.hold(order.account, paysWith(order), -order.held)
  order.held = 0n
}

function shrinkHold(accounts: Accounts, { order, paid }: { readonly order: Order; readonly paid: bigint }): void {
  const rest = order.held > paid ? order.held - paid : 0n
  const left = order.volume - order.executed
  const held = order.price === undefined ? rest : smaller(rest, holdFor({ ...order, price: order.price }, left))
  accounts.hold(order.account, paysWith(order), held - order.held)
  order.held = held
}

function feeAt(terms: Pick<OrderTerms, 'market' | 'feeIn'>, { cost, volume, rate }: Execution): bigint {
  const scale = feeScale(terms)
  const [whole, from] = terms.feeIn === 'quote' ? [cost, scale] : [volume, terms.market.row.lotDecimals]
  return rescale(whole * rate.units, { from: from + rate.scale, to: scale })
}

/** That of the first tier: no volume makes it worse. */
const worstRate = ({ market, postOnly }: OrderTerms): Exact =>
  postOnly || isBelow(market.takerRate, market.makerRate) ? market.makerRate : market.takerRate

/** The fee comes from what the order pays with, and not from what it receives. */
const paysTheFee = ({ side, feeIn }: OrderTerms): boolean => (side === 'buy') === (feeIn === 'quote')
const feeAsset = (market: Market, feeIn: OrderTerms['feeIn']): AssetRow =>
  feeIn === 'quote' ? market.quote : market.base
/** In quote it is the cost's; in which Kraken counts a fee in base is unknown, and the ledger's is what it shows. */
const feeScale = ({ market, feeIn }: Pick<OrderTerms, 'market' | 'feeIn'>): number =>
  feeIn === 'quote' ? market.row.costDecimals : market.base.decimals
const inLedger = (units: bigint, scale: number, { decimals }: AssetRow): bigint =>
  rescale(units, { from: scale, to: decimals })
