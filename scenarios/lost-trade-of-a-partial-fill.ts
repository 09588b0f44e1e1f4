import { agreed, connected, either, kraken, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('the trade of a partial fill is never told', {
  why: `An order goes on after a fill whose trade, or whose progress, was lost without a trace. Nothing ends, so nothing
        makes anybody ask; the position is wrong all the while.`,
  covers: ['RACE-18', 'FILL-04', 'FILL-08'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    either(kraken.forgetsToTell('ownTrades'), kraken.forgetsToTell('openOrders'), [
      kraken.forgetsToTell('ownTrades'),
      kraken.forgetsToTell('openOrders'),
    ]),
    stranger.sells('0.5 XMR at market'),
    agreed(),
    stranger.sells('0.25 XMR at market'),
    settle,
    trader.cancels('bid'),
    settle,
  ],
  ending: {
    orders: { bid: 'canceled after 0.75 XMR' },
    position: '0.75 XMR',
    openOnKraken: 'nothing',
    fills: 2,
  },
  visits: ['missed by the feed', 'trade found by backfill'],
})
