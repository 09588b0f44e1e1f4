import { broker, connected, either, kraken, scenario, seconds, settle, trader } from '../sim/scenario.ts'

const names = Array.from({ length: 8 }, (_, place) => `early ${place + 1}`)

export default scenario('ids begin again after a quick restart', {
  why: `A broker that has used up many numbers in a second is started again in the next. The numbers it gives out now must
        not be those of orders that live, and an order of the life before, long ended, must not be taken for the answer
        to a request of this one, only because the number is the same.`,
  covers: ['ID-03', 'ID-07', 'ID-08'],
  market: 'XMR/EUR',
  funds: { EUR: '2000' },
  story: [
    connected,
    names.map((name) => trader.buys('1 XMR at 140.00', { as: name })),
    settle,
    names.slice(1).map((name) => trader.cancels(name)),
    seconds(0.3),
    broker.crashes,
    broker.restarts,
    settle,
    either([], kraken.losesReplyTo('addOrder'), kraken.cutsAfter('addOrder', { outageSeconds: 0 })),
    Array.from({ length: 4 }, (_, place) => trader.buys('1 XMR at 149.00', { as: `new ${place + 1}` })),
    settle,
    names.slice(0, 1).map((name) => trader.cancels(name)),
    settle,
  ],
  ending: { orders: { 'early 1': 'canceled' }, position: 'nothing', fills: 0 },
  visits: ['order found live'],
})
