import { agreed, connected, kraken, scenario, seconds, trader, web } from '../sim/scenario.ts'

export default scenario('what an unanswered edit made is amended by hand before anybody hears of it', {
  why: `The answer to an edit is lost, and by the time its order is found the web page has made it smaller. Nobody can tell
        the trader that the edit is in force, since it is not any more: what is to be told is what stands at Kraken.`,
  covers: ['RACE-09', 'RACE-18'],
  market: 'XMR/EUR',
  funds: { EUR: '10000' },
  story: [
    connected,
    trader.buys('2 XMR at 100', { as: 'bid' }),
    seconds(1),
    kraken.mutes('openOrders'),
    kraken.losesReplyTo('editOrder'),
    trader.edits('bid', { size: '4 XMR' }),
    seconds(1),
    web.amends('bid', { size: '1.2 XMR' }),
    agreed(),
  ],
  ending: { orders: { bid: 'open 1.2 XMR at 100' }, position: 'nothing', openOnKraken: ['1.2 XMR at 100'], fills: 0 },
  under: {
    // An amend that nobody heard of is sent again, and comes out on top.
    v2: {
      ending: { orders: { bid: 'open 4 XMR at 100' }, openOnKraken: ['4 XMR at 100'] },
      visits: ['amend sent again', 'edit amended the order'],
    },
    'cancel-and-submit': {
      doesNotApply: 'nobody can amend what is canceled, and nothing else is sent while the feed is mute',
    },
    block: { doesNotApply: 'the wish is refused and the order canceled' },
  },
  visits: ['outcome found', 'order amended elsewhere'],
})
