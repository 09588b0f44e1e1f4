import { agreed, connected, kraken, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('of two trades of one instant the first is heard last', {
  why: `Two fills of one order bear the same time, and the notice of the first is lost. By their records nobody can tell
        which came before the other, so they count in the order in which they were heard of, in the ledger as in the
        positions, and in the same order after every restart.`,
  covers: ['POS-09'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    kraken.forgetsToTell('ownTrades'),
    stranger.sells('0.5 XMR at 149.50'),
    stranger.sells('1 XMR at 149.50'),
    agreed(),
    trader.cancels('bid'),
    settle,
  ],
  ending: {
    orders: { bid: 'canceled after 1.5 XMR' },
    position: '1.5 XMR',
    openOnKraken: 'nothing',
    fills: 2,
  },
  visits: ['trade found by backfill'],
})
