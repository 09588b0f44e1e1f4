import { connected, kraken, oneOf, race, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a cancel races a partial fill', {
  why: `Half a XMR is bought just before the order dies, and the trade may be the last thing to be heard. An adapter that
        has thrown the order away by then stumbles over its own trade, and 0.5 XMR are owned that no book shows.`,
  covers: ['RACE-08', 'FILL-09'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    kraken.holdsBack('ack', 'openOrders', 'ownTrades'),
    race(trader.cancels('bid'), stranger.sells('0.5 XMR at market')),
    seconds(0.2),
    kraken.releases,
    settle,
  ],
  ending: {
    orders: { bid: oneOf('canceled', 'canceled after 0.5 XMR') },
    position: oneOf('nothing', '0.5 XMR'),
    ppu: oneOf('0', '150.2475'),
    openOnKraken: 'nothing',
  },
  under: { v2: { visits: ['update before the acknowledgement'] } },
  visits: ['ending waits for its fills', 'fill before its order update'],
})
