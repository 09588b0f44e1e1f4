import { broker, connected, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a partial exit leaves the price of the rest', {
  why: `Half of a position is sold at twice its price, then something is bought at three times. What is still held cost
        what it cost; only a purchase moves the average. Averaging the sale in shows a price at which selling would
        be a loss that nobody sees.`,
  covers: ['POS-05', 'POS-04'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('1 XMR at 100.00', { as: 'entry' }),
    settle,
    stranger.sells('1 XMR at market'),
    settle,
    trader.sells('0.5 XMR at 200.00', { as: 'partial exit' }),
    settle,
    stranger.buys('0.5 XMR at market'),
    settle,
    trader.buys('0.5 XMR at 190.00', { as: 'second entry' }),
    settle,
    stranger.sells('0.5 XMR at market'),
    settle,
    trader.sells('0.25 XMR at 300.00', { as: 'second exit' }),
    settle,
    stranger.buys('0.25 XMR at market'),
    settle,
    broker.stops,
    settle,
    broker.restarts,
    settle,
  ],
  ending: {
    orders: {
      entry: 'filled 1 XMR',
      'partial exit': 'filled 0.5 XMR',
      'second entry': 'filled 0.5 XMR',
      'second exit': 'filled 0.25 XMR',
    },
    position: '0.75 XMR',
    ppu: '145.725',
    openOnKraken: 'nothing',
    fills: 4,
  },
  visits: ['positions written', 'balances agree'],
})
