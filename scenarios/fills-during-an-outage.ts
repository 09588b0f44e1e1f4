import { connected, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('orders are filled while the line is dead', {
  why: `The socket breaks and the market goes on. When it is back, Kraken lists only what is still open and never
        mentions the rest again. Without asking, the trader keeps an order on the screen that was filled long ago and
        misses the position that came of it.`,
  covers: ['NET-01', 'NET-02'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('1 XMR at 149.50', { as: 'filled away' }),
    trader.buys('2 XMR at 149.00', { as: 'partly filled away' }),
    trader.buys('1 XMR at 140.00', { as: 'untouched' }),
    settle,
    stranger.sells('0.25 XMR at market'),
    settle,
    kraken.cutsTheSocket({ outageSeconds: 4 }),
    seconds(1),
    stranger.sells('1.25 XMR at market'),
    settle,
    stranger.sells('0.5 XMR at market'),
    settle,
    trader.cancels('partly filled away'),
    settle,
  ],
  ending: {
    orders: {
      'filled away': 'filled 1 XMR',
      'partly filled away': 'canceled after 1 XMR',
      untouched: 'open 1 XMR at 140.00',
    },
    position: '2 XMR',
    ppu: '149.99625',
    openOnKraken: ['1 XMR at 140.00'],
    fills: 4,
  },
  visits: ['socket lost', 'reconnected', 'order ended while away', 'fill already told'],
})
