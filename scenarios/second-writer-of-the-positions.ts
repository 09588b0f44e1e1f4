import { broker, connected, disk, either, scenario, settle, stranger, trader } from '../sim/scenario.ts'

const ANOTHER = `[kraken.margin."xmreur.kraken"]
size = 3.0
ppu = 120.1
`

export default scenario('somebody else writes a file while the broker runs', {
  why: `Two programs that rewrite one file from memory undo each other for ever: the last to exit brings back what it read
        at its start. The broker notices, writes nothing over it, and ends with the reason; the ledger has every fill by
        then, so the next start puts both sides together.`,
  covers: ['FILE-05', 'FILE-10'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    disk.holds('positions', ANOTHER),
    either(
      [stranger.sells('2 XMR at market'), settle],
      [
        broker.stops,
        settle,
        stranger.sells('2 XMR at market'),
        broker.restarts,
        settle,
        disk.holds('positions', ANOTHER),
        broker.stops,
        settle,
        broker.restarts,
        settle,
        disk.holds('positions', ANOTHER),
        stranger.sells('1 XMR at 149'),
        trader.buys('1 XMR at 149', { as: 'more' }),
        settle,
      ],
    ),
    broker.restarts,
    settle,
  ],
  ending: { openOnKraken: 'nothing', files: { positions: [ANOTHER] }, gaveUp: 'positions cannot be written' },
  visits: ['positions written'],
})
