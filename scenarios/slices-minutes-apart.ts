import { connected, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('slices come minutes apart, and the rest is canceled', {
  why: `Between two slices there is time to look: what is told then must be what was done so far and what is left. When
        the rest is withdrawn the order ends canceled and yet bought something; forgetting that part means holding coins
        nobody knows of.`,
  covers: ['FILL-01', 'FILL-03', 'POS-12'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('0.5 XMR at market'),
    settle,
    seconds(90),
    stranger.sells('0.7 XMR at market'),
    settle,
    seconds(90),
    trader.cancels('bid'),
    settle,
  ],
  ending: {
    orders: { bid: 'canceled after 1.2 XMR' },
    position: '1.2 XMR',
    ppu: '150.2475',
    openOnKraken: 'nothing',
    fills: 2,
  },
  visits: ['positions written', 'balances agree'],
})
