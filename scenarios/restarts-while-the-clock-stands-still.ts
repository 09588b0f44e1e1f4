import { broker, clock, connected, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a broker is started again and again while its clock stands still', {
  why: `A nonce is the time, and where the clock moves in steps, those of one moment run ahead of it. What a later start may
        not use again is therefore the last nonce itself and not how late it was when it left.`,
  covers: ['NONCE-02', 'NONCE-03'],
  market: 'XBT/USDC',
  funds: { USDC: '100000' },
  story: [
    connected,
    trader.buys('1 XBT at 50000', { as: 'bid' }),
    settle,
    clock.ticksEvery(10),
    broker.crashes,
    broker.restarts,
    seconds(2),
    broker.crashes,
    broker.restarts,
    seconds(2),
    broker.crashes,
    broker.restarts,
    seconds(5),
    stranger.sells('0.5 XBT at market'),
    seconds(30),
    settle,
  ],
  ending: {
    orders: { bid: 'open 0.5 XBT at 50000' },
    position: '0.5 XBT',
    openOnKraken: ['0.5 XBT at 50000'],
    fills: 1,
  },
  visits: ['order found live'],
})
