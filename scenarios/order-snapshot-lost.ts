import { agreed, connected, heal, kraken, scenario, seconds, settle, trader } from '../sim/scenario.ts'

export default scenario('the list of open orders is lost on the way, and that of trades arrives', {
  why: `Where Kraken sends the two apart, a session looks complete without the first, and every order as if it had ended
        meanwhile. REST goes on showing it open, for longer than REST is ever behind: then it is open, and the cancel that
        waits for the truth about it is sent again.`,
  covers: ['NET-03', 'RACE-21'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    kraken.decides({ snapshotsOfExecutions: 'apart' }),
    connected,
    trader.buys('1 XMR at 100', { as: 'bid' }),
    seconds(2),
    kraken.dropsOnTheWire('openOrders', { after: 0 }),
    kraken.cutsBefore('cancelOrder', { outageSeconds: 0 }),
    trader.cancels('bid'),
    seconds(2),
    heal,
    agreed({ withinSeconds: 130 }),
    settle,
  ],
  ending: { orders: { bid: 'canceled' }, position: 'nothing', openOnKraken: 'nothing', fills: 0 },
  under: { v1: { visits: ['socket lost'] } },
  visits: ['order open after all'],
})
