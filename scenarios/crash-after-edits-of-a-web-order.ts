import { broker, connected, scenario, settle, stranger, trader, web } from '../sim/scenario.ts'

export default scenario('an order of the web page was edited by us, filled in part and edited again before the crash', {
  why: `Our first edit puts an order with a reference of ours in the place of the one placed by hand. Whoever starts anew
        finds by that reference what the second bought, and takes it and the third for one order of 2 XMR. The trader edits
        that one, and what is told of it has to count both.`,
  covers: ['ID-03', 'ID-04', 'FILL-12'],
  market: 'XMR/EUR',
  funds: { EUR: '2000' },
  story: [
    connected,
    web.buys('2 XMR at 149.00', { as: 'by hand' }),
    settle,
    trader.edits('by hand', { price: '149.50' }),
    settle,
    stranger.sells('0.5 XMR at market'),
    settle,
    trader.edits('by hand', { price: '149.60' }),
    settle,
    stranger.sells('0.25 XMR at market'),
    settle,
    broker.crashes,
    broker.restarts,
    settle,
    trader.edits('by hand', { price: '149.70' }),
    settle,
    stranger.sells('5 XMR at market'),
    settle,
  ],
  ending: {
    orders: { 'by hand': 'filled 2 XMR' },
    position: '2 XMR',
    openOnKraken: 'nothing',
  },
  under: {
    v2: { visits: ['order found live', 'edit amended the order'] },
    'cancel-and-submit': { visits: ['order found live', 'order canceled to be sent anew', 'predecessors found'] },
    block: { doesNotApply: 'an order whose edit was blocked has ended before the restart' },
  },
  visits: ['order found live', 'edit replaced the order', 'predecessors found'],
})
