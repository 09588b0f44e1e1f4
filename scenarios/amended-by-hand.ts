import {
  agreed,
  connected,
  either,
  kraken,
  race,
  scenario,
  seconds,
  settle,
  stranger,
  trader,
  web,
} from '../sim/scenario.ts'

export default scenario('an order is amended on the web page', {
  why: `Somebody moves the trader's order by hand, and the order keeps its id. Whichever dialect tells of it, the trader
        has to hear the price and the size at which the order works now, and his own next edit starts from there. Taken
        for an order that grew too large, it would be cut down again; not noticed, it fills at a price nobody was told.`,
  covers: ['RACE-06', 'NET-11', 'FILL-13'],
  market: 'XMR/EUR',
  funds: { EUR: '2000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    trader.buys('1 XMR at 140.00', { as: 'other' }),
    settle,
    stranger.sells('0.5 XMR at market'),
    settle,
    either(
      web.amends('bid', { price: '149.60', size: '3 XMR' }),
      [web.amends('bid', { price: '149.60' }), web.amends('bid', { size: '3 XMR' })],
      // While nobody listens.
      [kraken.cutsTheSocket({ outageSeconds: 3 }), web.amends('bid', { price: '149.60', size: '3 XMR' })],
      // While the feed loses its tongue.
      [
        seconds(70),
        kraken.forgetsToTell('openOrders', { frames: 2 }),
        web.amends('bid', { price: '149.60', size: '3 XMR' }),
      ],
      race(trader.edits('other', { price: '141.00' }), web.amends('bid', { price: '149.60', size: '3 XMR' })),
    ),
    agreed(),
    stranger.sells('1 XMR at market'),
    settle,
    trader.cancels('other'),
    settle,
  ],
  ending: {
    orders: { bid: 'open 1.5 XMR at 149.60', other: 'canceled' },
    position: '1.5 XMR',
    openOnKraken: ['1.5 XMR at 149.60'],
    fills: 2,
  },
  visits: ['reconnected', 'missed by the feed', 'order amended elsewhere'],
})
