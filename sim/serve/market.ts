/** Strangers who trade at a served Kraken: they quote around a price that wanders, and take what is quoted. */
import type { Txid } from '../../src/ids.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import { after, seconds } from '../../src/time.ts'
import { type Universe, pairNamed } from '../exchange/universe/universe.ts'
import type { PairRow } from '../exchange/universe/universe.ts'
import type { Chance } from '../world/chance.ts'
import { QUOTER, TAKER } from './accounts.ts'
import type { Print } from './prints.ts'
import type { Behind } from './behind.ts'
import { type Ticks, plausiblePrice, priceText, ticksOf, volumeText } from './ticks.ts'

export type Mood = 'quiet' | 'busy'

/** Every so many seconds something happens in a pair; so many price levels a side; at most this part of the price a step. */
const MOODS: Readonly<Record<Mood, { readonly everySeconds: number; readonly levels: number; readonly step: bigint }>> =
  {
    quiet: { everySeconds: 5, levels: 5, step: 4_000n },
    busy: { everySeconds: 0.5, levels: 10, step: 2_000n },
  }

/** Between two levels: this part of the price. */
const SPACING = 4_000n

export type Market = {
  /** Everybody quotes around another price from now on; orders that are in the way are traded with. */
  readonly move: (pair: string, price: string) => Result<void, string>
}

type Desk = { readonly row: PairRow; readonly label: string; middle: Ticks; readonly quotes: Map<string, Txid> }

/** Pairs that most people know, as far as the universe has them. */
const WELL_KNOWN = ['XBT/EUR', 'XBT/USD', 'ETH/EUR', 'ETH/USD', 'XMR/EUR', 'XMR/USD', 'SOL/EUR', 'XDG/USD']

export function wellKnown(universe: Universe): readonly PairRow[] {
  const known = WELL_KNOWN.flatMap((name) => pairNamed(universe, name) ?? [])
  return known.length > 0 ? known : [...universe.pairs.values()].slice(0, WELL_KNOWN.length)
}

/** What strangers need of a Kraken. */
export type Traded = Pick<Behind, 'command' | 'now' | 'timers' | 'truth'>

/** Begins to trade in these pairs, and goes on until Kraken is stopped. */
export function openMarket(
  kraken: Traded,
  {
    universe,
    pairs,
    mood,
    chance,
    prints,
  }: {
    readonly universe: Universe
    readonly pairs: readonly PairRow[]
    readonly mood: Mood
    readonly chance: Chance
    /** Trades to be repeated, each so long after the start; nobody trades but in these then. */
    readonly prints?: readonly Print[]
  },
): Market {
  const { everySeconds, levels, step } = MOODS[mood]
  const desks = new Map<string, Desk>()
  for (const row of pairs) {
    const first = prints?.find(({ pair }) => pair === row.key)
    const middle = ticksOf(row, first?.price ?? plausiblePrice(row))
    const desk: Desk = { row, label: `market/${row.key}`, middle, quotes: new Map() }
    desks.set(row.key, desk)
    quote(desk)
    if (prints === undefined) wait(desk)
  }
  const begin = kraken.now()
  if (prints !== undefined) repeat(prints, 0)

  function wait(desk: Desk): void {
    // Between nothing and twice the mean, in thousandths.
    const span = (everySeconds * (1 + chance.pick(`${desk.label}/wait`, 2_000))) / 1_000
    kraken.timers.set(desk.label, after(kraken.now(), seconds(span)), () => {
      live(desk)
      wait(desk)
    })
  }

  function live(desk: Desk): void {
    const what = chance.pick(`${desk.label}/what`, 4)
    if (what === 0) {
      const most = desk.middle / step
      const by = BigInt(chance.pick(`${desk.label}/step`, 201) - 100) * atLeastOne(most)
      desk.middle = atLeastOne(desk.middle + by / 100n + BigInt(chance.pick(`${desk.label}/tick`, 3) - 1))
      quote(desk)
      return
    }
    const side = chance.pick(`${desk.label}/side`, 2) === 0 ? 'buy' : 'sell'
    const times = 1 + chance.pick(`${desk.label}/volume`, 40)
    kraken.command({
      kind: 'place',
      account: TAKER,
      pair: desk.row.key,
      side,
      volume: volumeText(desk.row, times),
    })
    if (what === 3) quote(desk)
  }

  /** Takes back what is too far away or on the wrong side, then quotes every level that nobody quotes. */
  function quote(desk: Desk): void {
    const { row, middle } = desk
    const spacing = atLeastOne(middle / SPACING)
    // On a grid, so that a small step of the price leaves most quotes where they are.
    const below = middle - (middle % spacing)
    const wanted = Array.from({ length: levels }, (_, level) => [
      { side: 'sell', ticks: below + BigInt(level + 1) * spacing } as const,
      { side: 'buy', ticks: below - BigInt(level) * spacing } as const,
    ])
      .flat()
      .filter(({ ticks }) => ticks > 0n)
    const names = new Set(wanted.map(nameOf))
    for (const [name, txid] of desk.quotes) {
      const isOpen = kraken.truth.orders.get(txid)?.status === 'open'
      if (isOpen && names.has(name)) continue
      desk.quotes.delete(name)
      if (isOpen) kraken.command({ kind: 'cancel', account: QUOTER, txid })
    }
    for (const one of wanted) {
      if (desk.quotes.has(nameOf(one))) continue
      const volume = volumeText(row, 5 + chance.pick(`${desk.label}/size`, 100))
      const price = priceText(row, one.ticks)
      const placed = kraken.command({ kind: 'place', account: QUOTER, pair: row.key, side: one.side, volume, price })
      if (placed.ok && placed.value !== undefined) desk.quotes.set(nameOf(one), placed.value)
    }
  }

  function repeat(all: readonly Print[], next: number): void {
    const print = all[next]
    if (print === undefined) return
    kraken.timers.set('market/prints', after(begin, print.after), () => {
      const desk = desks.get(print.pair)
      if (desk !== undefined) printTrade(desk, print)
      repeat(all, next + 1)
    })
  }

  /** Orders of clients in the way of the price are traded with first, as they would have been. */
  function printTrade(desk: Desk, { side, price, volume }: Print): void {
    desk.middle = ticksOf(desk.row, price)
    quote(desk)
    const terms = { kind: 'place', pair: desk.row.key, volume, price: priceText(desk.row, desk.middle) } as const
    const quoted = kraken.command({ ...terms, account: QUOTER, side: side === 'buy' ? 'sell' : 'buy' })
    const taken = kraken.command({ ...terms, account: TAKER, side })
    for (const [account, order] of [
      [QUOTER, quoted],
      [TAKER, taken],
    ] as const) {
      if (order.ok && order.value !== undefined) kraken.command({ kind: 'cancel', account, txid: order.value })
    }
  }

  return {
    move(name, price) {
      const row = pairNamed(universe, name)
      if (row === undefined) return fail(`there is no pair ${name}`)
      if (!/^\d+(\.\d+)?$/.test(price)) return fail('price is a plain decimal such as 149.50')
      const desk = desks.get(row.key) ?? { row, label: `market/${row.key}`, middle: 0n, quotes: new Map() }
      desks.set(row.key, desk)
      desk.middle = atLeastOne(ticksOf(row, price))
      quote(desk)
      return ok(undefined)
    },
  }
}

const nameOf = ({ side, ticks }: { readonly side: 'buy' | 'sell'; readonly ticks: Ticks }): string => `${side} ${ticks}`

const atLeastOne = (ticks: Ticks): Ticks => (ticks > 0n ? ticks : 1n)
