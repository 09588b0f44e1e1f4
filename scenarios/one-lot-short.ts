import { connected, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('an order is closed one lot short', {
  why: `Kraken closes an order when what is left of it is not worth keeping, so "closed" need not mean the whole size.
        Booking the size instead of what was bought makes 0.00000001 XMR out of nothing, and selling all of it later
        is refused.`,
  covers: ['POS-01', 'FILL-06', 'PREC-05'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('1 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('0.99999999 XMR at market'),
    settle,
    stranger.buys('1 XMR at 149.60'),
    trader.sells('0.99999999 XMR at market', { as: 'sell all' }),
    settle,
  ],
  ending: {
    orders: { bid: 'filled 0.99999999 XMR', 'sell all': 'filled 0.99999999 XMR' },
    position: 'nothing',
    openOnKraken: 'nothing',
    fills: 2,
  },
  visits: ['positions written'],
})
