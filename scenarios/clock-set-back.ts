import { broker, clock, connected, either, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('the clock of the machine is set back', {
  why: `Nonces made of the time fall when the clock does, and Kraken takes none of them until it has caught up. A running
        broker keeps its own pace; one that starts again begins above what an earlier one used up.`,
  covers: ['NONCE-03'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    clock.steps(-600),
    stranger.sells('1 XMR at market'),
    seconds(70),
    settle,
    either(
      [broker.stops, broker.restarts],
      [broker.crashes, broker.restarts],
      [broker.stops, clock.steps(-5), broker.restarts, settle, clock.steps(900), seconds(70)],
    ),
    settle,
    stranger.sells('1 XMR at market'),
    settle,
  ],
  ending: { position: '2 XMR', openOnKraken: 'nothing', fills: 2 },
  visits: ['order found live'],
})
