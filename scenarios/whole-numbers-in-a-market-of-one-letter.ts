import { account, broker, connected, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('whole numbers and empty fields survive in a market of one letter', {
  why: `A whole size is written as a number with a point, an empty field as an empty text, and three starts later both are
        what they were. The market's name has one letter before the slash: nothing that slices or validates names by
        length gets through the day.`,
  covers: ['FILE-08', 'FILE-06', 'SYM-05'],
  market: 'T/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('350 T at 1', { as: 'bid' }),
    settle,
    stranger.sells('350 T at market'),
    settle,
    account.isBooked('reward', [{ asset: 'T', amount: '3' }]),
    seconds(61),
    broker.stops,
    settle,
    broker.restarts,
    settle,
    broker.stops,
    settle,
    broker.restarts,
    settle,
    broker.crashes,
    broker.restarts,
    settle,
    trader.sells('150 T at 1', { as: 'ask' }),
    settle,
    stranger.buys('150 T at market'),
    settle,
  ],
  ending: {
    orders: { bid: 'filled 350 T', ask: 'filled 150 T' },
    position: '203 T',
    files: { positions: ['[kraken.spot."teur.kraken"]\nsize = 203.0\n', 'size = 3.0, cost = 0.0', 'size = -150.0'] },
    openOnKraken: 'nothing',
    fills: 2,
  },
  visits: ['transfer booked', 'balances agree', 'positions written'],
})
