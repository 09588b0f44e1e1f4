import { agreed, connected, kraken, race, scenario, seconds, settle, trader, web } from '../sim/scenario.ts'

export default scenario('an edit races an amend by hand', {
  why: `Two hands move one order at once, and what either did can be heard of in any order. The last word at Kraken is the
        price in force, and the trader must hear that one: his own, or that of the web page. And the order must obey him
        afterwards, whichever id it has.`,
  covers: ['RACE-06', 'RACE-02', 'RACE-12'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    kraken.holdsBack('ack', 'openOrders'),
    race(trader.edits('bid', { price: '149.70' }), web.amends('bid', { price: '149.60', size: '1 XMR' })),
    seconds(0.2),
    kraken.releases,
    settle,
    agreed(),
    trader.cancels('bid'),
    settle,
  ],
  ending: { orders: { bid: 'canceled' }, position: 'nothing', openOnKraken: 'nothing', fills: 0 },
  under: {
    v2: { visits: ['edit amended the order', 'order amended elsewhere'] },
    'cancel-and-submit': { visits: ['order canceled to be sent anew'] },
    block: { visits: ['edit blocked'] },
  },
  visits: ['edit replaced the order', 'order amended elsewhere'],
})
