import { connected, kraken, oneOf, race, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('an edit that races a fill is answered after patience has run out', {
  why: `The edit was done, or came too late because the order was filled; for eight seconds nobody says which. Whatever is
        found out by asking has to stand when the late messages arrive, the end of the old order among them.`,
  covers: ['RACE-06', 'RACE-21'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    kraken.holdsBack('ack', 'openOrders', 'ownTrades'),
    race(trader.edits('bid', { price: '149.60' }), stranger.sells('0.5 XMR at market')),
    seconds(8),
    kraken.releases,
    settle,
    trader.cancels('bid'),
    settle,
  ],
  ending: {
    orders: { bid: 'canceled after 0.5 XMR' },
    position: '0.5 XMR',
    ppu: oneOf('150.2475', '150.348'),
    openOnKraken: 'nothing',
    fills: 1,
  },
  under: {
    v2: { visits: ['outcome unknown', 'amend sent again', 'edit amended the order'] },
    'cancel-and-submit': {
      ending: {
        orders: { bid: oneOf('canceled', 'canceled after 0.5 XMR') },
        position: oneOf('nothing', '0.5 XMR'),
        ppu: oneOf('0', '150.2475', '150.348'),
        fills: { oneOf: [0, 1] },
      },
      visits: ['order canceled to be sent anew'],
    },
    block: {
      ending: {
        orders: { bid: oneOf('canceled', 'canceled after 0.5 XMR') },
        position: oneOf('nothing', '0.5 XMR'),
        ppu: oneOf('0', '150.2475'),
        fills: { oneOf: [0, 1] },
      },
      visits: ['edit blocked'],
    },
  },
  visits: ['outcome unknown', 'outcome found', 'edit replaced the order'],
})
