import { connected, error, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('Kraken changes nothing just when an order that an edit made too large is to be cut down', {
  why: `An edit of a partly filled order has made it as large as it was at first, and the edit that would cut it down is
        refused for the mode that the market is in. Left as it is the order buys too much, so it ends.`,
  covers: ['FILL-13', 'ERR-02'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    kraken.decides({ editOfPartlyFilled: 'gross' }),
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('0.5 XMR at market'),
    settle,
    kraken.holdsBack('ack', 'openOrders'),
    trader.edits('bid', { price: '149.40' }),
    seconds(1),
    kraken.answers('editOrder', error('EService:Market in post_only mode'), { times: 1 }),
    kraken.releases,
    settle,
  ],
  ending: { orders: { bid: 'canceled after 0.5 XMR' }, position: '0.5 XMR', fills: 1 },
  under: {
    v2: { doesNotApply: 'an order that is changed in place is never too large' },
    'cancel-and-submit': { doesNotApply: 'no edit is sent' },
    block: { doesNotApply: 'no edit is sent' },
  },
  visits: ['edit replaced the order', 'order too large ended'],
})
