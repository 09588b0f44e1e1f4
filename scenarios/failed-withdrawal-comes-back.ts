import { broker, chain, connected, either, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('a withdrawal fails and the money comes back', {
  why: `A failed withdrawal is booked out and in again, fee and all. Counting only the way out halves a position that is
        whole, and the trader sells against coins that seem to be missing. Whether it is seen at the next look or after
        a restart must make no difference.`,
  covers: ['BAL-06', 'BAL-07', 'FILE-11'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('1 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('1 XMR at market'),
    settle,
    chain.withdraws('0.5000000001 XMR', { fee: '0.0001000001', outcome: 'failure' }),
    either([seconds(61)], [broker.stops, settle, broker.restarts]),
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
