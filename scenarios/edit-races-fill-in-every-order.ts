import { connected, kraken, oneOf, race, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('an edit races a fill, and the news of it comes in every order', {
  why: `The race itself has two outcomes, but the acknowledgement, the order updates and the trade can reach us in any
        mix. A trade may name an order that an edit has already retired, or a new order may be filled before we have
        heard that it exists. Each mix has to lead to the same 2 XMR.`,
  covers: ['RACE-06', 'RACE-07', 'RACE-08', 'RACE-10', 'RACE-11'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    kraken.holdsBack('ack', 'openOrders', 'ownTrades'),
    race(trader.edits('bid', { price: '149.60' }), stranger.sells('2 XMR at market')),
    seconds(0.2),
    kraken.releases,
    settle,
  ],
  ending: {
    orders: { bid: 'filled 2 XMR' },
    position: '2 XMR',
    ppu: oneOf('150.2475', '150.348'),
    openOnKraken: 'nothing',
    fills: 1,
  },
  under: {
    v2: { visits: ['edit lost to a fill', 'edit amended the order'] },
    'cancel-and-submit': {
      ending: {
        orders: { bid: oneOf('filled 2 XMR', 'open 2 XMR at 149.60') },
        position: oneOf('2 XMR', 'nothing'),
        ppu: oneOf('150.2475', '0'),
        openOnKraken: { oneOf: ['nothing', ['2 XMR at 149.60']] },
        fills: { oneOf: [0, 1] },
      },
      visits: ['order canceled to be sent anew'],
    },
    block: {
      ending: {
        orders: { bid: oneOf('filled 2 XMR', 'canceled') },
        position: oneOf('2 XMR', 'nothing'),
        ppu: oneOf('150.2475', '0'),
        fills: { oneOf: [0, 1] },
      },
      visits: ['edit blocked'],
    },
  },
  visits: ['edit lost to a fill', 'edit replaced the order', 'fill before its order update'],
})
