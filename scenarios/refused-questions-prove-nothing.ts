import { agreed, connected, error, heal, kraken, scenario, seconds, settle, trader } from '../sim/scenario.ts'

export default scenario('Kraken does not say what became of an order', {
  why: `The answer to a new order is lost, its notices too, and REST refuses to say what is open and what is closed. That
        shows nothing: an order told as absent would be placed again, and be there twice.`,
  covers: ['RACE-16', 'ERR-02', 'RACE-21'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    kraken.losesReplyTo('addOrder'),
    kraken.forgetsToTell('openOrders', { frames: 2 }),
    kraken.answers('OpenOrders', error('EGeneral:Unknown method'), { times: 100 }),
    kraken.answers('ClosedOrders', error('EGeneral:Unknown method'), { times: 100 }),
    trader.buys('1 XMR at 149.50', { as: 'bid' }),
    seconds(120),
    heal,
    agreed(),
    settle,
    trader.cancels('bid'),
    settle,
  ],
  ending: { orders: { bid: 'canceled' }, position: 'nothing', openOnKraken: 'nothing', fills: 0 },
  visits: ['outcome unknown', 'question refused', 'outcome found'],
})
