import { broker, connected, kraken, scenario, seconds, settle, stranger, trader, web } from '../sim/scenario.ts'

export default scenario('acknowledgements and snapshots come in any order', {
  why: `The list of open orders can come before its subscription is acknowledged, between the two acknowledgements, or
        after both, and so can the trades. Reading on for acknowledgements and dropping what lies between loses every
        order that is open.`,
  covers: ['NET-03', 'NET-04', 'NET-10', 'NET-11'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'ours' }),
    web.buys('1 XMR at 140.00', { as: 'by hand' }),
    settle,
    stranger.sells('0.5 XMR at market'),
    settle,
    broker.crashes,
    kraken.holdsBack('control', 'openOrders', 'ownTrades'),
    broker.restarts,
    seconds(2),
    kraken.releases,
    // Traffic before anybody is ready.
    stranger.sells('0.25 XMR at market'),
    settle,
    trader.cancels('ours'),
    trader.cancels('by hand'),
    settle,
  ],
  ending: {
    orders: { ours: 'canceled after 0.75 XMR', 'by hand': 'canceled' },
    position: '0.75 XMR',
    openOnKraken: 'nothing',
  },
  visits: ['order found live', 'ready'],
})
