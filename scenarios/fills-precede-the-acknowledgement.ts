import { connected, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('an order is filled before it is acknowledged', {
  why: `A bid that meets an ask at once is pending, open, filled and closed within a blink, and the acknowledgement may
        be the last to arrive, the trade the first. Events thrown away because "there is no such order yet" leave an
        order that looks pending for ever while the coins are already there.`,
  covers: ['RACE-09', 'RACE-10', 'FILL-02'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    stranger.sells('2 XMR at 149.50'),
    kraken.holdsBack('ack', 'openOrders', 'ownTrades'),
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    seconds(0.2),
    kraken.releases,
    settle,
  ],
  ending: {
    orders: { bid: 'filled 2 XMR' },
    position: '2 XMR',
    ppu: '150.696',
    openOnKraken: 'nothing',
    fills: 1,
  },
  under: { v2: { visits: ['update before the acknowledgement'] } },
  visits: ['update before the acknowledgement', 'fill before its order update', 'ending waits for its fills'],
})
