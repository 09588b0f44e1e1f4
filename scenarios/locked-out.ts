import { connected, either, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('Kraken locks the key out for a quarter of an hour', {
  why: `Every call during a lockout makes it last anew, so whoever goes on asking is never let in again. The broker keeps
        quiet for as long as it takes; the feeds go on, orders go on, and when the session breaks it comes back late.`,
  covers: ['ERR-04', 'ERR-08'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    kraken.locksOut,
    seconds(35),
    either(
      [stranger.sells('1 XMR at market'), trader.edits('bid', { price: '149.60' }), seconds(60)],
      [kraken.cutsTheSocket({ outageSeconds: 2 }), seconds(5), stranger.sells('1 XMR at market')],
    ),
    seconds(1000),
    settle,
    trader.cancels('bid'),
    settle,
  ],
  ending: {
    orders: { bid: 'canceled after 1 XMR' },
    position: '1 XMR',
    openOnKraken: 'nothing',
    fills: 1,
  },
  visits: ['locked out', 'reconnected'],
})
