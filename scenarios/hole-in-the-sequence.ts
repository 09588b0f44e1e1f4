import { agreed, connected, either, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a frame is missing in the sequence', {
  why: `Kraken numbers the frames of each channel. A jump from 4 to 6 says that something was lost, whatever it was: the
        connection has to be made anew at once. A number that comes twice loses nothing and must neither be counted
        twice nor alarm; and a new subscription counts from one again.`,
  covers: ['NET-09', 'NET-02', 'RACE-18', 'FILL-01'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    either(
      kraken.dropsOnTheWire('openOrders'),
      kraken.dropsOnTheWire('ownTrades'),
      [kraken.dropsOnTheWire('openOrders'), kraken.dropsOnTheWire('ownTrades')],
      kraken.doublesOnTheWire('openOrders'),
      kraken.doublesOnTheWire('ownTrades'),
    ),
    stranger.sells('0.5 XMR at market'),
    seconds(1),
    stranger.sells('0.5 XMR at market'),
    agreed({ withinSeconds: 10 }),
    trader.cancels('bid'),
    settle,
  ],
  ending: {
    orders: { bid: 'canceled after 1 XMR' },
    position: '1 XMR',
    openOnKraken: 'nothing',
    fills: 2,
  },
  under: { v2: { visits: ['sequence gap', 'frame repeated', 'reconnected'] } },
  visits: ['sequence gap', 'frame repeated', 'reconnected', 'fill already told'],
})
