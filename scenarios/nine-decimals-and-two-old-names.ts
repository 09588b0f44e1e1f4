import { connected, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('prices of nine decimals between two assets with old names', {
  why: `Dogecoin against bitcoin costs millionths, and both assets carry names that other places spell otherwise. A price
        that passes through a float leaves as 2.431e-6 and is refused, or loses its last digit. The edit and the fill
        come back under names of their own.`,
  covers: ['PREC-02', 'PREC-03', 'SYM-03', 'SYM-04'],
  market: 'XDG/XBT',
  funds: { XBT: '1' },
  served: { XXDGXXBT: { tick_size: undefined } },
  story: [
    connected,
    trader.buys('1000 XDG at 0.000002431', { as: 'bid' }),
    trader.buys('1000 XDG at 0.0000024315', { as: 'too fine' }),
    settle,
    trader.edits('bid', { price: '0.000002433' }),
    settle,
    stranger.sells('500.00000007 XDG at market'),
    settle,
  ],
  ending: {
    orders: {
      bid: 'open 499.99999993 XDG at 0.000002433',
      'too fine': 'refused by us: price 0.0000024315 is not a multiple of the tick size 0.000000001',
    },
    position: '500.00000007 XDG',
    openOnKraken: ['499.99999993 XDG at 0.000002433'],
    fills: 1,
  },
  under: {
    v2: { visits: ['tick size derived from pair decimals', 'edit amended the order'] },
    'cancel-and-submit': { visits: ['order canceled to be sent anew'] },
    block: {
      ending: { orders: { bid: 'canceled' }, position: 'nothing', openOnKraken: 'nothing', fills: 0 },
      visits: ['edit blocked'],
    },
  },
  visits: ['tick size derived from pair decimals', 'edit replaced the order'],
})
