/** An account's open orders by what a client calls them. */
import { txid } from '../../src/ids.ts'
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
