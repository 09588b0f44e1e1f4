/** What others leave in the broker's files, and what a power failure leaves of them. */
import { broker, disk, machine, seconds } from '../../scenario.ts'
import type { Deed } from '../draft.ts'
import { sideIn, takes } from './words.ts'

/** Of other accounts: with digits that no double has, and with a table of their own. */
const OTHERS = `# Kept by hand.
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
const CLEAR = '{ tid = "TFJBKK-SMBZS-VJ4UWS", price = 103.97, size = 0.5, cost = 0.08 }'
/** The account's own in the layouts of older programs; on a trade that neither Kraken nor any ledger knows. */
const OF_OLD = [
  `["kraken"."spot"."xmreur.kraken"]\nsize = 0.5\nbe_price = 103.97\nclears = [ ${CLEAR} ]\n`,
  `[pps.kraken.spot."xmreur.kraken"]\nsize = 0.5\nppu = 103.97\nclears = { TFJBKK-SMBZS-VJ4UWS = ${CLEAR} }\n`,
]

const writtenByOthers: Deed = {
  name: 'others write pps.toml while the broker is away',
  weight: 3,
  draw(draft) {
    const { luck } = draft
    return [
      broker[luck.one('how', ['stops', 'crashes'] as const)],
      seconds(1),
      disk.holds('positions', luck.one('written', [OTHERS, OTHERS, ...OF_OLD])),
      broker.restarts,
      seconds(2),
      ...takes(draft, sideIn(draft), 2),
      seconds(2),
    ]
  },
}

/** Of an append, the second call of the system is the one that writes. */
const WRITES = [2, 2, 6]

const halfARecord: Deed = {
  name: 'the power fails in the middle of a record',
  weight: 3,
  draw(draft) {
    const { luck } = draft
    const strike = { of: 'syscalls', count: luck.one('syscalls', WRITES) } as const
    return [
      seconds(2),
      machine.losesPower(strike, { remains: luck.one('remains', ['half', 'length'] as const) }),
      ...takes(draft, sideIn(draft), 2),
      seconds(3),
    ]
  },
}

export const OF_FILES: readonly Deed[] = [writtenByOthers, halfARecord]
