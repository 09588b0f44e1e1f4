import { connected, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

/** More than the fifty trades that Kraken repeats when a client subscribes again. */
const missed = 60

export default scenario('more fills are missed than Kraken repeats', {
  why: `After a reconnect Kraken repeats the last fifty trades and no more. Sixty small fills during an outage leave a
        hole of ten that only the history can fill, and an overlap that must not be counted again. Ten lost fills are a
        position too small, ten double ones a position that does not exist.`,
  covers: ['NET-01', 'NET-02', 'HIST-02'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('0.05 XMR at market'),
    settle,
    kraken.cutsTheSocket({ outageSeconds: 4 }),
    seconds(1),
    Array.from({ length: missed }, () => [stranger.sells('0.02 XMR at market'), seconds(0.02)]).flat(),
    settle,
  ],
  ending: {
    orders: { bid: 'open 0.75 XMR at 149.50' },
    position: '1.25 XMR',
    openOnKraken: ['0.75 XMR at 149.50'],
    fills: 61,
  },
  visits: ['reconnected', 'trade found by backfill'],
})
