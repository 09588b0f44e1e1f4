import { connected, either, error, kraken, scenario, settle, silence, trader } from '../sim/scenario.ts'

export default scenario('an edit is sent and Kraken never had it', {
  why: `The old order is still there with its old price, while the trader believes the new one. Since the old order is
        open, the edit was surely not done and may be asked again, once. Giving up in silence leaves a bid at a price
        that nobody looks at.`,
  covers: ['RACE-12', 'ID-06'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    either(
      kraken.cutsBefore('editOrder', { outageSeconds: 3 }),
      kraken.answers('editOrder', silence, { times: 1 }),
      kraken.answers('editOrder', error('EService:Unavailable'), { times: 1 }),
      kraken.answers('editOrder', error('EGeneral:Internal error'), { times: 1 }),
    ),
    trader.edits('bid', { price: '149.60' }),
    settle,
  ],
  ending: {
    orders: { bid: 'open 2 XMR at 149.60' },
    position: 'nothing',
    openOnKraken: ['2 XMR at 149.60'],
    fills: 0,
  },
  under: {
    v2: { visits: ['outcome unknown', 'amend sent again', 'edit amended the order'] },
    'cancel-and-submit': { visits: ['order canceled to be sent anew'] },
    block: { ending: { orders: { bid: 'canceled' }, openOnKraken: 'nothing' }, visits: ['edit blocked'] },
  },
  visits: ['outcome unknown', 'outcome proven absent', 'edit replaced the order'],
})
