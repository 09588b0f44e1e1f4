/** Fields of Kraken's messages that a hunt bends: each in the words of both dialects, of which one is spoken. */
import { type Becomes, type Step, kraken } from '../scenario.ts'

type Place = readonly [where: string, field: string]

const bent = (places: readonly Place[], becomes: Becomes): readonly Step[] =>
  places.map(([where, field]) => kraken.drifts(where, field, becomes, { messages: 3 }))

const order = (v1: string, v2: string): readonly Place[] => [
  ['openOrders', v1],
  ['executions', v2],
]
const trade = (v1: string, v2: string): readonly Place[] => [
  ['ownTrades', v1],
  ['executions', v2],
]
const answer = (v1: string, v2: string): readonly Place[] => [
  ...['addOrderStatus', 'editOrderStatus', 'cancelOrderStatus'].map((event): Place => [event, v1]),
  ...['add_order', 'amend_order', 'cancel_order'].map((method): Place => [method, v2]),
]

export const DRIFTS: readonly (readonly Step[])[] = [
  bent(order('status', 'order_status'), 'gone'),
  bent(order('status', 'order_status'), { is: 'restated' }),
  bent(order('vol_exec', 'cum_qty'), { is: null }),
  bent(order('vol', 'order_qty'), { is: 'plenty' }),
  bent(order('descr', 'symbol'), 'gone'),
  bent(order('descr.price', 'limit_price'), { is: null }),
  bent(order('userref', 'order_userref'), 'gone'),
  bent(order('userref', 'order_userref'), { is: 0 }),
  bent(trade('time', 'timestamp'), 'gone'),
  bent(trade('fee', 'fees'), 'gone'),
  bent(trade('price', 'last_price'), { is: null }),
  bent(trade('ordertxid', 'order_id'), 'gone'),
  bent(answer('txid', 'result.order_id'), 'gone'),
  bent(answer('reqid', 'req_id'), 'gone'),
  bent(answer('status', 'success'), { is: 'accepted' }),
  bent(answer('errorMessage', 'error'), 'gone'),
]
