/** Market data: everything that the public may know of the pairs, made of what the engine tells and kept in bounds. */
import type { Instant } from '../../../src/time.ts'
import type { EngineEvent } from '../engine-port.ts'
import type { Market } from '../market.ts'
import { type Order, isWaiting, offeredOf } from '../orders.ts'
import { type Candles, createCandles } from './candles.ts'
import { type Levels, type Offer, createLevels } from './levels.ts'
import { type Print, createPrints } from './prints.ts'
import { createRing } from './ring.ts'

/** The best bid and ask from a moment on; undefined on an empty side. */
export type Best = {
  readonly at: Instant
  readonly bid: Offer | undefined
  readonly ask: Offer | undefined
}

/** A live view of one pair. */
export type PairTape = {
  readonly market: Market
  readonly levels: Levels
  readonly candles: Candles
  /** Oldest first. */
  readonly prints: () => readonly Print[]
  /** Every change of a best price, oldest first. */
  readonly spreads: () => readonly Best[]
  readonly best: () => Best
}

/** What one input did to a pair. */
export type MarketChange = {
  readonly tape: PairTape
  readonly prints: readonly Print[]
  /** A price or a volume of the best offers is another than before. */
  readonly isBestChanged: boolean
  readonly isBookChanged: boolean
}

export interface Tape {
  hear(event: EngineEvent): void
  of(market: Market): PairTape
  /** Tells what happened since it last did, a pair at a time; the changes of each book are there while it is told. */
  tell(at: Instant, listener: (change: MarketChange) => void): void
}

/** As many as an answer of `Spread` has. Source: the capture of December 2017. */
const SPREADS_KEPT = 200

type Kept = PairTape & {
  /** Those that went behind all others last stand last. */
  readonly touched: Set<Order>
  readonly add: (print: Print) => void
  readonly printed: Print[]
  readonly setBest: (at: Instant) => boolean
  readonly record: ReturnType<typeof createPrints>
}

export function createTape(): Tape {
  const pairs = new Map<string, Kept>()
  const busy = new Set<Kept>()

  function keptOf(market: Market): Kept {
    const known = pairs.get(market.row.key)
    if (known !== undefined) return known
    const kept = createPair(market)
    pairs.set(market.row.key, kept)
    return kept
  }

  return {
    hear(event) {
      if (event.kind === 'trades-consolidated') return
      const order = event.kind === 'trade-executed' ? event.fill.order : event.order
      const kept = keptOf(order.market)
      busy.add(kept)
      if (event.kind === 'order-refilled') kept.touched.delete(order)
      if (event.kind !== 'trade-executed') kept.touched.add(order)
      else if (!event.fill.trade.maker) kept.add(kept.record.add(event.fill))
    },
    of: keptOf,
    tell(at, listener) {
      for (const kept of busy) {
        for (const order of kept.touched)
          kept.levels.see(at, { txid: order.txid, side: order.side, shown: shownOf(order), turn: order.turn })
        const isBookChanged = kept.levels.buy.changed.size > 0 || kept.levels.sell.changed.size > 0
        const isBestChanged = isBookChanged && kept.setBest(at)
        const prints = kept.printed.splice(0)
        kept.touched.clear()
        if (isBookChanged || prints.length > 0) listener({ tape: kept, prints, isBestChanged, isBookChanged })
        kept.levels.forgetChanges()
      }
      busy.clear()
    },
  }
}

function createPair(market: Market): Kept {
  const levels = createLevels()
  const candles = createCandles()
  const record = createPrints()
  const spreads = createRing<Best>(SPREADS_KEPT)
  const printed: Print[] = []
  let best: Best = { at: 0 as Instant, bid: undefined, ask: undefined }

  return {
    market,
    levels,
    candles,
    prints: record.all,
    spreads: spreads.all,
    best: () => best,
    touched: new Set(),
    printed,
    record,
    add(print) {
      printed.push(print)
      candles.add(print)
    },
    setBest(at) {
      const [bid, ask] = [levels.buy.nth(0), levels.sell.nth(0)].map(offerOf)
      const isMoved = bid?.price !== best.bid?.price || ask?.price !== best.ask?.price
      if (!isMoved && bid?.volume === best.bid?.volume && ask?.volume === best.ask?.volume) return false
      best = { at, bid, ask }
      if (isMoved) spreads.add(best)
      return true
    },
  }
}

/** What of an order the public book shows: undefined for one that does not rest, or that waits for its trigger. */
function shownOf(order: Order): Offer | undefined {
  const { status, price } = order
  return status === 'open' && price !== undefined && !isWaiting(order) ? { price, volume: offeredOf(order) } : undefined
}

const offerOf = (level: Offer | undefined): Offer | undefined =>
  level === undefined ? undefined : { price: level.price, volume: level.volume }
