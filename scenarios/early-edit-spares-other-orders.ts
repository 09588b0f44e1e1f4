import { connected, kraken, scenario, seconds, settle, trader } from '../sim/scenario.ts'

export default scenario('an early edit does not touch another order', {
  why: `One order has just been edited when another, in another market, is to be edited before its id is known. Whatever
        was left over from the first edit must not find its way into the second: then the wrong order would be moved,
        in the wrong market, and the right one would stand still.`,
  covers: ['RACE-02', 'RACE-04', 'SYM-07'],
  market: 'XMR/EUR',
  funds: { EUR: '2000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'first' }),
    settle,
    trader.edits('first', { price: '149.60' }),
    settle,
    kraken.holdsBack('ack', 'openOrders'),
    trader.buys('0.01 XBT at 25000.0', { as: 'second', on: 'XBT/EUR' }),
    seconds(0.2),
    trader.edits('second', { price: '25100.0' }),
    seconds(0.2),
    kraken.releases,
    settle,
    trader.edits('first', { price: '149.70' }),
    settle,
  ],
  ending: {
    orders: { first: 'open 2 XMR at 149.70', second: 'open 0.01 XBT at 25100.0' },
    position: 'nothing',
    openOnKraken: ['0.01 XBT at 25100.0', '2 XMR at 149.70'],
    fills: 0,
  },
  under: {
    v2: {
      ending: { openOnKraken: ['2 XMR at 149.70', '0.01 XBT at 25100.0'] },
      visits: ['edit waits for the txid', 'edit amended the order'],
    },
    'cancel-and-submit': {
      ending: { openOnKraken: ['0.01 XBT at 25100.0', '2 XMR at 149.70'] },
      visits: ['order canceled to be sent anew'],
    },
    block: {
      ending: { orders: { first: 'canceled', second: 'canceled' }, openOnKraken: 'nothing' },
      visits: ['edit blocked'],
    },
  },
  visits: ['edit waits for the txid', 'edit replaced the order'],
})
