import { broker, clock, connected, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('the clock is set ahead between two starts, and the key is locked out', {
  why: `A lockout lasts by Kraken's clock, and what is kept of it over a restart is read by a clock that may be another: a
        call that comes too early makes it last anew.`,
  covers: ['NONCE-05'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    kraken.locksOut,
    seconds(65),
    broker.stops,
    clock.steps(600),
    broker.restarts,
    stranger.sells('1 XMR at market'),
    seconds(1000),
    settle,
  ],
  ending: { orders: { bid: 'open 1 XMR at 149.50' }, position: '1 XMR', openOnKraken: ['1 XMR at 149.50'], fills: 1 },
  visits: ['call waits for the key'],
})
