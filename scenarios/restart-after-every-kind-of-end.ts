import { broker, connected, either, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a restart continues with the same position', {
  why: `However the broker ended, a crash included, the next one must come to the position that Kraken's trades make: the
        fill just before the end neither lost nor counted again, and the one that happened in between found. Then it
        restarts twice more, since a file that changes by being read is worse than none.`,
  covers: ['FILE-01', 'FILE-06', 'FILE-10', 'POS-04', 'POS-10', 'POS-11', 'FILL-12'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('0.5 XMR at market'),
    seconds(0.2),
    either(broker.stops, broker.fails, broker.crashes),
    settle,
    stranger.sells('0.25 XMR at market'),
    broker.restarts,
    settle,
    either(broker.stops, broker.crashes),
    broker.restarts,
    settle,
    broker.stops,
    settle,
    broker.restarts,
    settle,
  ],
  ending: {
    orders: { bid: 'open 1.25 XMR at 149.50' },
    position: '0.75 XMR',
    ppu: '150.2475',
    openOnKraken: ['1.25 XMR at 149.50'],
  },
  visits: ['positions written', 'order found live', 'balances agree'],
})
