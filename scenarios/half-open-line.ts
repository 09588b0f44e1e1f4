import { agreed, connected, either, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('the line is dead and nobody says so', {
  why: `A router forgot the connection. No end is told, nothing arrives, and what is sent disappears. Kraken beats once a
        second, so its silence is the sign; what was sent into the void must be found out about, and not sent twice.`,
  covers: ['NET-08', 'NET-01', 'NET-07', 'RACE-21'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    trader.buys('1 XMR at 140.00', { as: 'other' }),
    settle,
    kraken.leavesTheLineDead,
    stranger.sells('0.5 XMR at market'),
    seconds(1),
    either(
      [],
      trader.cancels('other'),
      trader.edits('bid', { price: '149.60' }),
      trader.buys('1 XMR at 130.00', { as: 'new' }),
    ),
    agreed(),
    trader.cancels('bid'),
    trader.cancels('other'),
    settle,
  ],
  ending: {
    orders: { bid: 'canceled after 0.5 XMR', other: 'canceled' },
    position: '0.5 XMR',
    openOnKraken: 'nothing',
    fills: 1,
  },
  visits: ['socket lost', 'reconnected', 'outcome unknown', 'outcome proven absent'],
})
