/** An account's open orders by what a client calls them. */
import { txid } from '../../src/ids.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import * as errors from './errors.ts'
import type { Order } from './orders.ts'
import type { Venue } from './venue.ts'

export const orderWithId = ({ history }: Venue, account: string, id: string): Order | undefined =>
  history.of(account).open.get(txid(id))

/** No two open orders of an account have the same. */
export const orderWithClOrdId = ({ history }: Venue, account: string, clOrdId: string): Order | undefined =>
  [...history.of(account).open.values()].find((order) => order.clOrdId === clOrdId)

/** Several may have one; none for a text that is no userref. */
export const ordersWithUserref = ({ history }: Venue, account: string, text: string): readonly Order[] =>
  /^-?\d{1,10}$/.test(text)
    ? [...history.of(account).open.values()].filter(({ userref }) => userref === Number(text))
    : []

/** By a txid, or by a userref. */
export function openOrdersNamed(venue: Venue, account: string, name: string): readonly Order[] {
  const order = orderWithId(venue, account, name)
  return order === undefined ? ordersWithUserref(venue, account, name) : [order]
}

/** The same where only one can be meant. */
export function theOneNamed(venue: Venue, account: string, name: string): Result<Order, string> {
  const [order, ...others] = openOrdersNamed(venue, account, name)
  if (order === undefined) return fail(errors.UNKNOWN_ORDER)
  return others.length === 0 ? ok(order) : fail(errors.INVALID_ORDER)
}
