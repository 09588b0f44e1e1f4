import {
  agreed,
  broker,
  connected,
  either,
  kraken,
  scenario,
  seconds,
  settle,
  stranger,
  trader,
} from '../sim/scenario.ts'

export default scenario("a dead man's switch cancels what nobody watches", {
  why: `A broker that is gone leaves its orders working. With the switch Kraken cancels them a minute after it last heard of
        us; a short outage changes nothing, and one that ends as asked takes the switch back. After it struck, nothing of
        what it canceled may be taken for open.`,
  covers: ['NET-09', 'RACE-17'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  deadManSeconds: 60,
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    seconds(100),
    either(
      [broker.crashes, seconds(90), broker.restarts],
      [kraken.cutsTheSocket({ outageSeconds: 90 }), seconds(120)],
      [kraken.cutsTheSocket({ outageSeconds: 10 }), seconds(120)],
      [broker.stops, seconds(90), broker.restarts],
    ),
    agreed(),
    stranger.sells('1 XMR at market'),
    settle,
    seconds(100),
  ],
  ending: {
    position: { oneOf: ['1 XMR', 'nothing'] },
    openOnKraken: { oneOf: ['nothing', ['1 XMR at 149.50']] },
    fills: { oneOf: [0, 1] },
  },
  visits: ['order ended while away', 'reconnected'],
})
