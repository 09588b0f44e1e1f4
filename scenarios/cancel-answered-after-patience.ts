import { connected, kraken, oneOf, race, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a cancel that races a fill is answered after patience has run out', {
  why: `The trader wants out, the market takes the order at the same moment, and Kraken is silent about both. Neither may
        be guessed: a cancel believed hides the coins, a fill believed hides that nothing was bought.`,
  covers: ['RACE-11', 'RACE-21', 'ERR-09'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    kraken.holdsBack('ack', 'openOrders', 'ownTrades'),
    race(trader.cancels('bid'), stranger.sells('2 XMR at market')),
    seconds(8),
    kraken.releases,
    settle,
  ],
  ending: {
    orders: { bid: oneOf('canceled', 'filled 2 XMR') },
    position: oneOf('nothing', '2 XMR'),
    openOnKraken: 'nothing',
  },
  visits: ['outcome unknown', 'cancel lost to a fill'],
})
