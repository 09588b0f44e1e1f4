/** An order in words and numbers, as both REST and the sockets print it. */
import { averagePriceText, costText, longPriceText, priceText, volumeText } from './market.ts'
import { offsetText } from './offsets.ts'
import { type Order, type OrderTerms, type TradeRow, isProfitTaking } from './orders.ts'

/** What was asked for: a volume, or with `viqc` what is to be spent. */
export const sizeText = ({ market, volume, spend }: OrderTerms): string =>
  spend === undefined ? volumeText(market, volume) : costText(market, spend)

/** `buy 1.25000000 XBTUSD @ limit 27500.0`: REST and acknowledgements. */
export const shortDescription = (terms: OrderTerms): string =>
  `${terms.side} ${sizeText(terms)} ${terms.market.row.altname} @ ${wordsOf(terms, terms, priceText)}`

/** `buy 1.25000000 XBT/USD @ limit 27500.00000`: the openOrders channel, where a market order has a price of zero. */
export const longDescription = (terms: OrderTerms): string =>
  `${terms.side} ${sizeText(terms)} ${terms.market.wsname} @ ${wordsOf(terms, terms, longPriceText)}` +
  (terms.orderType === 'market' ? ` ${longPriceText(terms.market, 0n)}` : '')

/** `close position @ stop loss 38000.0 -> limit 36000.0`; undefined when nothing is to be closed. */
export const closeDescription = ({ market, close }: OrderTerms, print: PriceText = priceText): string | undefined =>
  close === undefined ? undefined : `close position @ ${wordsOf({ market }, close, print)}`

/** Both prices of an order in words of its kind: a trigger or a distance, then a limit; zero where it has none. */
export function pricesText(
  { market, ...terms }: Pick<OrderTerms, 'market'> & Priced,
  print: PriceText,
): { price: string; price2: string } {
  const { first, limit } = pricesIn({ market }, terms, print)
  const zero = print === priceText ? '0' : print(market, 0n)
  return terms.trigger === undefined
    ? { price: limit ?? zero, price2: zero }
    : { price: first ?? zero, price2: limit ?? zero }
}

type PriceText = typeof priceText
type Priced = Pick<OrderTerms, 'orderType' | 'price' | 'trigger' | 'trail'>

/** `stop loss 24000.0 -> limit 25000.0`, `trailing stop +1.0000%` */
function wordsOf(of: Pick<OrderTerms, 'market'>, terms: Priced, print: PriceText): string {
  const { first, limit } = pricesIn(of, terms, print)
  const kind = terms.orderType.replace('-limit', '').replace('-', ' ')
  if (terms.trigger === undefined) return limit === undefined ? kind : `${kind} ${limit}`
  return `${kind} ${first ?? ''}${limit === undefined ? '' : ` -> limit ${limit}`}`
}

function pricesIn({ market }: Pick<OrderTerms, 'market'>, { price, trigger, trail }: Priced, print: PriceText) {
  const text = (units: bigint | undefined) => (units === undefined ? undefined : print(market, units))
  if (trail === undefined) return { first: text(trigger), limit: text(price) }
  return {
    first: offsetText(market, trail.by),
    limit: trail.limit === undefined ? undefined : offsetText(market, trail.limit),
  }
}

/** `stopped`, `touched`: how an order that was triggered is marked. */
export function triggeredMark({ triggeredAt, orderType }: Order): string | undefined {
  if (triggeredAt === undefined) return undefined
  return isProfitTaking(orderType) ? 'touched' : 'stopped'
}

/**
 * The cumulative figures, each at its own scale. A fee is stated in quote, whatever it was taken in: only the ledger
 * tells. Source: protocol 8.2; Kraken's support article on the fields of the trade history, quoted in TradeNote #38.
 */
export const totals = (order: Order) => ({
  volumeExecuted: volumeText(order.market, order.executed),
  cost: costText(order.market, order.cost),
  fee: costText(order.market, order.fee),
  averagePrice: averagePriceText(order.market, { cost: order.cost, volume: order.executed }),
})

/** The position id that every spot trade has. Source: protocol 3.4. */
export const SPOT_POSITION = 'TKH2SE-M7IF5-CFI7LT'

/** The figures of one row; several fills have the average price of their rounded costs. Source: protocol 8.3 rule 5. */
export const rowFigures = ({ first: { trade, order }, fills, volume, cost, fee }: TradeRow) => ({
  volume: volumeText(order.market, volume),
  cost: costText(order.market, cost),
  fee: costText(order.market, fee),
  margin: costText(order.market, 0n),
  price:
    fills.length === 1
      ? longPriceText(order.market, trade.price.units)
      : averagePriceText(order.market, { cost, volume }),
})
