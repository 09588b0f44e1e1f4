import { account, broker, connected, either, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario("coins that earn are still the trader's", {
  why: `Auto-earn moves all bitcoin from XBT to XBT.F, and staking to XBT.M, or XBT.B where it is bonded. The account has
        as much as before. Whoever reads the balance of XBT alone believes the position gone, and whoever books the two
        rows of the move as a withdrawal and a deposit of something else loses its price. A sale is then paid by two
        wallets, in three rows of one reference.`,
  covers: ['BAL-09', 'BAL-10', 'SYM-06'],
  market: 'XBT/EUR',
  funds: { EUR: '100000' },
  story: [
    connected,
    trader.buys('2 XBT at 20000', { as: 'bid' }),
    settle,
    stranger.sells('2 XBT at market'),
    settle,
    account.moves('1.5 XBT', { into: 'XBT.F' }),
    either([], seconds(61)),
    either(account.moves('0.1 XBT', { into: 'XBT.M' }), account.moves('0.1 XBT', { into: 'XBT.B' })),
    either(seconds(61), [broker.stops, settle, broker.restarts, settle]),
    trader.sells('1 XBT at 21000', { as: 'ask' }),
    settle,
    stranger.buys('1 XBT at market'),
    settle,
    seconds(65),
  ],
  ending: {
    orders: { bid: 'filled 2 XBT', ask: 'filled 1 XBT' },
    position: '1 XBT',
    openOnKraken: 'nothing',
    fills: 2,
  },
  visits: ['balances agree'],
})
