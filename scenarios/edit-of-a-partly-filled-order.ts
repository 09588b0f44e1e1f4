import { agreed, connected, either, kraken, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('an edit of a partly filled order, whichever way Kraken reckons', {
  why: `Documents disagree on whether the order that an edit makes is for the whole size or for what is left of it, and
        one may refuse to make any; and whether its birth or the old one's end is told first. The trader wants 2 XMR in
        all and gets 2, however that is decided, and an order that is too large is cut down before it buys too much.`,
  covers: ['FILL-13', 'RACE-06', 'RACE-07'],
  market: 'XMR/EUR',
  funds: { EUR: '2000' },
  story: [
    either(
      kraken.decides({ editOfPartlyFilled: 'net' }),
      kraken.decides({ editOfPartlyFilled: 'gross' }),
      kraken.decides({ editOfPartlyFilled: 'reject' }),
    ),
    either([], kraken.decides({ framesOfAnEdit: 'new-first' })),
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('0.5 XMR at market'),
    settle,
    trader.edits('bid', { price: '149.60' }),
    agreed(),
    trader.edits('bid', { price: '149.70' }),
    settle,
    stranger.sells('0.25 XMR at market'),
    settle,
    stranger.sells('5 XMR at market'),
    settle,
  ],
  ending: { orders: { bid: 'filled 2 XMR' }, position: '2 XMR', openOnKraken: 'nothing', fills: 3 },
  under: {
    v2: { visits: ['edit amended the order'] },
    'cancel-and-submit': { visits: ['order canceled to be sent anew'] },
    block: {
      ending: { orders: { bid: 'canceled after 0.5 XMR' }, position: '0.5 XMR', fills: 1 },
      visits: ['edit blocked'],
    },
  },
  visits: ['edit replaced the order', 'edit refused'],
})
