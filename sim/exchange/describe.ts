/** An order in words and numbers, as both REST and the sockets print it. */
import { averagePriceText, costText, longPriceText, priceText, volumeText } from './market.ts'
import type { Order, OrderTerms, TradeRow } from './orders.ts'

/** What was asked for: a volume, or with `viqc` what is to be spent. */
export const sizeText = ({ market, volume, spend }: OrderTerms): string =>
  spend === undefined ? volumeText(market, volume) : costText(market, spend)

/** `buy 1.25000000 XBTUSD @ limit 27500.0`: REST and acknowledgements. */
export const shortDescription = (terms: OrderTerms): string =>
  `${terms.side} ${sizeText(terms)} ${terms.market.row.altname} @ ${terms.orderType}` +
  (terms.price === undefined ? '' : ` ${priceText(terms.market, terms.price)}`)

/** `buy 1.25000000 XBT/USD @ limit 27500.00000`: the openOrders channel, where a market order has a price of zero. */
export const longDescription = (terms: OrderTerms): string =>
  `${terms.side} ${sizeText(terms)} ${terms.market.wsname} @ ${terms.orderType} ` +
  longPriceText(terms.market, terms.price ?? 0n)

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
