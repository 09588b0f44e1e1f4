import { agreed, broker, clock, either, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario("the machine's clock is minutes off", {
  why: `Kraken's times and ours are then minutes apart. An order whose answer is lost is known by its userref alone, and a
        broker that compares when it was opened with its own clock takes it for somebody else's, or for an old one.`,
  covers: ['NONCE-03', 'RACE-12'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    either(clock.steps(300), clock.steps(-300)),
    broker.starts,
    settle,
    kraken.losesReplyTo('addOrder'),
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    seconds(10),
    stranger.sells('1 XMR at market'),
    agreed(),
    kraken.cutsAfter('addOrder', { outageSeconds: 3 }),
    trader.buys('1 XMR at 149.40', { as: 'second' }),
    agreed(),
    broker.crashes,
    broker.restarts,
    settle,
    trader.cancels('bid'),
    trader.cancels('second'),
    settle,
  ],
  ending: {
    orders: { bid: 'canceled after 1 XMR', second: 'canceled' },
    position: '1 XMR',
    openOnKraken: 'nothing',
    fills: 1,
  },
  visits: ['update before the acknowledgement'],
})
