import { connected, either, error, kraken, scenario, settle, silence, trader } from '../sim/scenario.ts'

export default scenario('an order is sent and Kraken never had it', {
  why: `No answer, or one that says nothing for sure. Waiting for ever keeps a phantom on the screen; sending again at
        once doubles the order in the cases that look the same from here. After a proof of absence the trader is told
        plainly and can decide.`,
  covers: ['ID-06', 'NET-07'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    either(
      kraken.cutsBefore('addOrder', { outageSeconds: 3 }),
      kraken.answers('addOrder', silence, { times: 1 }),
      kraken.answers('addOrder', error('EService:Unavailable'), { times: 1 }),
      kraken.answers('addOrder', error('EGeneral:Internal error'), { times: 1 }),
    ),
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    trader.buys('1 XMR at 149.00', { as: 'next' }),
    settle,
  ],
  ending: {
    orders: { bid: 'refused by us: it never reached Kraken', next: 'open 1 XMR at 149.00' },
    position: 'nothing',
    openOnKraken: ['1 XMR at 149.00'],
    fills: 0,
  },
  visits: ['outcome unknown', 'outcome proven absent'],
})
