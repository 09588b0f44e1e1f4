import { connected, either, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a second edit comes before the first is answered', {
  why: `While an edit is under way the old order is as good as gone and the new one has no name yet. A second edit sent
        at once would be for a dead order, be refused, and in some adapters take the healthy order down with it. The
        last wish has to win, on one order.`,
  covers: ['RACE-06', 'ID-02', 'RACE-02'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    kraken.holdsBack('ack', 'openOrders'),
    trader.edits('bid', { price: '149.60' }),
    either([], [seconds(0.2)]),
    trader.edits('bid', { price: '149.80' }),
    trader.edits('bid', { price: '149.70' }),
    seconds(0.2),
    kraken.releases,
    settle,
    stranger.sells('0.5 XMR at market'),
    settle,
  ],
  ending: {
    orders: { bid: 'open 1.5 XMR at 149.70' },
    position: '0.5 XMR',
    ppu: '150.4485',
    openOnKraken: ['1.5 XMR at 149.70'],
    fills: 1,
  },
  under: {
    v2: { visits: ['latest edit wins', 'edit amended the order'] },
    'cancel-and-submit': { visits: ['order canceled to be sent anew'] },
    block: {
      ending: { orders: { bid: 'canceled' }, position: 'nothing', ppu: '0', openOnKraken: 'nothing', fills: 0 },
      visits: ['edit blocked'],
    },
  },
  visits: ['latest edit wins', 'edit replaced the order'],
})
