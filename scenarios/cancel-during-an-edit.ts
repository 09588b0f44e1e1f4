import { connected, kraken, scenario, seconds, settle, trader } from '../sim/scenario.ts'

export default scenario('a cancel comes while an edit is under way', {
  why: `Between the two orders of an edit there is no id that a cancel could name for sure. Sent for the old one it is
        refused, and the new one lives on. It has to wait for the new id and then end that order.`,
  covers: ['RACE-05', 'RACE-06', 'RACE-07'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    kraken.holdsBack('ack', 'openOrders'),
    trader.edits('bid', { price: '149.60' }),
    trader.cancels('bid'),
    seconds(0.2),
    kraken.releases,
    settle,
  ],
  ending: { orders: { bid: 'canceled' }, position: 'nothing', openOnKraken: 'nothing', fills: 0 },
  under: {
    v2: { visits: ['cancel waits for the edit', 'edit amended the order'] },
    'cancel-and-submit': { visits: ['cancel waits for the edit'] },
    block: { visits: ['edit blocked'] },
  },
  visits: ['cancel waits for the edit'],
})
