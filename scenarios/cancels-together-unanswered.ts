import { agreed, connected, either, kraken, scenario, settle, stranger, together, trader } from '../sim/scenario.ts'

export default scenario('cancels that left as one are lost as one', {
  why: `The one request that carries three cancels is lost, or its answers are, or the session is void. None of the three
        is known to have been carried out; each is found out about and said again as if it had been alone, and an order
        that was filled meanwhile is told filled.`,
  covers: ['RACE-11', 'NET-05'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'best' }),
    trader.buys('1 XMR at 149.40', { as: 'second' }),
    trader.buys('1 XMR at 149.30', { as: 'third' }),
    settle,
    either(
      kraken.cutsBefore('cancelOrder', { outageSeconds: 3 }),
      kraken.cutsAfter('cancelOrder', { outageSeconds: 3 }),
      kraken.losesReplyTo('cancelOrder'),
      kraken.answers('cancelOrder', { kind: 'silence' }, { times: 1 }),
      kraken.answers('cancelOrder', { kind: 'kraken-error', error: 'ESession:Invalid session' }, { times: 1 }),
    ),
    together(trader.cancels('best'), trader.cancels('second'), trader.cancels('third')),
    agreed({ withinSeconds: 30 }),
    stranger.sells('1 XMR at market'),
    settle,
  ],
  ending: {
    orders: { best: 'canceled', second: 'canceled', third: 'canceled' },
    position: 'nothing',
    openOnKraken: 'nothing',
    fills: 0,
  },
  visits: ['cancels sent together', 'outcome unknown', 'session refused'],
})
