import { connected, kraken, scenario, seconds, settle, trader } from '../sim/scenario.ts'

export default scenario('the end of an order is heard before the order is known', {
  why: `The notice of the birth is lost, and the end of the order comes before the answer that says which order it was. An
        end is final whosever it turns out to be; forgotten, the order is shown as pending until REST tells otherwise,
        and a cancel in between names an order whose death had been announced.`,
  covers: ['RACE-19'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    kraken.delays('REST', 2),
    kraken.delays('ack', 0.5),
    kraken.forgetsToTell('openOrders'),
    // Nobody is there to sell.
    trader.buys('1 XMR at market', { as: 'taker' }),
    seconds(1),
    trader.cancels('taker'),
    settle,
  ],
  ending: { orders: { taker: 'canceled' }, position: 'nothing', openOnKraken: 'nothing', fills: 0 },
  visits: ['ready'],
})
