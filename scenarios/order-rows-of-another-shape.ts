import { agreed, connected, either, kraken, scenario, settle, stranger, trader, web } from '../sim/scenario.ts'

type Becomes = Parameters<typeof kraken.drifts>[2]
/** In the words of v1, and of v2 where they are others. */
const drifts = (v1: string, becomes: Becomes, v2: string = v1, inV2: Becomes = becomes) => [
  kraken.drifts('openOrders', v1, becomes),
  kraken.drifts('executions', v2, inV2),
]

export default scenario('a field of the order feed changes its shape', {
  why: `Kraken adds a field, drops one, sends null or a number where there was a text, or a status nobody has heard of.
        One such field must cost neither the rest of its row nor the other rows of its frame, and what could not be
        understood is asked for elsewhere.`,
  covers: ['SCH-02', 'FILL-09', 'FILL-11', 'RACE-15', 'ID-01', 'RACE-13'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    either(
      drifts('status', { is: 'restated' }, 'order_status'),
      drifts('status', 'gone', 'order_status'),
      drifts('vol_exec', 'a number', 'cum_qty', 'a text'),
      drifts('vol_exec', { is: null }, 'cum_qty'),
      drifts('vol', { is: 'plenty' }, 'order_qty'),
      drifts('descr', 'gone', 'symbol'),
      drifts('descr.price', { is: null }, 'limit_price'),
      drifts('descr.type', { is: 'short' }, 'side'),
      drifts('descr.pair', { is: 'NO/SUCH' }, 'symbol'),
      drifts('opentm', 'a number', 'timestamp', { is: 1760000000 }),
      drifts('opentm', { is: '2026-01-12' }, 'timestamp'),
      drifts('lastupdated', 'gone', 'timestamp'),
      drifts('cancel_reason', 'gone', 'reason'),
      drifts('avg_price', 'gone'),
      drifts('oflags', { is: null }, 'exec_type', { is: 'changed' }),
      drifts('rebased', { is: true }),
      drifts('userref', { is: 0 }, 'order_userref'),
      drifts('userref', { is: null }, 'order_userref'),
      drifts('userref', 'gone', 'order_userref'),
      drifts('userref', 'a text', 'order_userref'),
      drifts('userref', { is: 'mine' }, 'order_userref'),
    ),
    trader.buys('2 XMR at 149.50', { as: 'ours' }),
    web.buys('1 XMR at 140.00', { as: 'by hand' }),
    settle,
    stranger.sells('0.5 XMR at market'),
    agreed(),
    trader.cancels('ours'),
    trader.cancels('by hand'),
    agreed(),
  ],
  ending: {
    orders: { ours: 'canceled after 0.5 XMR', 'by hand': 'canceled' },
    position: '0.5 XMR',
    openOnKraken: 'nothing',
    fills: 1,
  },
  visits: ['frame not understood', 'order found live'],
})
