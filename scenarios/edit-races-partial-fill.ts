import { oneOf, connected, kraken, race, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('an edit races a partial fill', {
  why: `A slice is bought from the old order just before, or from the new one just after, an edit. If the new order is
        for the whole size again, or the slice is booked on the wrong order, more is bought than was asked for. The
        last seller offers far too much on purpose: only 2 XMR may ever be bought.`,
  covers: ['RACE-06', 'RACE-07', 'RACE-08', 'FILL-13'],
  market: 'XMR/EUR',
  funds: { EUR: '2000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    kraken.holdsBack('ack', 'openOrders', 'ownTrades'),
    race(trader.edits('bid', { price: '149.60' }), stranger.sells('0.5 XMR at market')),
    seconds(0.2),
    kraken.releases,
    settle,
    stranger.sells('5 XMR at market'),
    settle,
  ],
  ending: {
    orders: { bid: 'filled 2 XMR' },
    position: '2 XMR',
    ppu: { oneOf: ['150.348', '150.322875'] },
    openOnKraken: 'nothing',
    fills: 2,
  },
  under: {
    v2: { visits: ['edit amended the order'] },
    'cancel-and-submit': { ending: { fills: { oneOf: [1, 2] } }, visits: ['order canceled to be sent anew'] },
    block: {
      ending: {
        orders: { bid: oneOf('canceled', 'canceled after 0.5 XMR') },
        position: oneOf('nothing', '0.5 XMR'),
        ppu: oneOf('0', '150.2475'),
        fills: { oneOf: [0, 1] },
      },
      visits: ['edit blocked'],
    },
  },
  visits: ['edit replaced the order', 'update before the acknowledgement', 'fill before its order update'],
})
