import { agreed, connected, either, kraken, scenario, seconds, settle, trader } from '../sim/scenario.ts'

export default scenario('the order is unknown to the engine and open in REST', {
  why: `An edit or a cancel was done, and neither its acknowledgement nor a notice of it arrived. The broker repeats it,
        and is told "unknown order", while REST, a minute behind, shows the order open. To believe REST means to repeat
        the request over and over, and in the end to lose the order that the edit made.`,
  covers: ['RACE-17', 'RACE-11', 'ERR-09'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('1 XMR at 149.50', { as: 'bid' }),
    settle,
    seconds(70),
    kraken.restLags(50),
    either(
      [
        kraken.forgetsToTell('openOrders', { frames: 3 }),
        kraken.losesReplyTo('editOrder'),
        trader.edits('bid', { price: '149.60' }),
        agreed({ restBehindSeconds: 60 }),
        trader.cancels('bid'),
      ],
      [
        kraken.forgetsToTell('openOrders'),
        kraken.losesReplyTo('cancelOrder'),
        trader.cancels('bid'),
        agreed({ restBehindSeconds: 60 }),
      ],
    ),
    settle,
  ],
  ending: { orders: { bid: 'canceled' }, position: 'nothing', openOnKraken: 'nothing', fills: 0 },
  under: {
    v2: { visits: ['outcome unknown', 'amend sent again', 'edit amended the order'] },
    'cancel-and-submit': { visits: ['outcome unknown'] },
    block: { doesNotApply: 'an edit that never leaves has no answer to lose' },
  },
  visits: ['outcome unknown', 'outcome found'],
})
