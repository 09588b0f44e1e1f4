import { agreed, connected, either, kraken, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('the end of an order is never told', {
  why: `One message is lost inside Kraken, where no number of the sequence shows it, and everything else goes on. The
        trader sees an order at work that was filled or gone long ago, until a cancel is answered with "unknown order".
        Somebody has to look now and then, and what is found is told once.`,
  covers: ['RACE-18', 'FILL-08', 'NET-09'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('1 XMR at 149.50', { as: 'bid' }),
    settle,
    either(
      // The last fill's notice and the end's: the end alone, or both.
      kraken.forgetsToTell('openOrders', { after: 1 }),
      kraken.forgetsToTell('openOrders', { frames: 2 }),
      [kraken.forgetsToTell('openOrders', { frames: 2 }), kraken.forgetsToTell('ownTrades')],
    ),
    stranger.sells('1 XMR at market'),
    agreed(),
    trader.buys('1 XMR at 140.00', { as: 'next' }),
    settle,
  ],
  ending: {
    orders: { bid: 'filled 1 XMR', next: 'open 1 XMR at 140.00' },
    position: '1 XMR',
    openOnKraken: ['1 XMR at 140.00'],
    fills: 1,
  },
  visits: ['missed by the feed', 'reconnected', 'trade found by backfill'],
})
