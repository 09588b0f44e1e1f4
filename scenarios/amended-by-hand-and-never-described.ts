import { agreed, connected, kraken, scenario, seconds, trader, web } from '../sim/scenario.ts'

export default scenario('an order whose birth nobody told is amended on the web page', {
  why: `The feed falls silent before it has described an order, so that all that is known of it is what was asked for. Its
        first description, in the list of the next session, has other terms: somebody has amended it. Whoever takes that for
        the way in which Kraken describes orders goes on showing terms that are nowhere in force.`,
  covers: ['RACE-09'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    kraken.mutes('openOrders'),
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    seconds(1),
    web.amends('bid', { price: '149.40', size: '1 XMR' }),
    agreed(),
  ],
  ending: { orders: { bid: 'open 1 XMR at 149.40' }, openOnKraken: ['1 XMR at 149.40'], fills: 0 },
  visits: ['order amended elsewhere', 'missed by the feed'],
})
