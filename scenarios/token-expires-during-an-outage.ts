import { connected, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

/** Longer than the fifteen minutes that a token is good for. */
const outage = 1000

export default scenario('an outage outlives the token', {
  why: `The line is down for longer than a token lives. With the old one every subscription and every order is refused,
        for as long as the broker keeps it; a broker that asks once at its start never hears from Kraken again, while
        its orders are filled.`,
  covers: ['NET-01', 'NET-05'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    kraken.cutsTheSocket({ outageSeconds: outage }),
    seconds(outage / 2),
    stranger.sells('0.5 XMR at market'),
    seconds(outage / 2),
    settle,
    trader.edits('bid', { price: '149.60' }),
    settle,
    stranger.sells('0.5 XMR at market'),
    settle,
  ],
  ending: {
    orders: { bid: 'open 1 XMR at 149.60' },
    position: '1 XMR',
    ppu: '150.29775',
    openOnKraken: ['1 XMR at 149.60'],
    fills: 2,
  },
  under: {
    v2: { visits: ['socket lost', 'reconnected', 'edit amended the order'] },
    'cancel-and-submit': { visits: ['socket lost', 'reconnected', 'order canceled to be sent anew'] },
    block: {
      ending: {
        orders: { bid: 'canceled after 0.5 XMR' },
        position: '0.5 XMR',
        ppu: '150.2475',
        openOnKraken: 'nothing',
        fills: 1,
      },
      visits: ['socket lost', 'reconnected', 'edit blocked'],
    },
  },
  visits: ['socket lost', 'reconnected', 'edit replaced the order'],
})
