import { broker, connected, disk, heal, scenario, seconds, settle, stranger, trader } from '../sim/scenario.ts'

export default scenario('the disk is full while the broker ends for another reason', {
  why: `Something threw, and the clean-up that follows cannot write. A clean-up that swallows its own failure leaves an old
        file behind that looks healthy. The broker says what it could not do; the ledger has the fill already, and the
        next start makes the file anew.`,
  covers: ['FILE-02', 'FILE-01'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('2 XMR at market'),
    seconds(0.2),
    disk.isFull,
    broker.fails,
    settle,
    heal,
    broker.restarts,
    settle,
  ],
  ending: {
    orders: { bid: 'filled 2 XMR' },
    position: '2 XMR',
    ppu: '150.2475',
    openOnKraken: 'nothing',
    gaveUp: 'positions cannot be written: ENOSPC',
    fills: 1,
  },
  visits: ['positions written'],
})
