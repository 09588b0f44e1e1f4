/** How reports print amounts, prices and times. */
import type { Instant } from '../../src/time.ts'
import { MICROS_PER_SECOND, since } from '../../src/time.ts'

/** A decimal without the zeros that end it: `2.00000000` is `2`. What is no plain decimal stays as it is. */
export const amount = (text: string): string => (/^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text)

/** As `amount`, with two decimals at least where there are any: `149.50000` and `149.5` are `149.50`. */
export const price = (text: string): string =>
  text.replace(/^(-?\d+\.\d)$/, '$10').replace(/^(-?\d+\.\d\d\d*?)0+$/, '$1')

/** `2 at 149.50`, `2 at market`. */
export const terms = (order: { readonly size: string; readonly price?: string }): string =>
  `${amount(order.size)} at ${order.price === undefined ? 'market' : price(order.price)}`

/** Seconds between two instants, three decimals: `1.080`. */
export const secondsText = (span: { readonly from: Instant; readonly to: Instant }): string =>
  (since(span) / MICROS_PER_SECOND).toFixed(3)
