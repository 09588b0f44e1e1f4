/**
 * A book built otherwise than the exchange's, to be compared with it: one rung for every tick there is, and on each
 * rung a queue whose links lie in typed arrays under the numbers of the orders.
 */
import { assert } from '../../src/assert.ts'

export type Side = 'buy' | 'sell'

export interface Ladder {
  /** Behind all others on its rung. */
  join(order: number, at: { readonly side: Side; readonly rung: number }): void
  /** Does nothing for one that is not there. */
  leave(order: number): void
  /** The rung that a taker of this side meets first. */
  facing(taker: Side): number | undefined
  /** The order on a rung that has waited longest. */
  front(rung: number): number
  /** Numbers of a side, best rung first, longest waiting first. */
  queue(side: Side): readonly number[]
}

const NONE = -1

/** Invariant: buys stand on rungs up to `bid`, sells from `ask` on, and neither of these rungs is empty. */
export function createLadder({ rungs, orders }: { readonly rungs: number; readonly orders: number }): Ladder {
  const first = new Int32Array(rungs).fill(NONE)
  const last = new Int32Array(rungs).fill(NONE)
  const next = new Int32Array(orders).fill(NONE)
  const previous = new Int32Array(orders).fill(NONE)
  const standsOn = new Int32Array(orders).fill(NONE)
  let bid = NONE
  let ask = rungs

  const at = (list: Int32Array, index: number): number => list[index] ?? NONE

  function skipEmptyRungs(): void {
    while (bid > NONE && at(first, bid) === NONE) bid -= 1
    while (ask < rungs && at(first, ask) === NONE) ask += 1
  }

  return {
    join(order, { side, rung }) {
      assert(at(standsOn, order) === NONE, `order ${order} stands nowhere yet`)
      assert(rung >= 0 && rung < rungs, `the ladder has a rung ${rung}`)
      const before = at(last, rung)
      if (before === NONE) first[rung] = order
      else next[before] = order
      previous[order] = before
      next[order] = NONE
      last[rung] = order
      standsOn[order] = rung
      if (side === 'buy') bid = Math.max(bid, rung)
      else ask = Math.min(ask, rung)
      assert(bid < ask, 'no buy stands where a sell does')
    },
    leave(order) {
      const rung = at(standsOn, order)
      if (rung === NONE) return
      const [before, behind] = [at(previous, order), at(next, order)]
      if (before === NONE) first[rung] = behind
      else next[before] = behind
      if (behind === NONE) last[rung] = before
      else previous[behind] = before
      standsOn[order] = NONE
      skipEmptyRungs()
    },
    facing: (taker) => (taker === 'buy' ? (ask < rungs ? ask : undefined) : bid > NONE ? bid : undefined),
    front: (rung) => at(first, rung),
    queue(side) {
      const numbers: number[] = []
      const step = side === 'buy' ? -1 : 1
      for (let rung = side === 'buy' ? bid : ask; rung >= 0 && rung < rungs; rung += step) {
        for (let order = at(first, rung); order !== NONE; order = at(next, order)) numbers.push(order)
      }
      return numbers
    },
  }
}
