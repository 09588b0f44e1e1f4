import { agreed, broker, connected, either, kraken, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a subscription is never acknowledged', {
  why: `One answer or one list is missing and the rest is there. Going on without it is blindness, and waiting for it has
        no end: the connection has to be given up in time and made anew.`,
  covers: ['NET-03', 'NET-04', 'NET-08'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    either(
      // Behind the word on the system comes the one acknowledgement, then the other.
      kraken.dropsOnTheWire('control', { after: 1 }),
      kraken.dropsOnTheWire('control', { after: 2 }),
      kraken.dropsOnTheWire('control', { after: 0, frames: 3 }),
      kraken.dropsOnTheWire('openOrders'),
      kraken.dropsOnTheWire('ownTrades'),
    ),
    either([broker.crashes, broker.restarts], kraken.cutsTheSocket({ outageSeconds: 0 })),
    stranger.sells('0.5 XMR at market'),
    agreed(),
    trader.cancels('bid'),
    settle,
  ],
  ending: {
    orders: { bid: 'canceled after 0.5 XMR' },
    position: '0.5 XMR',
    openOnKraken: 'nothing',
  },
  visits: ['handshake timed out', 'socket lost', 'reconnected'],
})
