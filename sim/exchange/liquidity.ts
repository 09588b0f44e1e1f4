/** What a book has for an order that comes, read off before anything trades. */
import type { Exact } from '../truth.ts'
import { powerOfTen, smaller } from './amount.ts'
import type { Book, Resting } from './book.ts'
import { costOf } from './market.ts'
import { type Order, type OrderTerms, offeredOf } from './orders.ts'
import { debitOf, feeOf } from './settlement.ts'

export type Maker = Order & Resting
type Offer = { readonly maker: Maker; readonly volume: bigint }
type Slice = Offer & { readonly left: bigint }

/** `dust`: what is left of an order that has traded and does not go on with so little. */
export type Liquidity = { readonly orders: Book<Maker>; readonly dust: bigint }

export const otherSide = ({ side }: Pick<OrderTerms, 'side'>): Order['side'] => (side === 'buy' ? 'sell' : 'buy')
export const reaches = ({ side, price }: Pick<OrderTerms, 'side' | 'price'>, maker: Resting): boolean =>
  price === undefined || (side === 'buy' ? price >= maker.price : price <= maker.price)

/** What it could trade with, in the order in which it would; up to its own account's order, where that does not give way. */
function* offersTo(terms: OrderTerms, { orders, dust }: Liquidity): Generator<Offer, void> {
  let level: Slice[] = []
  for (const maker of orders.inPriority(otherSide(terms))) {
    if (!reaches(terms, maker)) break
    if (level[0] !== undefined && level[0].maker.price !== maker.price) {
      if (yield* offersOf(terms, level, dust)) return
      level = []
    }
    level.push({ maker, volume: offeredOf(maker), left: maker.volume - maker.executed })
  }
  yield* offersOf(terms, level, dust)
}

/** Of one price, where what an iceberg shows next stands behind all others. True when its own order is in the way. */
function* offersOf(terms: OrderTerms, level: Slice[], dust: bigint): Generator<Offer, boolean> {
  for (const { maker, volume, left } of level) {
    if (maker.account === terms.account) {
      if (terms.selfTrade !== 'cancel-oldest') return true
      continue
    }
    yield { maker, volume }
    const hidden = left - volume
    if (hidden > dust) level.push({ maker, volume: smaller(maker.display ?? hidden, hidden), left: hidden })
  }
  return false
}

/** What the book would charge for a market order, in ledger units of what it pays with. */
export function debitOfTaking(terms: OrderTerms, liquidity: Liquidity, rate: Exact): bigint {
  let debit = 0n
  let left = terms.volume
  for (const { maker, volume: offered } of offersTo(terms, liquidity)) {
    const volume = smaller(left, offered)
    const cost = costOf(terms.market, { price: maker.price, volume })
    debit += debitOf(terms, { cost, volume, fee: feeOf(terms, { cost, volume, rate }) })
    left -= volume
    if (left === 0n) break
  }
  return debit
}

/** Whether all of it would trade at once. */
export function isFillable(terms: OrderTerms, liquidity: Liquidity): boolean {
  let left = terms.volume
  for (const { volume } of offersTo(terms, liquidity)) {
    left -= volume
    if (left <= 0n) return true
  }
  return false
}

/** The lots that an amount buys, fees not counted: beyond what there is, at the last price of it; none in an empty book. */
export function lotsFor(terms: OrderTerms & { readonly spend: bigint }, liquidity: Liquidity): bigint {
  const { row } = terms.market
  const exponent = row.pairDecimals + row.lotDecimals - row.costDecimals
  const lotsAt = (price: bigint, money: bigint): bigint =>
    exponent < 0 ? money / (price * powerOfTen(-exponent)) : (money * powerOfTen(exponent)) / price
  let lots = 0n
  let money = terms.spend
  let price: bigint | undefined
  for (const { maker, volume } of offersTo(terms, liquidity)) {
    price = maker.price
    const cost = costOf(terms.market, { price, volume })
    if (cost > money) return lots + lotsAt(price, money)
    lots += volume
    money -= cost
  }
  return price === undefined ? 0n : lots + lotsAt(price, money)
}
