import { broker, connected, disk, either, scenario, settle, stranger, trader } from '../sim/scenario.ts'

/** Layouts that piker wrote before today's; in each the same buy, which no ledger and no history has. */
const BREAK_EVEN = `["kraken"."spot"."xmreur.kraken"]
size = 0.5
be_price = 103.97
bs_mktid = "xmreur"
clears = [
  { tid = "TFJBKK-SMBZS-VJ4UWS", dt = "2022-06-20T02:26:33.413397+00:00", price = 103.97, size = 0.5, cost = 0.08 },
]
`
const PREFIXED = `[pps.kraken.spot."xmreur.kraken"]
size = 0.5
ppu = 103.97
bsuid = "xmreur"
clears = { TFJBKK-SMBZS-VJ4UWS = { tid = "TFJBKK-SMBZS-VJ4UWS", price = 103.97, size = 0.5, cost = 0.08 } }
`
const TICKLESS = `[kraken.spot]

[kraken.spot."xmreur.kraken"]
size = 0.5
ppu = 103.97
price_tick = 0.01
clears = [ { tid = "TFJBKK-SMBZS-VJ4UWS", price = 103.97, size = 0.5, cost = 0.08 } ]
`

export default scenario('positions of older layouts are read, and what nobody knows is put aside', {
  why: `Files outlive the programs that wrote them: other nesting, other names, no tick sizes. Positions follow from trades,
        so an old file is replaced by what the trades make; but a trade that neither the ledger nor Kraken knows is known
        to the old file alone, and that part is kept, not lost.`,
  covers: ['FILE-07', 'FILE-06', 'POS-01'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    either(disk.holds('positions', BREAK_EVEN), disk.holds('positions', PREFIXED), disk.holds('positions', TICKLESS)),
    connected,
    trader.buys('2 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('2 XMR at market'),
    settle,
    broker.stops,
    settle,
    broker.restarts,
    settle,
  ],
  ending: {
    orders: { bid: 'filled 2 XMR' },
    position: '2 XMR',
    ppu: '150.2475',
    openOnKraken: 'nothing',
    files: {
      positions: ['price_tick_size = 0.01\nlot_tick_size = 0.00000001\n'],
      kept: ['neither the ledger nor Kraken knows TFJBKK-SMBZS-VJ4UWS', '103.97'],
    },
    fills: 1,
  },
  visits: ['position file repaired', 'positions written'],
})
