import { broker, connected, kraken, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('one sweep is one row here and three there', {
  why: `Kraken can tell the fills of one market order as one trade or as several, on the socket and in REST each by its own
        switch, and the one row goes by the first one's id. Asked differently in the two places, the same fills are
        booked twice, or the first alone.`,
  covers: ['FILL-04', 'FILL-02', 'FILL-05', 'NET-02', 'POS-10'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    stranger.sells('0.5 XMR at 149.00'),
    stranger.sells('0.5 XMR at 149.10'),
    stranger.sells('0.5 XMR at 149.20'),
    trader.buys('1.5 XMR at 150.00', { as: 'sweep' }),
    settle,
    kraken.cutsTheSocket({ outageSeconds: 1 }),
    settle,
    broker.crashes,
    broker.restarts,
    settle,
    trader.sells('0.5 XMR at 160.00', { as: 'ask' }),
    settle,
  ],
  ending: { position: '1.5 XMR', openOnKraken: ['0.5 XMR at 160.00'], fills: 3 },
  visits: ['fill already told', 'reconnected', 'balances agree'],
})
