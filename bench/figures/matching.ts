/** Orders a second through the exchange's book, beside two packages that are books and nothing else. */
import * as hft from 'hft-limit-order-book'
import * as nodejs from 'nodejs-order-book'
import { type Book, type Resting, createBook } from '../../sim/exchange/book.ts'
import { type Chance, seeded } from '../../sim/world/chance.ts'
import { assert } from '../../src/assert.ts'
import { txid } from '../../src/ids.ts'
import { type Figure, timedAlone } from '../figure.ts'

type Deed =
  | { readonly kind: 'limit'; readonly id: string; readonly side: Side; readonly price: number; readonly size: number }
  | { readonly kind: 'market'; readonly side: Side; readonly size: number }
  | { readonly kind: 'cancel'; readonly id: string }
type Side = 'buy' | 'sell'

/** 60 % limit, most of them near the best price, 25 % cancel, 15 % market, about a price that walks. */
const DEEDS = 200_000
const SHARES = { limit: 60, cancel: 25, of: 100 }
/** Most that are canceled lie so far back: some are filled already, which is no error. */
const MEMORY = 400

function deedsOf(chance: Chance): readonly Deed[] {
  const ids: string[] = []
  let middle = 10_000
  return Array.from({ length: DEEDS }, (_, number): Deed => {
    middle += chance.pick('walk', 3) - 1
    const kind = chance.pick('kind', SHARES.of)
    const side = chance.pick('side', 2) === 0 ? 'buy' : 'sell'
    const size = 1 + chance.pick('size', 100)
    const back = ids.at(-1 - chance.pick('which', MEMORY))
    if (kind < SHARES.limit) {
      const id = `O${number}`
      ids.push(id)
      const away = Math.min(chance.pick('away', 40), chance.pick('away', 40), chance.pick('away', 40)) - 2
      return { kind: 'limit', id, side, price: side === 'buy' ? middle - away : middle + away, size }
    }
    if (kind < SHARES.limit + SHARES.cancel && back !== undefined) return { kind: 'cancel', id: back }
    return { kind: 'market', side, size: 2 * size }
  })
}

/** What came of all deeds, so that nobody is quick by doing something else. */
type Done = { readonly volume: number; readonly canceled: number }

type Taker = { readonly side: Side; readonly price: bigint | undefined; left: bigint }
type Order = Resting & { left: bigint }
type Fill = { readonly maker: string; readonly price: bigint; readonly volume: bigint }

/** Bigints and ids as in the exchange; every execution makes an object, as it does at the others. */
function throughOurs(): Done {
  const book: Book<Order> = createBook<Order>()
  const orders = new Map<string, Order>()
  let volume = 0n
  let canceled = 0

  function take(taker: Taker): readonly Fill[] {
    const fills: Fill[] = []
    while (taker.left > 0n) {
      const maker = book.best(taker.side === 'buy' ? 'sell' : 'buy')
      if (maker === undefined || !reaches(taker, maker)) break
      const filled = maker.left < taker.left ? maker.left : taker.left
      maker.left -= filled
      taker.left -= filled
      fills.push({ maker: maker.txid, price: maker.price, volume: filled })
      if (maker.left > 0n) continue
      book.remove(maker)
      orders.delete(maker.txid)
    }
    return fills
  }

  for (const deed of inUnits) {
    switch (deed.kind) {
      case 'limit': {
        const order: Order = { txid: txid(deed.id), side: deed.side, price: deed.units, left: deed.lots }
        take(order)
        volume += deed.lots - order.left
        if (order.left === 0n) break
        book.add(order)
        orders.set(deed.id, order)
        break
      }
      case 'market': {
        const taker = { side: deed.side, price: undefined, left: deed.lots }
        take(taker)
        volume += deed.lots - taker.left
        break
      }
      case 'cancel': {
        const order = orders.get(deed.id)
        if (order === undefined) break
        orders.delete(deed.id)
        book.remove(order)
        canceled += 1
      }
    }
  }
  return { volume: Number(volume), canceled }
}

const reaches = ({ side, price }: Taker, maker: Order): boolean =>
  price === undefined || (side === 'buy' ? price >= maker.price : price <= maker.price)

function throughTheirs({ OrderBook, Side }: typeof nodejs | typeof hft, deeds: readonly Deed[]): Done {
  const book = new OrderBook()
  const sides = { buy: Side.BUY, sell: Side.SELL }
  let volume = 0
  let canceled = 0
  for (const deed of deeds) {
    if (deed.kind === 'cancel') {
      if (book.cancel(deed.id) !== undefined) canceled += 1
      continue
    }
    const side = sides[deed.side]
    const { size } = deed
    const told =
      deed.kind === 'market' ? book.market({ side, size }) : book.limit({ id: deed.id, side, size, price: deed.price })
    volume += size - told.quantityLeft
  }
  return { volume, canceled }
}

const deeds = deedsOf(seeded('matching'))
/** In the exchange's own units, as an order has them when it comes to the book. */
const inUnits = deeds.map((deed) => {
  switch (deed.kind) {
    case 'limit':
      return { kind: deed.kind, id: deed.id, side: deed.side, units: BigInt(deed.price), lots: BigInt(deed.size) }
    case 'market':
      return { kind: deed.kind, side: deed.side, lots: BigInt(deed.size) }
    case 'cancel':
      return deed
  }
})

/** Enough that each is at least once left in peace by what else the machine does. */
const ROUNDS = 3

/** Both in turn under the same deeds, and the quickest round of each. */
function besides(theirs: typeof nodejs | typeof hft) {
  let [one, other] = [Infinity, Infinity]
  for (let round = 0; round < ROUNDS; round += 1) {
    const [ours, others] = [timedDone(throughOurs), timedDone(() => throughTheirs(theirs, deeds))]
    assert(ours.done.volume === others.done.volume, 'both books trade as much')
    assert(ours.done.canceled === others.done.canceled, 'both books cancel the same orders')
    one = Math.min(one, ours.seconds)
    other = Math.min(other, others.seconds)
  }
  return { ratio: other / one, ours: DEEDS / one, theirs: DEEDS / other }
}

function timedDone(through: () => Done): { readonly seconds: number; readonly done: Done } {
  let done: Done = { volume: 0, canceled: 0 }
  const seconds = timedAlone(() => {
    done = through()
  })
  return { seconds, done }
}

export const matching: Figure = {
  name: 'orders a second through the book: 60 % limit, 25 % cancel, 15 % market',
  unit: 'a second',
  reference: 'the bar for a readable book',
  bar: { at: 'least', value: 1_000_000 },
  measure: () => ({ value: DEEDS / timedDone(throughOurs).seconds }),
}

const beside = (name: string, theirs: typeof nodejs | typeof hft): Figure => ({
  name: `orders a second through the book, over those through ${name}`,
  unit: 'times',
  reference: `${name} under the same orders, in the same run`,
  bar: { at: 'least', value: 5 },
  measure() {
    const { ratio, ours, theirs: slower } = besides(theirs)
    return { value: ratio, ratio, note: `${thousands(ours)} beside ${thousands(slower)} a second` }
  },
})
const thousands = (count: number): string => `${Math.round(count / 1000).toLocaleString('en-US')} thousand`

export const besideNodejs = beside('nodejs-order-book', nodejs)
export const besideHft = beside('hft-limit-order-book', hft)
