import { broker, connected, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a position closes and turns within one instant', {
  why: `One sale meets three bids in the same microsecond: the first slice closes the position exactly, the next two open
        the other side. Kraken's history lists them newest first and their times are equal. Applied in any other order
        than executed they give another price, and only after a restart.`,
  covers: ['FILL-11', 'POS-04', 'POS-09'],
  market: 'XBT/USDT',
  funds: { XBT: '1', USDT: '10000' },
  story: [
    connected,
    stranger.sells('0.01 XBT at 60000.0'),
    trader.buys('0.01 XBT at 60000.0', { as: 'entry' }),
    settle,
    stranger.buys('0.01 XBT at 61000.0'),
    stranger.buys('0.01 XBT at 60900.0'),
    stranger.buys('0.01 XBT at 60800.0'),
    broker.stops,
    settle,
    broker.restarts,
    settle,
    trader.sells('0.03 XBT at 60800.0', { as: 'flip' }),
    settle,
    broker.stops,
    settle,
    broker.restarts,
    settle,
  ],
  ending: {
    orders: { entry: 'filled 0.01 XBT', flip: 'filled 0.03 XBT' },
    position: '-0.02 XBT',
    ppu: '60363.2',
    openOnKraken: 'nothing',
    fills: 4,
  },
  visits: ['positions written', 'balances agree'],
})
