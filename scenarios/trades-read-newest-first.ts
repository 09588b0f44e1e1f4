import { broker, connected, scenario, seconds, settle, stranger, web } from '../sim/scenario.ts'

export default scenario('trades of one instant are learnt from the history', {
  why: `While the broker is away, an order placed by hand closes the position and turns it around within one instant. All
        that is left of it is the history, newest first and with equal times. Read in that order the short would come
        before the close, and the price of what is held would be wrong from then on.`,
  covers: ['POS-08', 'POS-09', 'POS-11'],
  market: 'XBT/USDT',
  funds: { XBT: '1', USDT: '10000' },
  story: [
    stranger.sells('0.01 XBT at 60000.0'),
    web.buys('0.01 XBT at 60000.0'),
    seconds(1),
    connected,
    broker.stops,
    settle,
    stranger.buys('0.01 XBT at 61000.0'),
    stranger.buys('0.01 XBT at 60900.0'),
    stranger.buys('0.01 XBT at 60800.0'),
    web.sells('0.03 XBT at market'),
    broker.restarts,
    settle,
  ],
  ending: { position: '-0.02 XBT', ppu: '60363.2', openOnKraken: 'nothing', fills: 3 },
  visits: ['positions written', 'trade found by backfill', 'fill of an order no dialog knows', 'balances agree'],
})
