import { broker, connected, disk, either, heal, scenario, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('the disk is full when a fill comes', {
  why: `A fill that cannot be booked must not be told as booked, and a file that cannot be written whole must not be written
        in part. The broker ends and says why; once there is room, the next start finds the fill at Kraken, and everything is
        as if nothing had happened.`,
  covers: ['FILE-03', 'FILE-10'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('0.5 XMR at market'),
    settle,
    disk.isFull,
    stranger.sells('1.5 XMR at market'),
    settle,
    heal,
    either(broker.restarts, [broker.restarts, broker.crashes, broker.restarts]),
    settle,
  ],
  ending: { position: '2 XMR', ppu: '150.2475', openOnKraken: 'nothing', gaveUp: 'ledger cannot be written: ENOSPC' },
  visits: ['positions written'],
})
