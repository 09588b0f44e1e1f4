import { broker, connected, either, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a post-only order is edited to where it would take', {
  why: `The first edit keeps the order a maker and must keep it post-only; the second would have it take. A new order in
        its place is ended by Kraken for that, and the old one is gone with it; a change of the order itself is refused,
        and the order stands where it stood. In no case may it trade as a taker.`,
  covers: ['ERR-08', 'RACE-12', 'RACE-06'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    stranger.sells('5 XMR at 150.00'),
    trader.buys('2 XMR at 149.50', { as: 'bid', postOnly: true }),
    settle,
    // A broker that only found the order has to know as much of it.
    either([], [broker.crashes, broker.restarts, settle]),
    trader.edits('bid', { price: '149.60' }),
    settle,
    trader.edits('bid', { price: '150.00' }),
    settle,
  ],
  ending: { orders: { bid: 'canceled' }, position: 'nothing', openOnKraken: 'nothing', fills: 0 },
  under: {
    v2: {
      ending: { orders: { bid: 'open 2 XMR at 149.60' }, openOnKraken: ['2 XMR at 149.60'] },
      visits: ['edit amended the order', 'edit refused'],
    },
    'cancel-and-submit': {
      ending: { orders: { bid: 'canceled' }, openOnKraken: 'nothing' },
      visits: ['order canceled to be sent anew'],
    },
    block: { ending: { orders: { bid: 'canceled' }, openOnKraken: 'nothing' }, visits: ['edit blocked'] },
  },
  visits: ['edit replaced the order'],
})
