import { broker, connected, either, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

const moments = Array.from({ length: 10 }, (_, place) => [seconds(1 + place * 0.2)])

export default scenario('the line breaks again while what was missed is being read', {
  why: `A second cut strikes in the middle of the first one's repair: while the token is fetched, while the channels are
        subscribed, while the history is read. Two repairs at a time tread on each other, and the first one's end must
        not be taken for the second's. And a broker that is asked to end in the middle of it ends.`,
  covers: ['NET-04', 'NET-06', 'NET-12', 'NET-01'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    kraken.delays('REST', 0.5),
    kraken.cutsTheSocket({ outageSeconds: 0 }),
    stranger.sells('0.5 XMR at market'),
    either(...moments),
    either(
      [kraken.cutsTheSocket({ outageSeconds: 0 }), stranger.sells('0.5 XMR at market'), settle],
      [broker.stops, stranger.sells('0.5 XMR at market'), broker.restarts, settle],
    ),
    trader.cancels('bid'),
    settle,
  ],
  ending: {
    orders: { bid: 'canceled after 1 XMR' },
    position: '1 XMR',
    openOnKraken: 'nothing',
  },
  visits: ['socket lost', 'reconnected'],
})
