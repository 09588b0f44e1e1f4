import { connected, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('an order rests, and is filled or canceled', {
  why: `The day's plainest business: one bid waits and is bought from, another is withdrawn. If a fill were told twice,
        a completed order called canceled, or the position left as it was, the trader would buy again what is already
        owned. Everything else builds on this.`,
  covers: ['FILL-02', 'FILL-06', 'FILL-07', 'FILL-09', 'POS-12'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    trader.buys('1 XMR at 140.00', { as: 'low bid' }),
    settle,
    stranger.sells('2 XMR at market'),
    settle,
    trader.cancels('low bid'),
    settle,
  ],
  ending: {
    orders: { bid: 'filled 2 XMR', 'low bid': 'canceled' },
    position: '2 XMR',
    ppu: '150.2475',
    openOnKraken: 'nothing',
    fills: 1,
  },
  visits: ['ready', 'positions written'],
})
