import { broker, connected, kraken, scenario, seconds, settle, trader, web } from '../sim/scenario.ts'

export default scenario('the list of open orders is late', {
  why: `A broker that starts to trade before it has seen what is already open gives away ids that live orders carry, and
        then cannot tell them apart. Here the list comes seconds after everything else; until then nothing may be sent,
        and the order that was there before must not be missed.`,
  covers: ['NET-03', 'NET-10', 'NET-11', 'ID-03', 'ERR-08'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('1 XMR at 149.50', { as: 'earlier' }),
    web.buys('1 XMR at 140.00', { as: 'by hand' }),
    settle,
    broker.crashes,
    kraken.holdsBack('openOrders'),
    broker.restarts,
    seconds(3),
    trader.buys('1 XMR at 149.00', { as: 'too early' }),
    seconds(1),
    kraken.releases,
    settle,
    trader.buys('1 XMR at 148.00', { as: 'new' }),
    settle,
    trader.cancels('earlier'),
    settle,
  ],
  ending: {
    orders: {
      earlier: 'canceled',
      'by hand': 'open 1 XMR at 140.00',
      'too early': 'refused by us: not ready: loading',
      new: 'open 1 XMR at 148.00',
    },
    position: 'nothing',
    openOnKraken: ['1 XMR at 140.00', '1 XMR at 148.00'],
    fills: 0,
  },
  visits: ['order found live', 'ready'],
})
