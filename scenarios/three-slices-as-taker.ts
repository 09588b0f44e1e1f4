import { connected, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a bid takes three asks at three prices', {
  why: `One order, three executions, three prices. Kraken's order feed counts up, its trade feed tells each slice, and
        nothing orders the two. Whoever adds up running totals, or books the mean price as the price of a slice, owns
        the wrong amount at the wrong cost.`,
  covers: ['FILL-01', 'FILL-02', 'FILL-03', 'FILL-05', 'RACE-10'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    stranger.sells('0.5 XMR at 149.40'),
    stranger.sells('0.7 XMR at 149.45'),
    stranger.sells('0.8 XMR at 149.50'),
    kraken.holdsBack('openOrders', 'ownTrades'),
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    seconds(0.2),
    kraken.releases,
    settle,
  ],
  ending: {
    orders: { bid: 'filled 2 XMR' },
    position: '2 XMR',
    ppu: '150.65316',
    openOnKraken: 'nothing',
    fills: 3,
  },
  under: { v2: { visits: ['ready'] } },
  visits: ['fill before its order update', 'ending waits for its fills'],
})
