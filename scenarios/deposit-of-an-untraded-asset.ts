import { chain, connected, either, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('an asset comes in that was never traded', {
  why: `Coins arrive that have no market against the account's currency and no trade behind them. That is worth a line in
        the books and no more: a start that breaks on it keeps the trader from all other markets.`,
  covers: ['BAL-03'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    either(
      [chain.deposits('250000.25 PEPE'), ...connected],
      [...connected, chain.deposits('250000.25 PEPE'), seconds(61)],
    ),
    trader.buys('1 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('1 XMR at market'),
    settle,
  ],
  ending: {
    orders: { bid: 'filled 1 XMR' },
    position: '1 XMR',
    ppu: '150.2475',
    openOnKraken: 'nothing',
    fills: 1,
  },
  visits: ['transfer booked', 'balances agree'],
})
