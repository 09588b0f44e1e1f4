import { broker, connected, either, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('the last open position is closed', {
  why: `Of two positions first one is closed, then the other, and the file has nothing left to list. A closed position
        that stays in it, or comes back because old trades are read again, is a holding somebody will try to sell; a
        broker that refuses to write an empty file keeps the stale one.`,
  covers: ['FILE-04', 'POS-04', 'POS-10'],
  market: 'XMR/EUR',
  funds: { EUR: '2000' },
  story: [
    connected,
    stranger.sells('1 XMR at 150.00'),
    stranger.sells('0.01 XBT at 25000.0', { on: 'XBT/EUR' }),
    trader.buys('1 XMR at market', { as: 'monero' }),
    trader.buys('0.01 XBT at market', { as: 'bitcoin', on: 'XBT/EUR' }),
    settle,
    stranger.buys('1 XMR at 151.00'),
    trader.sells('1 XMR at market', { as: 'monero sold' }),
    settle,
    either([], [broker.stops, settle, broker.restarts, settle]),
    stranger.buys('0.01 XBT at 25100.0', { on: 'XBT/EUR' }),
    trader.sells('0.01 XBT at market', { as: 'bitcoin sold', on: 'XBT/EUR' }),
    settle,
    either([broker.stops, settle], [broker.stops, settle, broker.restarts, settle]),
  ],
  ending: {
    orders: {
      monero: 'filled 1 XMR',
      bitcoin: 'filled 0.01 XBT',
      'monero sold': 'filled 1 XMR',
      'bitcoin sold': 'filled 0.01 XBT',
    },
    position: 'nothing',
    positions: { 'XBT/EUR': 'nothing' },
    openOnKraken: 'nothing',
    fills: 4,
  },
  visits: ['positions written', 'balances agree'],
})
