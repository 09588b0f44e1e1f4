import {
  account,
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

export default scenario('a broker whose key another program uses is restarted at once, again and again', {
  why: `A supervisor starts whatever ends, and each start offers bad nonces of its own: the fifth in a minute locks the key
        out for a quarter of an hour, and a start during a lockout makes it last anew. So what Kraken refused is kept on
        the disk, and a start gives the key the rest that the one before it owed.`,
  covers: ['NONCE-05', 'NONCE-03', 'ERR-04'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    either(
      [
        account.isUsedElsewhere({ aheadSeconds: 10 }),
        broker.stops,
        broker.restarts,
        seconds(4),
        broker.restarts,
        seconds(4),
        broker.stops,
        broker.restarts,
      ],
      [kraken.locksOut, seconds(65), broker.stops, broker.restarts, seconds(60), broker.stops, broker.restarts],
    ),
    stranger.sells('1 XMR at market'),
    seconds(1000),
    settle,
    trader.cancels('bid'),
    settle,
  ],
  ending: {
    orders: { bid: 'canceled after 1 XMR' },
    position: '1 XMR',
    openOnKraken: 'nothing',
    fills: 1,
  },
  visits: ['call waits for the key'],
})
