import { agreed, connected, either, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a channel is acknowledged and then silent', {
  why: `Heartbeats come, the other channel works, and one channel says nothing: not even how things stood, or that alone,
        or nothing from now on. A broker that only watches for heartbeats stays blind for as long as the connection
        holds, which can be days.`,
  covers: ['NET-08', 'NET-03', 'RACE-18'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    either(
      // From now on.
      kraken.mutes('openOrders'),
      kraken.mutes('ownTrades'),
      [kraken.mutes('openOrders'), kraken.mutes('ownTrades')],
      // On the next connection, from its beginning or after its first frame.
      [kraken.cutsTheSocket({ outageSeconds: 1 }), kraken.mutes('openOrders')],
      [kraken.cutsTheSocket({ outageSeconds: 1 }), kraken.mutes('ownTrades')],
      [kraken.cutsTheSocket({ outageSeconds: 1 }), kraken.mutes('openOrders', { after: 1 }), seconds(5)],
      [kraken.cutsTheSocket({ outageSeconds: 1 }), kraken.mutes('ownTrades', { after: 1 }), seconds(5)],
    ),
    stranger.sells('0.5 XMR at market'),
    agreed(),
    stranger.sells('0.5 XMR at market'),
    agreed(),
    trader.cancels('bid'),
    settle,
  ],
  ending: {
    orders: { bid: 'canceled after 1 XMR' },
    position: '1 XMR',
    openOnKraken: 'nothing',
    fills: 2,
  },
  visits: ['missed by the feed', 'handshake timed out', 'reconnected'],
})
