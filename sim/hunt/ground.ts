/** One market's amounts, for traders who draw them: whole lots and ticks around a price that moves little. */
import { present } from '../../src/assert.ts'
import { decimalText, readDecimal } from '../exchange/amount.ts'
import { type PairRow, builtInUniverse } from '../exchange/universe/universe.ts'
import { grainOf } from '../precision/amounts.ts'
import type { Amount, OrderText } from '../scenario.ts'
import type { Luck } from './luck.ts'

type PriceText = `${number}`

export type Ground = {
  readonly wsname: string
  readonly base: string
  readonly quote: string
  /** From the smallest order up to five times as much, rarely a round number of lots. */
  size(luck: Luck): Amount
  /** Five ticks in one. */
  readonly coarserTick: PriceText
  /** So many of the smallest orders. */
  sized(times: number): Amount
  /** So many ticks from the middle, on the side where an order rests; across it where they are below zero. */
  priceAt(side: 'buy' | 'sell', away: number): PriceText
  /** Around the middle: a buyer mostly below it and a seller above, crossing at times. */
  price(luck: Luck, side: 'buy' | 'sell'): PriceText
  order(luck: Luck, side: 'buy' | 'sell'): OrderText
  /** An amount that some coin moves in and out by, in the ledger's units. */
  moved(luck: Luck): Amount
  /** What a withdrawal of it costs besides, in the ledger's units. */
  fee(luck: Luck): PriceText
  readonly pair: string
  /** Its tick is one unit of its last decimal, so that who is not told of it can know. */
  readonly hasPlainTick: boolean
  /** Half of the smallest order. */
  readonly dust: Amount
  /** A price that the market cannot express. */
  betweenTicks(side: 'buy' | 'sell'): PriceText
  /** A price that nobody's money is enough for. */
  readonly worthAFortune: PriceText
  /** An amount of money that buys a few of the smallest orders. */
  readonly spent: Amount
}

/** How far from the middle, in ticks. */
const FARTHEST = 24
const BEYOND = 4

export function groundIn(wsname: string): Ground {
  const universe = builtInUniverse()
  const pair = present(
    [...universe.pairs.values()].find((one) => one.wsname === wsname),
    `the universe has ${wsname}`,
  )
  const [base, quote] = [pair.base, pair.quote].map((id) => present(universe.assets.get(id), `${id} is an asset`))
  const [coin, money] = [present(base, 'a pair has a base'), present(quote, 'a pair has a quote')]
  const grain = grainOf(pair, coin)
  const lots = (count: bigint): Amount => `${grain.size(count)} ${coin.altname}` as Amount
  const middle = grain.ticks + 100n
  const ground: Ground = {
    wsname,
    base: coin.altname,
    quote: money.altname,
    size(luck) {
      const whole = grain.least * BigInt(1 + luck.below('size/times', 5))
      return lots(whole + BigInt(luck.below('size/odd', 8)))
    },
    coarserTick: grain.price(5n) as PriceText,
    sized: (times) => lots(grain.least * BigInt(times)),
    priceAt: (side, away) => grain.price(middle + BigInt(side === 'buy' ? -away : away)) as PriceText,
    price: (luck, side) => ground.priceAt(side, luck.below('price', FARTHEST + BEYOND) - BEYOND),
    order: (luck, side) => `${ground.size(luck)} at ${ground.price(luck, side)}`,
    moved: (luck) => `${grain.ledger(BigInt(1 + luck.below('moved', 9999)))} ${coin.altname}` as Amount,
    fee: (luck) => grain.ledger(BigInt(1 + luck.below('fee', 99))) as PriceText,
    pair: pair.key,
    hasPlainTick: grain.price(1n) === decimalText(1n, pair.pairDecimals),
    dust: lots(grain.least / 2n),
    betweenTicks: (side) => `${ground.priceAt(side, 2)}${pair.pairDecimals === 0 ? '.' : ''}5` as PriceText,
    worthAFortune: grain.price(middle * 10n ** 12n) as PriceText,
    spent:
      `${product(grain.size(grain.least * 7n), grain.price(middle), Math.min(pair.pairDecimals, money.decimals))} ${money.altname}` as Amount,
  }
  return ground
}

/** Of two decimals, cut off after so many places. */
function product(one: string, other: string, places: number): string {
  const [left, right] = [one, other].map((text) => present(readDecimal(text), `${text} is a plain decimal`))
  const [first, second] = [present(left, 'there are two'), present(right, 'there are two')]
  const scale = first.scale + second.scale
  const units = first.units * second.units
  return decimalText(scale > places ? units / 10n ** BigInt(scale - places) : units, Math.min(scale, places))
}

/** Markets with a name that a story can use, in the order of the table. */
export const marketsOf = (): readonly (PairRow & { readonly wsname: string })[] =>
  [...builtInUniverse().pairs.values()].flatMap((pair) =>
    pair.wsname === undefined || pair.status !== 'online' ? [] : [{ ...pair, wsname: pair.wsname }],
  )
