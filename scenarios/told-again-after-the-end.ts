import { connected, either, kraken, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('an old notice comes again after the end', {
  why: `Kraken repeats itself: the notice that an order is open comes once more, after the order has ended, or a fill is
        said twice, each time under a number of its own. An end is final, and a fill is one fill, however often
        it is told.`,
  covers: ['RACE-19', 'FILL-01', 'FILL-02', 'NET-02'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    either(
      // Open, told again behind the first fill, the second, and the end.
      kraken.tellsAgain('openOrders', { after: 1, behind: 1 }),
      kraken.tellsAgain('openOrders', { after: 1, behind: 3 }),
      // The birth, and each fill, again at the end.
      kraken.tellsAgain('openOrders', { after: 0, behind: 4 }),
      kraken.tellsAgain('openOrders', { after: 2, behind: 2 }),
      kraken.tellsAgain('openOrders', { after: 4 }),
      kraken.tellsAgain('ownTrades', { frames: 2 }),
      kraken.tellsAgain('ownTrades', { behind: 1 }),
    ),
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('0.5 XMR at market'),
    stranger.sells('1.5 XMR at market'),
    settle,
    trader.buys('1 XMR at 140.00', { as: 'next' }),
    settle,
  ],
  ending: {
    orders: { bid: 'filled 2 XMR', next: 'open 1 XMR at 140.00' },
    position: '2 XMR',
    openOnKraken: ['1 XMR at 140.00'],
    fills: 2,
  },
  visits: ['fill already told'],
})
