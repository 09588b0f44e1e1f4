import { connected, kraken, scenario, seconds, settle, trader } from '../sim/scenario.ts'

export default scenario('the two halves of an edit are heard in every order', {
  why: `An edit is the end of one order and the birth of another, and either may be heard of first. An adapter that
        takes the end for a cancel, or lets it wipe out the id of the newborn, loses sight of an order that works on in
        the market. Therefore the order is edited once more and canceled in the end.`,
  covers: ['RACE-01', 'RACE-06', 'RACE-07', 'ID-02'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    kraken.holdsBack('ack', 'openOrders'),
    trader.edits('bid', { price: '149.60' }),
    seconds(0.2),
    kraken.releases,
    settle,
    kraken.holdsBack('ack', 'openOrders'),
    trader.edits('bid', { price: '149.70', size: '1.5 XMR' }),
    seconds(0.2),
    kraken.releases,
    settle,
    trader.cancels('bid'),
    settle,
  ],
  ending: { orders: { bid: 'canceled' }, position: 'nothing', openOnKraken: 'nothing', fills: 0 },
  under: {
    v2: { visits: ['edit amended the order'] },
    'cancel-and-submit': { visits: ['order canceled to be sent anew'] },
    block: { visits: ['edit blocked'] },
  },
  visits: ['old half of an edit ended first', 'new half of an edit opened first', 'edit replaced the order'],
})
