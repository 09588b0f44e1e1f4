import { broker, connected, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('one asset is traded against two others', {
  why: `Monero bought with euros and monero bought with bitcoin lie in one balance and in two positions, and the bitcoin
        spent is a third asset that moves. Comparing any one position with the balance fails although nothing is wrong,
        and a start that insists on it keeps the account out.`,
  covers: ['BAL-02', 'BAL-04'],
  market: 'XMR/EUR',
  funds: { EUR: '1000', XBT: '0.1' },
  story: [
    connected,
    stranger.sells('1 XMR at 150.00'),
    trader.buys('1 XMR at market', { as: 'with euros' }),
    stranger.sells('2 XMR at 0.005123', { on: 'XMR/XBT' }),
    trader.buys('2 XMR at market', { as: 'with bitcoin', on: 'XMR/XBT' }),
    settle,
    stranger.buys('1.5 XMR at 151.00'),
    trader.sells('1.5 XMR at market', { as: 'for euros' }),
    settle,
    broker.stops,
    settle,
    broker.restarts,
    settle,
  ],
  ending: {
    orders: { 'with euros': 'filled 1 XMR', 'with bitcoin': 'filled 2 XMR', 'for euros': 'filled 1.5 XMR' },
    position: '-0.5 XMR',
    ppu: '147.376',
    positions: { 'XMR/XBT': '2 XMR', 'XBT/EUR': '0.1 XBT' },
    openOnKraken: 'nothing',
    fills: 3,
  },
  visits: ['balances agree', 'transfer booked'],
})
