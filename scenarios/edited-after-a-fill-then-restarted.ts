import { broker, connected, either, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('an order was filled in part and edited before the restart', {
  why: `The order that lives on is the second or third that edits made, and knows nothing of what the ones before bought.
        Told by itself it is an order for 1.5 XMR of which nothing is filled; the trader, who wanted 2 and has 0.5, edits
        it by his own 2, and buys 2.5. What the earlier ones bought has to be found again.`,
  covers: ['NET-11', 'FILL-12', 'FILL-13', 'ID-03'],
  market: 'XMR/EUR',
  funds: { EUR: '2000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    // Bought in the same time, and not by the order in question.
    trader.buys('0.1 XMR at 149.90', { as: 'other' }),
    settle,
    stranger.sells('0.6 XMR at market'),
    settle,
    trader.edits('bid', { price: '149.60' }),
    settle,
    either([], [stranger.sells('0.3 XMR at market'), settle, trader.edits('bid', { price: '149.70' }), settle]),
    either(broker.stops, broker.crashes),
    either([], stranger.sells('0.2 XMR at market')),
    broker.restarts,
    settle,
    trader.edits('bid', { price: '149.80' }),
    settle,
    stranger.sells('5 XMR at market'),
    settle,
  ],
  ending: {
    orders: { bid: 'filled 2 XMR', other: 'filled 0.1 XMR' },
    position: '2.1 XMR',
    openOnKraken: 'nothing',
  },
  under: {
    v2: { visits: ['order found live', 'edit amended the order'] },
    'cancel-and-submit': { visits: ['order found live', 'order canceled to be sent anew', 'predecessors found'] },
    block: { doesNotApply: 'an order whose edit was blocked has ended before the restart' },
  },
  visits: ['order found live', 'edit replaced the order', 'predecessors found'],
})
