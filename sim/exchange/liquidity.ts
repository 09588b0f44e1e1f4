/** What a book has for an order that comes, read off before anything trades. */
import { powerOfTen, smaller } from './amount.ts'
import type { Book, Resting } from './book.ts'
import { costOf } from './market.ts'
import type { Order, OrderTerms } from './orders.ts'
import { debitOf, feeOf } from './settlement.ts'

export type Maker = Order & Resting
type Offer = { readonly maker: Maker; readonly volume: bigint }

export const otherSide = ({ side }: Pick<OrderTerms, 'side'>): Order['side'] => (side === 'buy' ? 'sell' : 'buy')
export const reaches = ({ side, price }: Pick<OrderTerms, 'side' | 'price'>, maker: Resting): boolean =>
  price === undefined || (side === 'buy' ? price >= maker.price : price <= maker.price)

/** What it could trade with, in the order in which it would; up to its own account's order, where that does not give way. */
function* offersTo(terms: OrderTerms, book: Book<Maker>): Generator<Offer, void> {
  for (const maker of book.inPriority(otherSide(terms))) {
    if (!reaches(terms, maker)) return
    if (maker.account !== terms.account) yield { maker, volume: maker.volume - maker.executed }
    else if (terms.selfTrade !== 'cancel-oldest') return
  }
}

/** What the book would charge for a market order, in ledger units of what it pays with. */
export function debitOfTaking(terms: OrderTerms, book: Book<Maker>): bigint {
  let debit = 0n
  let left = terms.volume
  for (const { maker, volume: offered } of offersTo(terms, book)) {
    const volume = smaller(left, offered)
    const cost = costOf(terms.market, { price: maker.price, volume })
    debit += debitOf(terms, { cost, volume, fee: feeOf(terms, { cost, volume, maker: false }) })
    left -= volume
    if (left === 0n) break
  }
  return debit
}

/** Whether all of it would trade at once. */
export function isFillable(terms: OrderTerms, book: Book<Maker>): boolean {
  let left = terms.volume
  for (const { volume } of offersTo(terms, book)) {
    left -= volume
    if (left <= 0n) return true
  }
  return false
}

/** The lots that an amount buys, fees not counted: beyond what there is, at the last price of it; none in an empty book. */
export function lotsFor(terms: OrderTerms & { readonly spend: bigint }, book: Book<Maker>): bigint {
  const { row } = terms.market
  const exponent = row.pairDecimals + row.lotDecimals - row.costDecimals
  const lotsAt = (price: bigint, money: bigint): bigint =>
    exponent < 0 ? money / (price * powerOfTen(-exponent)) : (money * powerOfTen(exponent)) / price
  let lots = 0n
  let money = terms.spend
  let price: bigint | undefined
  for (const { maker, volume } of offersTo(terms, book)) {
    price = maker.price
    const cost = costOf(terms.market, { price, volume })
    if (cost > money) return lots + lotsAt(price, money)
    lots += volume
    money -= cost
  }
  return price === undefined ? 0n : lots + lotsAt(price, money)
}
