import { broker, connected, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a market order gets the number of one that was filled in an earlier life', {
  why: `Both buy as much of the same, so nothing in what Kraken says of the earlier order tells them apart. But its fill was
        told at the start, when no request was under way: whatever is asked for later has not made it.`,
  covers: ['ID-03', 'ID-05'],
  market: 'XMR/EUR',
  funds: { EUR: '10000' },
  story: [
    connected,
    trader.buys('1 XMR at 100', { as: 'first' }),
    trader.buys('1 XMR at 101', { as: 'second' }),
    stranger.sells('1 XMR at 150'),
    seconds(0.1),
    trader.buys('1 XMR at market', { as: 'third' }),
    broker.crashes,
    broker.restarts,
    seconds(1.5),
    stranger.sells('1 XMR at 150'),
    trader.buys('1 XMR at market', { as: 'later' }),
    kraken.cutsTheSocket({ outageSeconds: 0 }),
    seconds(30),
    settle,
  ],
  ending: {
    orders: {
      first: 'open 1 XMR at 100',
      second: 'open 1 XMR at 101',
      later: 'refused by us: it never reached Kraken',
    },
    position: '1 XMR',
    fills: 1,
  },
  visits: ['fill of an order no dialog knows'],
})
