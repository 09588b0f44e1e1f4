import { connected, kraken, oneOf, race, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a cancel races a fill', {
  why: `When the fill wins, Kraken answers the cancel with "unknown order", possibly before the fill is heard of. Taking
        that for success hides a purchase of 2 XMR; taking it for a reason to cancel again starts a loop that burns the
        rate limit.`,
  covers: ['RACE-11', 'FILL-06', 'FILL-09', 'ERR-09'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    kraken.holdsBack('ack', 'openOrders', 'ownTrades'),
    race(trader.cancels('bid'), stranger.sells('2 XMR at market')),
    seconds(0.2),
    kraken.releases,
    settle,
  ],
  ending: {
    orders: { bid: oneOf('canceled', 'filled 2 XMR') },
    position: oneOf('nothing', '2 XMR'),
    ppu: oneOf('0', '150.2475'),
    openOnKraken: 'nothing',
  },
  visits: ['cancel lost to a fill'],
})
