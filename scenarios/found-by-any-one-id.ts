import { connected, either, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

type Becomes = Parameters<typeof kraken.drifts>[2]
/** In the words of v1 and of v2. */
const userref = (becomes: Becomes) => [
  kraken.drifts('openOrders', 'userref', becomes),
  kraken.drifts('executions', 'order_userref', becomes),
]
const reqid = (becomes: Becomes) => [
  kraken.drifts('addOrderStatus', 'reqid', becomes),
  kraken.drifts('add_order', 'req_id', becomes),
]

export default scenario('one id of three comes back', {
  why: `Kraken has answered without the request's number, and has said userref 0 of orders that had one. An order is
        found by whatever is left: the txid of the answer, the userref of the feed, or the userref in REST. And 0 and
        nothing are no ids: taken for one, every order is the same order.`,
  covers: ['ID-01', 'ID-06', 'ID-08', 'RACE-13', 'RACE-09'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('1 XMR at 130.00', { as: 'other' }),
    settle,
    either([], userref({ is: 0 }), userref({ is: null }), userref('gone'), userref('a text')),
    either([], reqid('gone'), reqid({ is: null }), reqid('a text'), kraken.losesReplyTo('addOrder')),
    either([], kraken.delays('ack', 1), kraken.delays('openOrders', 1)),
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    // Kraken has it; hardly anybody has heard.
    seconds(0.03),
    stranger.sells('0.5 XMR at market'),
    settle,
    stranger.sells('0.5 XMR at market'),
    settle,
    trader.cancels('bid'),
    settle,
  ],
  ending: {
    orders: { bid: 'canceled after 1 XMR', other: 'open 1 XMR at 130.00' },
    position: '1 XMR',
    openOnKraken: ['1 XMR at 130.00'],
    fills: 2,
  },
  visits: ['outcome unknown', 'outcome found', 'update before the acknowledgement'],
})
