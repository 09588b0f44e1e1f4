import { connected, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('three sellers fill one resting bid', {
  why: `A resting order is eaten in slices while the order feed and the trade feed run at their own speed. An order
        called done before its last slice is booked, or a slice counted by both feeds, leaves the trader with a
        position that is not there.`,
  covers: ['FILL-01', 'FILL-02', 'FILL-03', 'RACE-10'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    kraken.holdsBack('openOrders', 'ownTrades'),
    stranger.sells('0.5 XMR at market'),
    stranger.sells('0.7 XMR at market'),
    stranger.sells('0.8 XMR at market'),
    seconds(0.2),
    kraken.releases,
    settle,
  ],
  ending: {
    orders: { bid: 'filled 2 XMR' },
    position: '2 XMR',
    ppu: '150.2475',
    openOnKraken: 'nothing',
    fills: 3,
  },
  under: { v2: { visits: ['update before the acknowledgement'] } },
  visits: ['fill before its order update', 'ending waits for its fills'],
})
