/** What is peculiar about a market's numbers and names: the kinds of market in which precision goes wrong. */
import type { PairRow, Universe } from '../exchange/universe/universe.ts'
import { isBelow, readDecimal, unitsAt } from '../exchange/amount.ts'
import { assert, present } from '../../src/assert.ts'

export const CLASSES = [
  'legacy-named',
  'zero-decimal',
  'off-power tick',
  'lots finer than the ledger',
  'costs that round to nothing',
  'plain',
] as const
/**
 * `legacy-named`: its key is not its altname, or its base or a crypto quote goes by another id than its name, so that no
 * part of it can be sliced out. `zero-decimal`: prices are whole. `off-power tick`: the tick is not one of the last
 * decimal. `lots finer than the ledger`: a volume has more decimals than a balance of it. `costs that round to nothing`:
 * the smallest order, at one tick, costs less than half of the smallest cost. `plain`: none of these.
 */
export type Class = (typeof CLASSES)[number]

export function classesOf({ assets }: Universe, pair: PairRow): readonly Class[] {
  const [base, quote] = [pair.base, pair.quote].map((id) => assets.get(id))
  assert(base !== undefined && quote !== undefined, `the assets of ${pair.key} are in the universe`)
  const isRenamed = base.id !== base.altname || (quote.id.startsWith('X') && quote.id !== quote.altname)
  const tick = present(readDecimal(pair.tickSize), 'a tick is a plain decimal')
  const least = present(readDecimal(pair.orderMin), 'a minimum is a plain decimal')
  const cost = { units: 2n * tick.units * least.units, scale: tick.scale + least.scale }
  const found: readonly (Class | false)[] = [
    (pair.key !== pair.altname || isRenamed) && 'legacy-named',
    pair.pairDecimals === 0 && 'zero-decimal',
    unitsAt(pair.pairDecimals, tick) !== 1n && 'off-power tick',
    pair.lotDecimals > base.decimals && 'lots finer than the ledger',
    isBelow(cost, { units: 1n, scale: pair.costDecimals }) && 'costs that round to nothing',
  ]
  const peculiar = found.filter((one) => one !== false)
  return peculiar.length === 0 ? ['plain'] : peculiar
}
