import { connected, either, error, kraken, scenario, settle, silence, trader } from '../sim/scenario.ts'

export default scenario('a cancel goes unanswered, done or not', {
  why: `A cancel is sent when a position is no longer wanted, so its fate matters most of all. Done and unanswered, or
        never arrived: in both the order must be gone in the end, and said to be gone only once it is.`,
  covers: ['RACE-21'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    either(
      kraken.losesReplyTo('cancelOrder'),
      kraken.cutsAfter('cancelOrder', { outageSeconds: 3 }),
      kraken.cutsBefore('cancelOrder', { outageSeconds: 3 }),
      kraken.answers('cancelOrder', silence, { times: 1 }),
      kraken.answers('cancelOrder', error('EService:Unavailable'), { times: 1 }),
    ),
    trader.cancels('bid'),
    settle,
  ],
  ending: { orders: { bid: 'canceled' }, position: 'nothing', openOnKraken: 'nothing', fills: 0 },
  visits: ['outcome unknown', 'outcome proven absent', 'socket lost', 'order ended while away'],
})
