/** Streams of commands by named chance, that look for the edges of a book: equal prices, single lots, minimums, one's own orders. */
import { assert, present } from '../../src/assert.ts'
import type { PairChange, PairRow, Universe } from '../exchange/universe/universe.ts'
import type { Command } from '../ladder/command.ts'
import { type PairFacts, unitsOf } from '../ladder/second.ts'
import { type Chance, seeded } from '../world/chance.ts'
import type { Account } from './first.ts'

/** Where a stream trades, and about which price. */
export type Place = {
  /** The pair's key. */
  readonly pair: string
  readonly price: string
  readonly change?: PairChange
}

export type Stream = {
  readonly place: Place
  readonly facts: PairFacts
  readonly accounts: readonly Account[]
  readonly commands: readonly Command[]
}

/** Ticks of one, of ten, of five and of twenty-five units; lots finer than the ledger; a price without decimals; rebates. */
export const PLACES: readonly Place[] = [
  { pair: 'XXMRZEUR', price: '149.50' },
  { pair: 'XXMRZEUR', price: '149.50', change: { tick_size: '0.05' } },
  { pair: 'XXMRZUSD', price: '160.25', change: { tick_size: '0.25' } },
  { pair: 'PEPEUSD', price: '0.000009050' },
  { pair: 'ETHEUROP', price: '2500.0' },
  { pair: 'MIRRORUSD', price: '0.1200' },
  { pair: 'XXBTZJPY', price: '9000000' },
  { pair: 'XXMRXXBT', price: '0.001000' },
]

const RUNGS = 400
const MIDDLE = RUNGS / 2
/** The last one runs out of money all the time. */
const NAMES = ['first', 'second', 'third', 'poor'] as const
const SHARE_OF = { rich: 1_000_000n, poor: 12n }
/** How many of the orders that nobody canceled a command may name, newest first: older ones have mostly been filled. */
const NAMED = 25

export function streamOf(
  { universe, place, seed }: { readonly universe: Universe; readonly place: Place; readonly seed: string },
  count: number,
): Stream {
  const row = present(universe.pairs.get(place.pair), `${place.pair} is a pair of the universe`)
  const facts = factsOf(row, place)
  const draw = createDraw(seeded(seed))
  const usual = usualLots(facts, place)
  const price = present(unitsOf(place.price, facts.priceDecimals), `${place.price} is a price at ${place.pair}`)
  const fundsOf = (name: string): Account['funds'] => {
    const lots = usual * (name === 'poor' ? SHARE_OF.poor : SHARE_OF.rich)
    return {
      [row.base]: roundedUp(lots, facts.lotDecimals),
      [row.quote]: roundedUp(lots * price, facts.lotDecimals + facts.priceDecimals),
    }
  }
  const tick = present(unitsOf(facts.tickSize, facts.priceDecimals), 'the tick has the decimals of a price')
  const owners = new Map<number, string>()
  /** Orders that may still be open. */
  let perhapsOpen: number[] = []
  let middle = MIDDLE

  function priceFor(side: 'buy' | 'sell'): string {
    const towards = side === 'buy' ? -1 : 1
    const away = draw.oneIn('far', 12) ? draw.below('far away', 40) : draw.below('away', 14) - 4
    const off = draw.oneIn('off tick', 60) ? 1n : 0n
    return textOf(facts.lowest + BigInt(middle + towards * away) * tick + off, facts.priceDecimals)
  }

  function volume(): string {
    const lots = (usual * BigInt(draw.of('size', [2, 2, 4, 4, 6, 10, 30, 1]))) / 2n
    const odd = draw.oneIn('odd', 4) ? BigInt(draw.below('lots', 100_000)) : 0n
    return textOf(lots + odd + BigInt(draw.of('one lot', [0, 0, 0, 0, 1, -1])), facts.lotDecimals)
  }

  function anOrder(): { readonly account: string; readonly order: number } {
    const order = perhapsOpen.at(-1 - draw.below('which', NAMED)) ?? 0
    const owner = owners.get(order)
    return { account: owner === undefined || draw.oneIn('not mine', 50) ? draw.of('whose', NAMES) : owner, order }
  }

  function remember(command: Command): void {
    if (command.kind === 'cancel' || command.kind === 'edit') {
      if (!draw.oneIn('name it again', 30)) perhapsOpen = perhapsOpen.filter((order) => order !== command.order)
    }
    const isBorn = command.kind === 'edit' || (command.kind === 'place' && command.price !== undefined)
    if (!isBorn) return
    owners.set(command.number, command.account)
    perhapsOpen = [...perhapsOpen.slice(-2 * NAMED), command.number]
  }

  function command(number: number): Command {
    const walk = draw.below('walk', 12)
    middle = Math.min(RUNGS - 60, Math.max(60, middle + (walk === 0 ? 1 : walk === 1 ? -1 : 0)))
    const kind = draw.below('kind', 1000)
    const side = draw.of('side', ['buy', 'sell'] as const)
    const postOnly = draw.oneIn('post only', 5)
    if (kind < 540) {
      const feeIn = draw.of('fee in', ['quote', 'quote', 'base'] as const)
      const account = draw.of('account', NAMES)
      return { number, kind: 'place', account, side, price: priceFor(side), volume: volume(), postOnly, feeIn }
    }
    if (kind < 640) {
      const account = draw.of('account', NAMES)
      return {
        number,
        kind: 'place',
        account,
        side,
        price: undefined,
        volume: volume(),
        postOnly: false,
        feeIn: 'quote',
      }
    }
    if (kind < 820) return { number, kind: 'cancel', ...anOrder() }
    if (kind < 995) {
      const what = draw.below('what changes', 20)
      const changes = {
        price: what < 12 ? priceFor(side) : undefined,
        volume: what > 5 && what < 19 ? volume() : undefined,
        postOnly,
      }
      return { number, kind: kind < 910 ? 'amend' : 'edit', ...anOrder(), ...changes }
    }
    if (kind < 999) return { number, kind: 'cancel-all', account: draw.of('account', NAMES) }
    const asset = draw.of('asset', [row.base, row.quote])
    return { number, kind: 'deposit', account: draw.of('account', NAMES), asset, amount: '0.01' }
  }

  const commands = Array.from({ length: count }, (_, number) => {
    const made = command(number)
    remember(made)
    return made
  })
  return { place, facts, accounts: NAMES.map((account) => ({ name: account, funds: fundsOf(account) })), commands }
}

function factsOf(row: PairRow, { price, change }: Place): PairFacts {
  const tickSize = change?.tick_size ?? row.tickSize
  const tick = unitsOf(tickSize, row.pairDecimals) ?? 0n
  const middle = unitsOf(price, row.pairDecimals) ?? 0n
  assert(tick > 0n && middle % tick === 0n, `${price} is a price of ${row.key} at which an order may rest`)
  return {
    priceDecimals: row.pairDecimals,
    lotDecimals: row.lotDecimals,
    tickSize,
    orderMin: row.orderMin,
    costMin: row.costMin,
    lowest: middle - BigInt(MIDDLE) * tick,
    rungs: RUNGS,
  }
}

/** The least volume that both minimums let in at the given price, and half of it more. */
function usualLots({ priceDecimals, lotDecimals, orderMin, costMin }: PairFacts, { price }: Place): bigint {
  const finest = 20
  const [least, cost, at] = [orderMin, costMin, price].map((text) => unitsOf(text, finest) ?? 0n)
  assert(least !== undefined && cost !== undefined && at !== undefined && priceDecimals <= finest, 'all three are read')
  const byCost = (cost * 10n ** BigInt(lotDecimals)) / at
  const byVolume = least / 10n ** BigInt(finest - lotDecimals)
  return ((byCost > byVolume ? byCost : byVolume) * 3n) / 2n
}

type Draw = {
  below(label: string, count: number): number
  oneIn(label: string, count: number): boolean
  of<Item>(label: string, items: readonly Item[]): Item
}

const createDraw = (chance: Chance): Draw => ({
  below: (label, count) => chance.pick(label, count),
  oneIn: (label, count) => chance.pick(label, count) === 0,
  of: (label, items) => present(items[chance.pick(label, items.length)], 'a pick is one of the items'),
})

/** Plain decimal text of units of `10^-decimals`. */
export function textOf(units: bigint, decimals: number): string {
  const digits = units.toString().padStart(decimals + 1, '0')
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** With two decimals, which every ledger has. */
function roundedUp(units: bigint, decimals: number): string {
  const divisor = 10n ** BigInt(decimals)
  return textOf((units * 100n + divisor - 1n) / divisor, 2)
}
