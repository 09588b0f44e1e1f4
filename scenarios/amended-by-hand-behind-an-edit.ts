import { connected, kraken, scenario, seconds, settle, trader, web } from '../sim/scenario.ts'

export default scenario('an edited order is amended by hand before the feed ever described it', {
  why: `The number of an edit's new order comes with the answer and says nothing of its size, which may differ from what was
        asked by the fills on the way; the feed is mute, and when it is heard again the web page has made the order
        smaller. That the size is not our own any more only Kraken's mark on the order tells.`,
  covers: ['RACE-18', 'FILL-06'],
  market: 'MIRROR/USD',
  funds: { USD: '100000' },
  story: [
    connected,
    kraken.mutes('openOrders'),
    trader.buys('200 MIRROR at 1', { as: 'bid' }),
    seconds(1),
    trader.edits('bid', { size: '400 MIRROR' }),
    seconds(1),
    web.amends('bid', { size: '120 MIRROR' }),
    seconds(60),
    settle,
  ],
  ending: { orders: { bid: 'open 120 MIRROR at 1' }, position: 'nothing', openOnKraken: ['120 MIRROR at 1'], fills: 0 },
  under: {
    'cancel-and-submit': {
      doesNotApply: 'nobody can amend what is canceled, and nothing else is sent while the feed is mute',
    },
    block: { doesNotApply: 'the wish is refused and the order canceled' },
  },
  visits: ['order amended elsewhere'],
})
