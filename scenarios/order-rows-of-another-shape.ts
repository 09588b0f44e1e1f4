import { agreed, connected, either, kraken, scenario, settle, stranger, trader, web } from '../sim/scenario.ts'

const drifts = (...[field, becomes]: readonly [string, Parameters<typeof kraken.drifts>[2]]) =>
  kraken.drifts('openOrders', field, becomes)

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
      drifts('status', { is: 'restated' }),
      drifts('status', 'gone'),
      drifts('vol_exec', 'a number'),
      drifts('vol_exec', { is: null }),
      drifts('vol', { is: 'plenty' }),
      drifts('descr', 'gone'),
      drifts('descr.price', { is: null }),
      drifts('descr.type', { is: 'short' }),
      drifts('descr.pair', { is: 'NO/SUCH' }),
      drifts('opentm', 'a number'),
      drifts('opentm', { is: '2026-01-12' }),
      drifts('lastupdated', 'gone'),
      drifts('cancel_reason', 'gone'),
      drifts('avg_price', 'gone'),
      drifts('oflags', { is: null }),
      drifts('rebased', { is: true }),
      drifts('userref', { is: 0 }),
      drifts('userref', { is: null }),
      drifts('userref', 'gone'),
      drifts('userref', 'a text'),
      drifts('userref', { is: 'mine' }),
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
