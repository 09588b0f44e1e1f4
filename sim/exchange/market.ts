/** One pair with its numbers read: the scales, minimums and fees by which its orders are judged, counted and printed. */
import { present } from '../../src/assert.ts'
import type { Exact, TruthAsset, TruthPair } from '../truth.ts'
import { decimalText, divideRounded, powerOfTen, readDecimal, rescale, unitsAt } from './amount.ts'
import {
  type AssetRow,
  type FeeSchedule,
  type PairChange,
  type PairRow,
  type Universe,
  pairNamed,
  v2Symbol,
} from './universe/universe.ts'

export type Market = {
  readonly row: PairRow
  /** `XMR/EUR`; the altname for the few pairs without one. */
  readonly wsname: string
  /** `BTC/USD`: what WebSocket v2 calls it, and the only name it takes. */
  readonly symbol: string
  readonly base: AssetRow
  readonly quote: AssetRow
  /** In units of `10^-pairDecimals`. */
  readonly tick: bigint
  readonly orderMin: Exact
  readonly costMin: Exact
  /** Of the first tier. Parts of the cost, not percent. Negative for a rebate. */
  readonly takerRate: Exact
  readonly makerRate: Exact
  /** By what an account has traded in a month, the least first. */
  readonly tiers: { readonly taker: readonly FeeTier[]; readonly maker: readonly FeeTier[] }
}

/** From a volume in dollars on; `rate` is a part of the cost. */
export type FeeTier = { readonly from: Exact; readonly rate: Exact }

/** What the pairs of 2025 pay without any volume, for pairs served with empty schedules. Source: protocol 8.4. */
const STANDARD_TAKER_PERCENT = '0.40'
const STANDARD_MAKER_PERCENT = '0.25'

export type Markets = {
  /** By any of the pair's names. */
  named(name: string): Market | undefined
  /** The pair as it is now. */
  rowOf(row: PairRow): PairRow
  /** The pairs in the words of the truth: a new table after every change. */
  truth(): ReadonlyMap<string, TruthPair>
  /** From now on the pair has these values; why not, if it cannot. Orders that are open stay as they are. */
  change(name: string, fields: PairChange): string | undefined
}

/** A market is read when it is first named, once for all exchanges of a universe. */
export function createMarkets(universe: Universe): Markets {
  const read = new Map<string, Market>()
  const changed = new Map<string, PairRow>()
  let pairs: ReadonlyMap<string, TruthPair> = truthTables(universe).pairs

  const rowOf = (row: PairRow): PairRow => changed.get(row.key) ?? row

  return {
    named(name) {
      const row = pairNamed(universe, name)
      if (row === undefined) return undefined
      const known = read.get(row.key)
      if (known !== undefined) return known
      const market = marketOf(universe, rowOf(row))
      read.set(row.key, market)
      return market
    },
    rowOf,
    truth: () => pairs,
    change(name, fields) {
      const given = pairNamed(universe, name)
      if (given === undefined) return `no pair ${name}`
      const row = rowOf(given)
      const { tick_size: tickSize = row.tickSize, ordermin = row.orderMin, costmin = row.costMin } = fields
      const [tick, ...minimums] = [tickSize, ordermin, costmin].map(readDecimal)
      const fits = tick !== undefined && tick.units > 0n && unitsAt(row.pairDecimals, tick) !== undefined
      if (!fits || minimums.includes(undefined)) return `${row.key} cannot have ${JSON.stringify(fields)}`
      const next = { ...row, tickSize, orderMin: ordermin, costMin: costmin }
      changed.set(row.key, next)
      read.delete(row.key)
      pairs = new Map(pairs).set(row.key, truthPair(next))
      return undefined
    },
  }
}

/** The cost of `volume` lots at `price`, as Kraken counts it: to the nearest in the pair's cost decimals. */
export const costOf = ({ row }: Market, order: { readonly price: bigint; readonly volume: bigint }): bigint =>
  rescale(order.price * order.volume, { from: row.pairDecimals + row.lotDecimals, to: row.costDecimals })

/** Prices with the decimals an order's price may have: REST descriptions. */
export const priceText = ({ row }: Market, price: bigint): string => decimalText(price, row.pairDecimals)

/** Prices as they are told back: the same, in the pair's price scale. */
export const longPriceText = ({ row }: Market, price: bigint): string =>
  decimalText(rescale(price, { from: row.pairDecimals, to: row.priceScale }), row.priceScale)

export const volumeText = ({ row }: Market, volume: bigint): string => decimalText(volume, row.lotDecimals)
export const costText = ({ row }: Market, cost: bigint): string => decimalText(cost, row.costDecimals)

/**
 * Cumulative cost over executed volume, to the nearest in the price scale or another. From the rounded cost, as Kraken does, so
 * that it may differ from the one price paid. Source: protocol 8.3 rule 3.
 */
export function averagePriceText(
  { row }: Market,
  of: { readonly cost: bigint; readonly volume: bigint; readonly scale?: number },
): string {
  const { scale = row.priceScale } = of
  if (of.volume === 0n) return decimalText(0n, scale)
  const exponent = scale + row.lotDecimals - row.costDecimals
  const average = divideRounded({
    numerator: exponent < 0 ? of.cost : of.cost * powerOfTen(exponent),
    denominator: exponent < 0 ? of.volume * powerOfTen(-exponent) : of.volume,
  })
  return decimalText(average, scale)
}

/** Both tables of the universe in the words of the truth; made once for each universe. */
export function truthTables(universe: Universe): TruthTables {
  const known = tables.get(universe)
  if (known !== undefined) return known
  const made = {
    assets: new Map([...universe.assets.values()].map(({ id, altname, decimals }) => [id, { id, altname, decimals }])),
    pairs: new Map([...universe.pairs.values()].map((row) => [row.key, truthPair(row)])),
  }
  tables.set(universe, made)
  return made
}

type TruthTables = {
  readonly assets: ReadonlyMap<string, TruthAsset>
  readonly pairs: ReadonlyMap<string, TruthPair>
}
const tables = new WeakMap<Universe, TruthTables>()

const truthPair = (row: PairRow): TruthPair => ({
  key: row.key,
  altname: row.altname,
  wsname: row.wsname ?? row.altname,
  base: row.base,
  quote: row.quote,
  pairDecimals: row.pairDecimals,
  lotDecimals: row.lotDecimals,
  costDecimals: row.costDecimals,
  tickSize: decimalOf(row.tickSize),
  orderMin: decimalOf(row.orderMin),
})

const marketsRead = new WeakMap<Universe, WeakMap<PairRow, Market>>()

function marketOf(universe: Universe, row: PairRow): Market {
  const read = marketsRead.get(universe) ?? new WeakMap<PairRow, Market>()
  marketsRead.set(universe, read)
  const market = read.get(row) ?? readMarket(universe, row)
  read.set(row, market)
  return market
}

function readMarket(universe: Universe, row: PairRow): Market {
  const makers = row.feesMaker.length === 0 ? row.fees : row.feesMaker
  const tiers = { taker: tiersOf(row.fees, STANDARD_TAKER_PERCENT), maker: tiersOf(makers, STANDARD_MAKER_PERCENT) }
  const wsname = row.wsname ?? row.altname
  return {
    row,
    wsname,
    symbol: v2Symbol(wsname),
    base: present(universe.assets.get(row.base), `the base of ${row.key} is an asset of the universe`),
    quote: present(universe.assets.get(row.quote), `the quote of ${row.key} is an asset of the universe`),
    tick: present(unitsAt(row.pairDecimals, decimalOf(row.tickSize)), `the tick of ${row.key} fits its pair decimals`),
    orderMin: decimalOf(row.orderMin),
    costMin: decimalOf(row.costMin),
    takerRate: tiers.taker[0].rate,
    makerRate: tiers.maker[0].rate,
    tiers,
  }
}

/** Pairs that are served with an empty schedule have one tier. */
function tiersOf(schedule: FeeSchedule, standard: string): readonly [FeeTier, ...FeeTier[]] {
  const tier = ([volume, percent]: FeeSchedule[number]): FeeTier => ({
    from: decimalOf(volume),
    rate: ofPercent(decimalOf(percent)),
  })
  const [first = ['0', standard] as const, ...more] = schedule
  return [tier(first), ...more.map(tier)]
}

const ofPercent = (percent: Exact): Exact => ({ units: percent.units, scale: percent.scale + 2 })

const decimalOf = (text: string): Exact => present(readDecimal(text), `${text} in the universe is a plain decimal`)
