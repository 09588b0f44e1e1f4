import { connected, oneOf, race, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('an edit races a fill', {
  why: `Kraken edits by replacement: the old order ends and a new one opens under a new id. Until then the old one can
        still be bought from, and then the edit has nothing left to change. Whoever wins, the trader wanted 2 XMR and
        must end up with 2, not with none and not with 4.`,
  covers: ['RACE-06', 'RACE-11'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    race(trader.edits('bid', { price: '149.60' }), stranger.sells('2 XMR at market')),
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
  visits: ['edit lost to a fill', 'edit replaced the order'],
})
