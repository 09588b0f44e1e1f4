import { broker, connected, either, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

/** From before the fill is heard of until after the file is written. */
const moments = [0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.1, 0.5, 1, 1.1, 2].map((count) => [seconds(count)])

export default scenario('the broker crashes a moment after a fill', {
  why: `A fill is told, noted in the ledger and summed into a position, and the process can die between any two of these.
        A trade that was shown and not kept, or kept and counted again, is a position wrong by 0.5 XMR after the next
        start, with nothing to point at it.`,
  covers: ['FILE-10', 'POS-10', 'POS-11'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('0.5 XMR at market'),
    either(...moments),
    broker.crashes,
    settle,
    broker.restarts,
    settle,
  ],
  ending: {
    orders: { bid: 'open 1.5 XMR at 149.50' },
    position: '0.5 XMR',
    ppu: '150.2475',
    openOnKraken: ['1.5 XMR at 149.50'],
  },
  visits: ['order found live', 'positions written'],
})
