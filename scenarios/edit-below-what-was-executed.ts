import { connected, either, oneOf, race, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('an edit makes an order smaller than it has become', {
  why: `The trader wants 1 XMR instead of 2, and while the wish is on its way 1.5 are bought, or 1. Where an edit makes a
        new order, Kraken refuses it and the rest works on; where it changes the order itself, nothing is left of that
        and it ends. Neither may be told as filled at 1, nor may what was bought above the wish be lost.`,
  covers: ['RACE-11', 'FILL-09', 'FILL-13'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    either(
      race(trader.edits('bid', { size: '1 XMR' }), stranger.sells('1.5 XMR at 149.50')),
      race(trader.edits('bid', { size: '1 XMR' }), stranger.sells('1 XMR at 149.50')),
    ),
    settle,
  ],
  ending: {
    orders: { bid: oneOf('filled 1 XMR', 'open 0.5 XMR at 149.50', 'open 1 XMR at 149.50') },
    position: oneOf('1 XMR', '1.5 XMR'),
    openOnKraken: { oneOf: ['nothing', ['0.5 XMR at 149.50'], ['1 XMR at 149.50']] },
    fills: 1,
  },
  under: {
    v2: {
      ending: {
        orders: { bid: oneOf('filled 1 XMR', 'canceled after 1.5 XMR', 'canceled after 1 XMR') },
        openOnKraken: 'nothing',
      },
      visits: ['edit amended the order', 'amend ended the order'],
    },
    'cancel-and-submit': {
      ending: {
        orders: { bid: oneOf('filled 1 XMR', 'canceled after 1.5 XMR', 'canceled after 1 XMR') },
        openOnKraken: 'nothing',
      },
      visits: ['order canceled to be sent anew', 'edit replaced the order', 'edit refused'],
    },
    block: {
      ending: {
        orders: { bid: oneOf('canceled', 'canceled after 1.5 XMR', 'canceled after 1 XMR') },
        position: oneOf('nothing', '1 XMR', '1.5 XMR'),
        openOnKraken: 'nothing',
        fills: { oneOf: [0, 1] },
      },
      visits: ['edit blocked'],
    },
  },
  visits: ['edit replaced the order', 'edit refused'],
})
