import { connected, either, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('an edit comes before the order has an id', {
  why: `The trader changes the price while Kraken has not yet said under which id the order lives. The wish has to wait
        and then be carried out once, on this very order. An adapter that refuses it and forgets, or announces a cancel
        it never sends, leaves an order working at a price nobody wants any more.`,
  covers: ['RACE-01', 'RACE-02', 'RACE-03'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    kraken.holdsBack('ack', 'openOrders'),
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    either([], [seconds(0.2)]),
    trader.edits('bid', { price: '149.60' }),
    seconds(0.2),
    kraken.releases,
    settle,
    stranger.sells('2 XMR at market'),
    settle,
  ],
  ending: {
    orders: { bid: 'filled 2 XMR' },
    position: '2 XMR',
    ppu: '150.348',
    openOnKraken: 'nothing',
    fills: 1,
  },
  under: {
    v2: { visits: ['edit waits for the txid', 'edit amended the order', 'update before the acknowledgement'] },
    'cancel-and-submit': { visits: ['order canceled to be sent anew'] },
    block: {
      ending: { orders: { bid: 'canceled' }, position: 'nothing', ppu: '0', fills: 0 },
      visits: ['edit blocked'],
    },
  },
  visits: ['edit waits for the txid', 'edit replaced the order', 'update before the acknowledgement'],
})
