import { agreed, connected, either, kraken, scenario, seconds, settle, trader } from '../sim/scenario.ts'

export default scenario('an order with a deadline, and one that Kraken may not reduce with', {
  why: `An order with a deadline is good when it arrives in time, whatever its answer does; and what spot markets do not take
        is told in Kraken's words.`,
  covers: ['ERR-08', 'RACE-21'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    either([], kraken.losesReplyTo('addOrder')),
    trader.buys('1 XMR at 149.50', { as: 'in time', deadlineSeconds: 10 }),
    seconds(15),
    trader.sells('1 XMR at 150.50', { as: 'reducing', reduceOnly: true }),
    agreed(),
    trader.cancels('in time'),
    settle,
  ],
  ending: {
    orders: { 'in time': 'canceled', reducing: 'refused by kraken: EOrder:Reduce only' },
    position: 'nothing',
    openOnKraken: 'nothing',
    fills: 0,
  },
  visits: ['order refused'],
})
