import { broker, connected, either, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a position is closed and opened anew', {
  why: `After a round trip of several trades nothing is left, and the next purchase starts with a clean slate. If an old
        entry survives the pruning of the file, the new position is too large or its price polluted by a trade that is
        long over, and it shows only after a restart.`,
  covers: ['POS-03', 'POS-04', 'POS-10'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('1 XMR at 100.00', { as: 'entry' }),
    settle,
    stranger.sells('0.4 XMR at market'),
    stranger.sells('0.6 XMR at market'),
    settle,
    stranger.buys('1 XMR at 120.00'),
    trader.sells('1 XMR at market', { as: 'exit' }),
    settle,
    either([], [broker.stops, settle, broker.restarts, settle]),
    trader.buys('0.5 XMR at 110.00', { as: 'new entry' }),
    settle,
    stranger.sells('0.5 XMR at market'),
    settle,
    broker.stops,
    settle,
    broker.restarts,
    settle,
  ],
  ending: {
    orders: { entry: 'filled 1 XMR', exit: 'filled 1 XMR', 'new entry': 'filled 0.5 XMR' },
    position: '0.5 XMR',
    ppu: '110.55',
    openOnKraken: 'nothing',
    fills: 4,
  },
  visits: ['positions written', 'balances agree'],
})
