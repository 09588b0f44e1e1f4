import { agreed, connected, either, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('an order is filled at once, and nobody can say so for a minute', {
  why: `The line breaks right behind a new order, which is filled at once. It is not among the open orders, and REST, a
        minute behind, does not know it as a closed one. To say that it never reached Kraken is wrong by a whole
        position, and to send it again makes two.`,
  covers: ['RACE-16', 'RACE-17', 'RACE-21', 'ERR-01', 'ERR-02', 'NET-07', 'ID-05'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    stranger.sells('3 XMR at 150.00'),
    seconds(70),
    kraken.restLags(55),
    either(
      kraken.cutsAfter('addOrder', { outageSeconds: 3 }),
      [kraken.losesReplyTo('addOrder'), kraken.forgetsToTell('openOrders', { frames: 4 })],
      [
        kraken.losesReplyTo('addOrder'),
        kraken.forgetsToTell('openOrders', { frames: 4 }),
        kraken.forgetsToTell('ownTrades'),
      ],
    ),
    trader.buys('0.5 XMR at 150.00', { as: 'bid' }),
    agreed({ restBehindSeconds: 60 }),
    settle,
  ],
  ending: { orders: { bid: 'filled 0.5 XMR' }, position: '0.5 XMR', openOnKraken: 'nothing', fills: 1 },
  visits: ['outcome unknown', 'outcome found'],
})
