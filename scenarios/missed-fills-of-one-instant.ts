import { connected, kraken, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

/** More than the fifty trades that Kraken repeats when a client subscribes again. */
const missed = 60

export default scenario('fills of one instant are learnt in two parts', {
  why: `Sixty fills of one microsecond are missed. Kraken repeats the newest fifty at once, the ten before them come from
        the history, and their times do not say which were first. Only the order in which Kraken lists them does; a
        record that runs in another order shows sizes that never were.`,
  covers: ['NET-02', 'POS-08', 'POS-09'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    kraken.cutsTheSocket({ outageSeconds: 4 }),
    seconds(1),
    Array.from({ length: missed }, () => stranger.sells('0.02 XMR at market')),
    settle,
  ],
  ending: {
    orders: { bid: 'open 0.8 XMR at 149.50' },
    position: '1.2 XMR',
    openOnKraken: ['0.8 XMR at 149.50'],
    fills: missed,
  },
  visits: ['reconnected', 'trade found by backfill'],
})
