/** Amounts at the edges of what a market can express, in whole lots, ticks and ledger units. */
import { present } from '../../src/assert.ts'
import { decimalText, powerOfTen, readDecimal, rescaleUp, unitsAt } from '../exchange/amount.ts'
import type { AssetRow, PairRow } from '../exchange/universe/universe.ts'

export type Grain = {
  /** The smallest order that is comfortable in whole lots: no part of it is below a minimum. */
  readonly least: bigint
  /** As many lots as cost the minimum when each base unit costs one tick. */
  readonly leastAtOneTick: bigint
  /** A price in ticks with all its digits in use, at which `least` costs enough. */
  readonly ticks: bigint
  /** `0.00000001`: this many lots, as an order says it. */
  readonly size: (lots: bigint) => string
  /** This many ticks, as an order says it. */
  readonly price: (ticks: bigint) => string
  /** This many of the ledger's smallest units of the base asset. */
  readonly ledger: (units: bigint) => string
  /** Lots as ledger units, upwards where a lot is finer. */
  readonly ledgerUnits: (lots: bigint) => bigint
  /** Of so many lots bought, those that the balance may not have: each fill was rounded to the ledger. */
  readonly unsellable: (lots: bigint) => bigint
}

/** More than the fills of any life. */
const FILLS_MOST = 10n

/** Small enough to be a cheap life, large enough that parts of it are orders of their own. */
const FEWEST_LOTS = 10n
/** Six digits, none of them round. */
const AWKWARD_TICKS = 123457n

export function grainOf(pair: PairRow, base: AssetRow): Grain {
  const tick = unitsOf(pair.tickSize, pair.pairDecimals)
  const orderMin = unitsUp(pair.orderMin, pair.lotDecimals)
  const least = orderMin > FEWEST_LOTS ? orderMin : FEWEST_LOTS
  const costScale = pair.pairDecimals + pair.lotDecimals
  const costMin = unitsUp(pair.costMin, costScale)
  const needed = divideUp(costMin, least * tick)
  return {
    least,
    leastAtOneTick: larger(divideUp(costMin, tick), least),
    ticks: larger(AWKWARD_TICKS, needed) + 11n,
    size: (lots) => decimalText(lots, pair.lotDecimals),
    price: (ticks) => decimalText(ticks * tick, pair.pairDecimals),
    ledger: (units) => decimalText(units, base.decimals),
    unsellable(lots) {
      if (pair.lotDecimals <= base.decimals) return 0n
      const unit = powerOfTen(pair.lotDecimals - base.decimals)
      return FILLS_MOST * unit + (lots % unit)
    },
    ledgerUnits: (lots) => rescaleUp(lots, { from: pair.lotDecimals, to: base.decimals }),
  }
}

const unitsOf = (text: string, scale: number): bigint =>
  present(unitsAt(scale, present(readDecimal(text), `${text} is a plain decimal`)), `${text} has ${scale} decimals`)

function unitsUp(text: string, scale: number): bigint {
  const { units, scale: from } = present(readDecimal(text), `${text} is a plain decimal`)
  return from <= scale ? units * powerOfTen(scale - from) : rescaleUp(units, { from, to: scale })
}

const divideUp = (numerator: bigint, denominator: bigint): bigint => (numerator + denominator - 1n) / denominator
const larger = (one: bigint, other: bigint): bigint => (one > other ? one : other)
