import { connected, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a refused edit leaves the order as it was', {
  why: `The new price is more than the account can pay, or off the tick. The old order is untouched at Kraken and must
        stay so here: canceling it out of caution loses its place in the queue, believing the new price misleads the
        trader.`,
  covers: ['RACE-12', 'ERR-08'],
  market: 'XMR/EUR',
  funds: { EUR: '310' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    trader.edits('bid', { price: '200.00' }),
    settle,
    trader.edits('bid', { price: '149.505' }),
    settle,
    stranger.sells('0.5 XMR at market'),
    settle,
    trader.edits('bid', { price: '149.40' }),
    settle,
  ],
  ending: {
    orders: { bid: 'open 1.5 XMR at 149.40' },
    position: '0.5 XMR',
    ppu: '150.2475',
    openOnKraken: ['1.5 XMR at 149.40'],
    fills: 1,
  },
  under: {
    v2: { visits: ['edit refused', 'edit amended the order'] },
    'cancel-and-submit': {
      ending: { orders: { bid: 'canceled' }, position: 'nothing', ppu: '0', openOnKraken: 'nothing', fills: 0 },
      visits: ['edit refused', 'order canceled to be sent anew'],
    },
    block: {
      ending: { orders: { bid: 'canceled' }, position: 'nothing', ppu: '0', openOnKraken: 'nothing', fills: 0 },
      visits: ['edit blocked'],
    },
  },
  visits: ['edit refused', 'edit replaced the order'],
})
