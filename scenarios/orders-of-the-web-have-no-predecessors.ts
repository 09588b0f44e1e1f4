import { broker, connected, scenario, settle, stranger, trader, web } from '../sim/scenario.ts'

export default scenario('what was bought on the web page is not what a live order of the web page has bought', {
  why: `Orders of the web page all carry the same userref, which is none. A broker that starts anew and looks for what its
        own orders have been before finds a finished one among them, takes it for the beginning of another that is
        live, and tells that one filled by what it never bought.`,
  covers: ['ID-04'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 140.00', { as: 'ours' }),
    web.buys('1 XMR at 149.00', { as: 'live' }),
    web.buys('1 XMR at 150.00', { as: 'done' }),
    settle,
    stranger.sells('1 XMR at market'),
    settle,
    broker.crashes,
    broker.restarts,
    settle,
  ],
  ending: {
    orders: { ours: 'open 2 XMR at 140.00', live: 'open 1 XMR at 149.00' },
    position: '1 XMR',
    openOnKraken: ['1 XMR at 149.00', '2 XMR at 140.00'],
    fills: 1,
  },
  visits: ['order found live'],
})
