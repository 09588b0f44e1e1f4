/** A trader on both sockets at once, who asks for the same order in the words of either. */
import { txid } from '../../src/ids.ts'
import { Client2, float } from './client2.ts'
import { Kraken } from './kraken.ts'

export type Fields = Readonly<Record<string, unknown>>
export type Both = { readonly v1: Fields; readonly v2: Fields }

const order = (side: 'buy' | 'sell', type: string, volume: string): Both => ({
  v1: { pair: 'XMR/EUR', type: side, ordertype: type, volume },
  v2: { symbol: 'XMR/EUR', side, order_type: type, order_qty: float(volume) },
})
export const limit = (side: 'buy' | 'sell', volume: string, price: string): Both => {
  const { v1, v2 } = order(side, 'limit', volume)
  return { v1: { ...v1, price }, v2: { ...v2, limit_price: float(price) } }
}
export const bid = (volume: string, price: string): Both => limit('buy', volume, price)
export const atMarket = (volume: string): Both => order('buy', 'market', volume)

/** A stop or a profit taken, at market or with a limit. */
export function triggered(
  side: 'buy' | 'sell',
  type: string,
  volume: string,
  prices: readonly [string, string?],
): Both {
  const [trigger, price] = prices
  const { v1, v2 } = order(side, type, volume)
  return {
    v1: { ...v1, price: trigger, price2: price },
    v2: {
      ...v2,
      triggers: { reference: 'last', price: float(trigger) },
      limit_price: price === undefined ? undefined : float(price),
    },
  }
}

export function desk(options: ConstructorParameters<typeof Kraken>[0] = {}) {
  const kraken = new Kraken(options)
  const one = kraken.subscribed()
  const two = Client2.subscribed(kraken)
  const asked = {
    v1: (of: Both, extra: Fields = {}) => one.asks('addOrder', { ...of.v1, ...extra })[0]?.json as Fields,
    v2: (of: Both, extra: Fields = {}) => two.asks('add_order', { ...of.v2, ...extra }),
  }
  return {
    kraken,
    one,
    two,
    asked,
    refusals: (of: Both, v1: Fields = {}, v2: Fields = {}) => [
      asked.v1(of, v1)['errorMessage'],
      asked.v2(of, v2)['error'],
    ],
    /** By the first version. */
    places: (of: Both, extra: Fields = {}) => String(asked.v1(of, extra)['txid']),
    /** By either. */
    placesBy(dialect: 'v1' | 'v2', of: Both): string {
      const answer = asked[dialect](of)
      const id = dialect === 'v1' ? answer['txid'] : (answer['result'] as Fields | undefined)?.['order_id']
      if (typeof id !== 'string') throw new Error(String(answer['errorMessage'] ?? answer['error']))
      return id
    },
    /** How it stands, by every way that tells. */
    ended: (id: string) => ({
      v1: one.told('openOrders').findLast(([told]) => told === id)?.[1],
      v2: two.rows('executions').findLast((row) => row['order_id'] === id),
      rest: kraken.result<Record<string, Fields>>('QueryOrders', { txid: id })[id],
      truth: kraken.exchange.truth.orders.get(txid(id)),
    }),
    /** Then the exchange's own timer fires. */
    waits(seconds: number) {
      kraken.passes(seconds)
      kraken.delivers(kraken.handle({ kind: 'timer-fired', timer: { kind: 'orders' } }))
    },
    /** Strangers trade a little at this price, and leave nothing behind. */
    trades(price: string) {
      const maker = kraken.places('stranger', 'sell', '0.02', price)
      kraken.places('other', 'buy', '0.02', price)
      if (kraken.exchange.truth.orders.get(txid(maker))?.status !== 'closed') throw new Error(`no trade at ${price}`)
    },
    holds: () => kraken.exchange.truth.accounts.get('trader')?.holds,
    /** `pending_new new trade`, of one order. */
    story: (id: string) =>
      two
        .rows('executions')
        .filter((row) => row['order_id'] === id)
        .map((row) => String(row['exec_type']))
        .join(' '),
  }
}
