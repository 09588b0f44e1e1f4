import { connected, either, oneOf, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('what an edit does to the place in the queue', {
  why: `Somebody else bids the same price, after us. An edit that makes a new order goes behind him; one that makes the
        order itself smaller keeps its place, and one that makes it larger or moves its price and back does not. Who
        reckons with a place that he no longer has waits for a fill that went to another.`,
  covers: ['RACE-06', 'FILL-13'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.buys('1 XMR at 149.50'),
    either(trader.edits('bid', { size: '1 XMR' }), trader.edits('bid', { size: '3 XMR' }), [
      trader.edits('bid', { price: '149.40' }),
      settle,
      trader.edits('bid', { price: '149.50' }),
    ]),
    settle,
    stranger.sells('1 XMR at market'),
    settle,
    trader.cancels('bid'),
    settle,
  ],
  ending: {
    orders: { bid: 'canceled' },
    position: 'nothing',
    openOnKraken: 'nothing',
    fills: 0,
  },
  under: {
    v2: {
      ending: {
        orders: { bid: oneOf('filled 1 XMR', 'canceled') },
        position: oneOf('1 XMR', 'nothing'),
        fills: { oneOf: [0, 1] },
      },
      visits: ['edit amended the order'],
    },
    'cancel-and-submit': {
      ending: { orders: { bid: 'canceled' }, position: 'nothing', fills: 0 },
      visits: ['order canceled to be sent anew'],
    },
    block: { ending: { orders: { bid: 'canceled' }, position: 'nothing', fills: 0 }, visits: ['edit blocked'] },
  },
  visits: ['edit replaced the order'],
})
