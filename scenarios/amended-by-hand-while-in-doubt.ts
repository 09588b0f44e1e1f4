import { agreed, connected, kraken, scenario, seconds, trader, web } from '../sim/scenario.ts'

export default scenario('an order is amended on the web page before its sender knows that it exists', {
  why: `The line is cut right after the order, and before it is back somebody halves the order by hand. The list with
        which the next session begins shows an order of ours with terms that nobody here asked for. Taken for the one
        that was asked for, it is told at a size and a price that are nowhere in force.`,
  covers: ['RACE-09'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    kraken.cutsAfter('addOrder', { outageSeconds: 2 }),
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    seconds(0.5),
    web.amends('bid', { price: '149.60', size: '1 XMR' }),
    agreed(),
    trader.edits('bid', { price: '149.70', size: '1 XMR' }),
    agreed(),
  ],
  ending: { orders: { bid: 'open 1 XMR at 149.70' }, openOnKraken: ['1 XMR at 149.70'], fills: 0 },
  under: { block: { ending: { orders: { bid: 'canceled' }, openOnKraken: 'nothing' } } },
  visits: ['outcome found', 'order amended elsewhere'],
})
