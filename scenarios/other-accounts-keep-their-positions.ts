import { broker, connected, disk, scenario, settle, stranger, trader } from '../sim/scenario.ts'

const OTHERS = `# Kept by hand: the coins on the shelf.
[binance.shelf."btcusdt.binance"]
size = 0.12345678
ppu = 41000.5

[kraken.margin."xmreur.kraken"]
size = 3.000000000000000001
ppu = 120.10
clears = [
  { tid = "TAAAAA-AAAAA-AAAAAA", dt = "2022-06-20T02:26:33+00:00", price = 120.1, size = 3.0, cost = 0.0 },
]
`

export default scenario('other accounts keep their positions in a file that is shared', {
  why: `One pps.toml holds the positions of every account and every broker. Whoever writes it whole from what it knows
        itself takes the positions of all others away, and nobody notices before the next start of theirs.`,
  covers: ['FILE-05', 'FILE-06'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    disk.holds('positions', OTHERS),
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('2 XMR at market'),
    settle,
    broker.stops,
    settle,
    broker.restarts,
    settle,
    stranger.buys('2 XMR at 150.00'),
    trader.sells('2 XMR at 150.00', { as: 'exit' }),
    settle,
    broker.crashes,
    broker.restarts,
    settle,
  ],
  ending: {
    orders: { bid: 'filled 2 XMR', exit: 'filled 2 XMR' },
    position: 'nothing',
    openOnKraken: 'nothing',
    files: { positions: [OTHERS] },
    fills: 2,
  },
  visits: ['positions written'],
})
