import { chain, connected, either, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a withdrawal takes its fee along', {
  why: `What leaves the account is the amount and the fee, both in ten decimals while orders have eight. Forgetting the
        fee, or rounding it like an order, leaves a position that no balance confirms. The price of what stays is what
        it was, and the money is gone as soon as it has left, settled or not.`,
  covers: ['BAL-01', 'BAL-06', 'PREC-04', 'FILE-11'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('1 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('1 XMR at market'),
    settle,
    either(
      chain.withdraws('0.5000000001 XMR', { fee: '0.0001000001', outcome: 'success' }),
      chain.withdraws('0.5000000001 XMR', { fee: '0.0001000001', outcome: 'pending' }),
    ),
    seconds(61),
    settle,
  ],
  ending: {
    orders: { bid: 'filled 1 XMR' },
    position: '0.4998999998 XMR',
    ppu: '150.2475',
    openOnKraken: 'nothing',
    fills: 1,
  },
  visits: ['transfer booked', 'balances agree'],
})
