import { agreed, connected, either, kraken, scenario, settle, trader } from '../sim/scenario.ts'

type Becomes = Parameters<typeof kraken.drifts>[2]
/** In the words of v1 and of v2. */
const every = ([v1, v2]: readonly [string, string], becomes: Becomes) => [
  ...['addOrderStatus', 'editOrderStatus', 'cancelOrderStatus'].map((event) => kraken.drifts(event, v1, becomes)),
  ...['add_order', 'amend_order', 'cancel_order'].map((method) => kraken.drifts(method, v2, becomes)),
]

export default scenario('the answers to requests change their shape', {
  why: `An answer without the txid, without its number, of a status nobody knows, without the reason of a refusal, or as
        a bare "error". The order is there or not all the same, and every request gets exactly one answer in the end.`,
  covers: ['ID-06', 'SCH-02', 'RACE-21', 'ERR-08'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('1 XMR at 149.50', { as: 'bid' }),
    trader.buys('1 XMR at 140.00', { as: 'other' }),
    settle,
    either(
      every(['txid', 'result.order_id'], 'gone'),
      every(['txid', 'result.order_id'], { is: null }),
      every(['reqid', 'req_id'], 'gone'),
      every(['status', 'success'], { is: 'accepted' }),
      every(['status', 'success'], 'gone'),
      every(['errorMessage', 'error'], 'gone'),
      every(['event', 'method'], { is: 'error' }),
      every(['descr', 'result'], { is: null }),
      every(['engine', 'engine'], { is: 'two' }),
    ),
    trader.cancels('bid'),
    trader.cancels('other'),
    trader.buys('100 XMR at 149.50', { as: 'too large' }),
    trader.buys('1 XMR at 145.00', { as: 'new' }),
    agreed({ restBehindSeconds: 60 }),
  ],
  ending: {
    orders: { bid: 'canceled', other: 'canceled', new: 'open 1 XMR at 145.00' },
    position: 'nothing',
    openOnKraken: ['1 XMR at 145.00'],
    fills: 0,
  },
  visits: ['frame not understood', 'outcome unknown', 'outcome proven absent'],
})
