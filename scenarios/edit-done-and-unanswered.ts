import { oneOf, connected, either, kraken, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('Kraken carries out an edit and its answer is lost', {
  why: `The old order is gone and the new one stands under an id nobody told us. Repeating the edit aims at a dead order;
        believing the order canceled leaves the new one alone in the market. It has to be recognised as ours and stay
        under control.`,
  covers: ['RACE-06', 'RACE-21', 'ERR-01', 'ID-02'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    either([], [stranger.sells('0.5 XMR at market'), settle]),
    either(kraken.losesReplyTo('editOrder'), kraken.cutsAfter('editOrder', { outageSeconds: 3 })),
    trader.edits('bid', { price: '149.60' }),
    settle,
    stranger.sells('1 XMR at market'),
    settle,
    trader.edits('bid', { price: '149.70' }),
    settle,
    stranger.sells('5 XMR at market'),
    settle,
  ],
  ending: { orders: { bid: 'filled 2 XMR' }, position: '2 XMR', openOnKraken: 'nothing' },
  under: {
    v2: { visits: ['socket lost', 'outcome found', 'edit amended the order'] },
    'cancel-and-submit': { visits: ['order canceled to be sent anew'] },
    block: {
      ending: { orders: { bid: oneOf('canceled', 'canceled after 0.5 XMR') }, position: oneOf('nothing', '0.5 XMR') },
      visits: ['edit blocked'],
    },
  },
  visits: ['socket lost', 'outcome found', 'edit replaced the order'],
})
