import { agreed, connected, either, kraken, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('an edit is accepted and the feed keeps silent about it', {
  why: `Kraken answers that the edit is taken, and the notice of what it did never comes; or the order's birth was never
        told, and the edit is the first that the feed could say of it. The order works at the new price all the same.
        Whoever waits for the notice tells the old price for ever, or repeats the edit and calls it refused.`,
  covers: ['RACE-15', 'RACE-06', 'RACE-21'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    either(
      [
        trader.buys('2 XMR at 149.50', { as: 'bid' }),
        settle,
        either(kraken.forgetsToTell('openOrders'), kraken.forgetsToTell('openOrders', { frames: 3 })),
      ],
      [kraken.forgetsToTell('openOrders', { frames: 2 }), trader.buys('2 XMR at 149.50', { as: 'bid' }), settle],
      [kraken.forgetsToTell('openOrders', { frames: 5 }), trader.buys('2 XMR at 149.50', { as: 'bid' }), settle],
    ),
    trader.edits('bid', { price: '149.60' }),
    agreed(),
    stranger.sells('0.5 XMR at market'),
    settle,
    trader.edits('bid', { size: '1 XMR' }),
    agreed(),
    stranger.sells('5 XMR at market'),
    agreed(),
  ],
  ending: { orders: { bid: 'filled 1 XMR' }, position: '1 XMR', ppu: '150.348', openOnKraken: 'nothing', fills: 2 },
  under: {
    v2: { visits: ['edit amended the order', 'amend taken at its word'] },
    'cancel-and-submit': { visits: ['order canceled to be sent anew'] },
    block: {
      ending: { orders: { bid: 'canceled' }, position: 'nothing', ppu: '0', fills: 0 },
      visits: ['edit blocked'],
    },
  },
  visits: ['edit replaced the order'],
})
