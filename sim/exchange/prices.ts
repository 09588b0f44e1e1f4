/** What an amount of one asset is worth in another, by the last prices of the tape. */
import { divideRounded, powerOfTen, rescale } from './amount.ts'
import type { Market } from './market.ts'
import type { Fill } from './orders.ts'
import type { PairTape } from './tape/tape.ts'
import { type AssetRow, assetNamed } from './universe/universe.ts'
import type { Venue } from './venue.ts'
import { VOLUME_SCALE } from './volumes.ts'

/** Units of `10^-scale`; undefined when no traded market leads from one to the other, by way of the dollar at most. */
export function worthIn(
  venue: Venue,
  {
    units,
    asset,
    target,
    scale,
  }: { readonly units: bigint; readonly asset: AssetRow; readonly target: AssetRow; readonly scale: number },
): bigint | undefined {
  if (asset.id === target.id) return rescale(units, { from: asset.decimals, to: scale })
  const direct = converted(venue, { units, asset, target, scale })
  const dollar = assetNamed(venue.universe, 'USD')
  if (direct !== undefined || dollar === undefined || target.id === dollar.id) return direct
  const dollars = converted(venue, { units, asset, target: dollar, scale: STEP_SCALE })
  if (dollars === undefined) return undefined
  const step = { ...dollar, decimals: STEP_SCALE }
  return converted(venue, { units: dollars, asset: step, target, scale })
}

/** What a fill cost, in dollars by the prices of now; what nobody has a price for is worth nothing. */
export function dollarsOf(venue: Venue, { trade, order }: Fill): bigint {
  const dollar = assetNamed(venue.universe, 'USD')
  if (dollar === undefined) return 0n
  const { quote, row } = order.market
  const asset = { ...quote, decimals: row.costDecimals }
  return worthIn(venue, { units: trade.cost.units, asset, target: dollar, scale: VOLUME_SCALE }) ?? 0n
}

/** Digits of the amount on its way: as many as the longest ledger has. */
const STEP_SCALE = 10

type Conversion = Parameters<typeof worthIn>[1]

function converted(venue: Venue, { units, asset, target, scale }: Conversion): bigint | undefined {
  const sold = marketOf(venue, asset, target)
  const price = sold && priceOf(venue.tape.of(sold))
  if (sold !== undefined && price !== undefined) {
    return rescale(units * price, { from: asset.decimals + sold.row.pairDecimals, to: scale })
  }
  const bought = marketOf(venue, target, asset)
  const inverse = bought && priceOf(venue.tape.of(bought))
  if (bought === undefined || inverse === undefined) return undefined
  const exponent = scale + bought.row.pairDecimals - asset.decimals
  return divideRounded({
    numerator: exponent < 0 ? units : units * powerOfTen(exponent),
    denominator: exponent < 0 ? inverse * powerOfTen(-exponent) : inverse,
  })
}

const marketOf = ({ markets }: Venue, base: AssetRow, quote: AssetRow): Market | undefined =>
  markets.named(base.altname + quote.altname)

/** The last trade's; before the first one the best bid, or the best ask. */
function priceOf({ prints, best }: PairTape): bigint | undefined {
  const { bid, ask } = best()
  return prints().at(-1)?.price ?? bid?.price ?? ask?.price
}
