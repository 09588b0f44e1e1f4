import { agreed, connected, kraken, scenario, stranger, trader, web } from '../sim/scenario.ts'

export default scenario('the web page buys while the fate of an order is unknown', {
  why: `As long as an order of ours may have reached Kraken, what nobody here knows may be its doing, and waits. Once the
        order is proven absent, its orders and fills are somebody else's and are told at once, not when the
        next thing happens: an account in which nothing happens any more would hide a trade for ever.`,
  covers: ['RACE-08', 'ID-05'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    stranger.sells('1 XMR at 150.00'),
    connected,
    kraken.leavesTheLineDead,
    trader.buys('2 XMR at 149.50', { as: 'never arrives' }),
    web.buys('1 XMR at market'),
    agreed({ restBehindSeconds: 65 }),
  ],
  ending: {
    orders: { 'never arrives': 'refused by us: it never reached Kraken' },
    position: '1 XMR',
    openOnKraken: 'nothing',
    fills: 1,
  },
  visits: ['outcome proven absent', 'trade found by backfill'],
})
