import { agreed, broker, connected, either, kraken, scenario, settle, stranger, trader } from '../sim/scenario.ts'

/** The middle one of three; in v2 the trades of a snapshot come behind its orders. */
const bad = (where: string, field: string, is: string | null, row = 1) => kraken.drifts(where, field, { is }, { row })

export default scenario('one row in the middle is not understood', {
  why: `A list of three has one row with a word nobody knows. Losing the list with it loses two orders, or two trades,
        that were told as plainly as ever.`,
  covers: ['SCH-02', 'FILL-12', 'NET-11', 'HIST-02'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('1 XMR at 149.50', { as: 'one' }),
    trader.buys('1 XMR at 149.00', { as: 'two' }),
    trader.buys('1 XMR at 148.00', { as: 'three' }),
    settle,
    stranger.sells('0.25 XMR at market'),
    stranger.sells('0.25 XMR at market'),
    stranger.sells('0.25 XMR at market'),
    settle,
    broker.crashes,
    either(
      [bad('openOrders', 'status', 'restated'), bad('executions', 'order_status', 'restated')],
      [bad('openOrders', 'vol_exec', 'some'), bad('executions', 'cum_qty', 'some')],
      [bad('openOrders', 'vol', null), bad('executions', 'order_qty', null)],
      [bad('ownTrades', 'type', 'short'), bad('executions', 'side', 'short', 4)],
      bad('TradesHistory', 'fee', null),
      bad('OpenOrders', 'status', 'restated'),
      bad('QueryOrders', 'vol', null),
    ),
    broker.restarts,
    agreed(),
    trader.cancels('one'),
    trader.cancels('two'),
    trader.cancels('three'),
    agreed(),
  ],
  ending: {
    orders: { one: 'canceled after 0.75 XMR', two: 'canceled', three: 'canceled' },
    openOnKraken: 'nothing',
    fills: 3,
  },
  visits: ['frame not understood', 'order found live'],
})
