/** The fee schedules that the built-in pairs have, as served with `AssetPairs` in September 2025. */
import type { FeeSchedule } from './rows.ts'

type BothSides = { readonly taker: FeeSchedule; readonly maker: FeeSchedule }

const STANDARD_TAKER = schedule(
  '0:0.4 10000:0.35 50000:0.24 100000:0.22 250000:0.2 500000:0.18 1000000:0.16 2500000:0.14 5000000:0.12 10000000:0.1',
)
const REBATE_MAKER = schedule(
  '0:0.23 10000:0.18 50000:0.12 100000:0.1 250000:0.08 500000:0.06 1000000:0.04 2500000:0.02 5000000:0 10000000:-0.02',
)
const STABLE_TAKER = schedule(
  '0:0.2 50000:0.16 100000:0.12 250000:0.08 500000:0.04 1000000:0.02 10000000:0.01 100000000:0.001',
)

/**
 * By name. `standard`: most pairs. `rebate`: small caps, whose makers are paid at the top tier. `stable`: pairs of
 * stablecoins, currencies and wrapped coins. Source: as the pair table's.
 */
export const FEE_SCHEDULES: ReadonlyMap<string, BothSides> = new Map([
  [
    'standard',
    {
      taker: STANDARD_TAKER,
      maker: schedule(
        '0:0.25 10000:0.2 50000:0.14 100000:0.12 250000:0.1 500000:0.08 1000000:0.06 2500000:0.04 5000000:0.02 10000000:0',
      ),
    },
  ],
  ['rebate', { taker: STANDARD_TAKER, maker: REBATE_MAKER }],
  [
    'stable',
    {
      taker: STABLE_TAKER,
      maker: schedule('0:0.2 50000:0.16 100000:0.12 250000:0.08 500000:0.04 1000000:0.02 10000000:0 100000000:0'),
    },
  ],
  ['stable-rebate', { taker: STABLE_TAKER, maker: REBATE_MAKER }],
])

/** Reads tiers written `volume:percent`. */
function schedule(tiers: string): FeeSchedule {
  return tiers.split(' ').map((tier): readonly [string, string] => {
    const [volume = '', percent = ''] = tier.split(':')
    return [volume, percent]
  })
}
