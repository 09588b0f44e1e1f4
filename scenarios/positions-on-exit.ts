import { broker, connected, either, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('positions are on the disk when the broker ends', {
  why: `A fill comes in and right after it the broker ends, as asked or because something threw. The file it leaves is
        what every other program believes until the next start. A file that still shows yesterday's position invites
        trades against coins that are not there.`,
  covers: ['FILE-01'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('1.5 XMR at market'),
    seconds(0.2),
    either(broker.stops, broker.fails),
    settle,
  ],
  ending: {
    orders: { bid: 'open 0.5 XMR at 149.50' },
    position: '1.5 XMR',
    ppu: '150.2475',
    openOnKraken: ['0.5 XMR at 149.50'],
    fills: 1,
  },
  visits: ['positions written'],
})
