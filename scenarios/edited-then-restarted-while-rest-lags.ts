import { broker, connected, kraken, race, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a broker starts anew right after an edit, and REST does not know the edited order yet', {
  why: `The order was filled in part while its edit was on the way. The next broker finds the order that the edit made, and to
        tell it whole needs the one before it, whose trade the feed repeats; REST is seconds behind and has never heard of
        it. Whoever takes that for an answer tells the trader that what was filled is not, and a smaller size.`,
  covers: ['NET-07', 'RACE-11'],
  market: 'XMR/EUR',
  funds: { EUR: '10000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    race(stranger.sells('0.5 XMR at market'), trader.edits('bid', { size: '3 XMR' })),
    seconds(1),
    kraken.restLags(8),
    broker.stops,
    broker.restarts,
    seconds(70),
    settle,
  ],
  ending: {
    orders: { bid: 'open 2.5 XMR at 149.50' },
    position: '0.5 XMR',
    openOnKraken: ['2.5 XMR at 149.50'],
    fills: 1,
  },
  under: {
    v2: { visits: ['order found live'] },
    'cancel-and-submit': { visits: ['order found live', 'predecessors found'] },
    block: { doesNotApply: 'an order whose edit was blocked has ended before the restart' },
  },
  visits: ['order found live', 'predecessors found', 'question asked again'],
})
