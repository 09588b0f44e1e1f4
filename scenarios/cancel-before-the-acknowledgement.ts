import { connected, either, kraken, scenario, seconds, settle, trader } from '../sim/scenario.ts'

export default scenario('a cancel comes before the order is acknowledged', {
  why: `The trader changes his mind before Kraken has answered. Reporting the order as gone without asking Kraken, or
        dropping the cancel because there is no id to name yet, leaves an order in the market that everybody believes
        dead. Asking twice must not hurt either.`,
  covers: ['RACE-05', 'RACE-14'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    kraken.holdsBack('ack', 'openOrders'),
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    either([], [seconds(0.2)]),
    trader.cancels('bid'),
    either([], [trader.cancels('bid')]),
    seconds(0.2),
    kraken.releases,
    settle,
  ],
  ending: { orders: { bid: 'canceled' }, position: 'nothing', openOnKraken: 'nothing', fills: 0 },
  visits: ['cancel waits for the txid', 'update before the acknowledgement'],
})
