/** The public record of a pair's executions: the last ones, each with a time that no other has. */
import type { Instant } from '../../../src/time.ts'
import type { Fill } from '../orders.ts'
import { createRing } from './ring.ts'

/** An execution as everybody sees it. The side is the taker's. */
export type Print = {
  /** Kraken's number of it in the pair. */
  readonly number: number
  readonly at: Instant
  /** Nanoseconds; rising, so that it serves to ask for what came later. */
  readonly id: bigint
  readonly price: bigint
  readonly volume: bigint
  readonly side: 'buy' | 'sell'
  readonly isMarket: boolean
}

/** Older ones are forgotten; Kraken's go back to the first. Ten full answers of `Trades`. */
const PRINTS_KEPT = 10_000

export function createPrints() {
  const ring = createRing<Print>(PRINTS_KEPT)
  let newest = 0n
  return {
    /** Oldest first. */
    all: ring.all,
    add({ trade, order, number }: Fill): Print {
      const earliest = BigInt(trade.at) * 1000n
      newest = earliest > newest ? earliest : newest + 1n
      const print: Print = {
        number,
        at: trade.at,
        id: newest,
        price: trade.price.units,
        volume: trade.volume.units,
        side: order.side,
        isMarket: order.orderType === 'market',
      }
      ring.add(print)
      return print
    },
  }
}
