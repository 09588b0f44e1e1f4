import { agreed, clock, connected, kraken, scenario, seconds, settle, together, trader } from '../sim/scenario.ts'

export default scenario('many calls while the clock stands still', {
  why: `On a machine whose clock moves once in ten seconds a nonce made of the time alone is the same for every call in
        between. Three lost requests, a poll and a patrol ask REST much within one tick, one call after the other.`,
  covers: ['NONCE-01', 'NONCE-02'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    clock.ticksEvery(10),
    connected,
    kraken.delays('REST', 0.4),
    trader.buys('1 XMR at 149.50', { as: 'first' }),
    trader.buys('1 XMR at 149.40', { as: 'second' }),
    trader.buys('1 XMR at 149.30', { as: 'third' }),
    settle,
    kraken.cutsBefore('cancelOrder', { outageSeconds: 3 }),
    together(trader.cancels('first'), trader.cancels('second'), trader.cancels('third')),
    seconds(70),
    agreed(),
  ],
  ending: {
    orders: { first: 'canceled', second: 'canceled', third: 'canceled' },
    position: 'nothing',
    openOnKraken: 'nothing',
    fills: 0,
  },
  visits: ['cancels sent together', 'outcome proven absent', 'reconnected'],
})
