/** The level3 channel of WebSocket v2: every resting order of the best levels. Source: protocol 6.6. */
import type { Instant } from '../../../../src/time.ts'
import * as errors from '../../errors.ts'
import { type Market, priceText, volumeText } from '../../market.ts'
import { checksumL3 } from '../../tape/checksum.ts'
import type { LevelSide, Levels, OrderDeed, ShownOrder, SideName } from '../../tape/levels.ts'
import { type JsonObject, jsonText } from '../../wire.ts'
import { rfcText } from '../rows.ts'
import { type Channel2, frameOf, nanoText } from './channel.ts'

export const LEVEL3: Channel2 = {
  name: 'level3',
  what: 'Every resting order of the best levels, then each that is added, modified or deleted there, with a checksum of the best ten levels.',
  option: { name: 'depth', taken: [10, 100, 1000], standard: 10, notTaken: errors.DEPTH_NOT_SUPPORTED },
  wantsToken: true,
  open({ market, levels }, setting) {
    const depth = Number(setting)
    const edges = { buy: createEdge(levels.buy, depth), sell: createEdge(levels.sell, depth) }
    const frame = (at: Instant, type: 'snapshot' | 'update', sides: Sides): string =>
      frameOf('level3', type, [
        { checksum: checksumL3(levels), timestamp: nanoText(rfcText(at)), symbol: market.symbol, ...sides },
      ])
    return {
      snapshot(at) {
        const rows = (side: LevelSide) => ordersOf(side, depth).map((order) => orderRow(market, order))
        return [frame(at, 'snapshot', { bids: rows(levels.buy), asks: rows(levels.sell) })]
      },
      update(at, { isBookChanged }) {
        if (!isBookChanged) return []
        const rows = (name: SideName) =>
          edges[name](levels).map(({ deed, order }) => ({ event: deed, ...orderRow(market, order) }))
        const sides = { bids: rows('buy'), asks: rows('sell') }
        return sides.bids.length + sides.asks.length === 0 ? [] : [frame(at, 'update', sides)]
      },
    }
  },
}

type Sides = { readonly bids: readonly JsonObject[]; readonly asks: readonly JsonObject[] }

const ordersOf = (side: LevelSide, depth: number): readonly ShownOrder[] =>
  side.top(depth).flatMap(({ orders }) => [...orders.values()])

/** What is told of one side: deeds in view, then the orders of levels that came into view. What fell out is not told. */
function createEdge(side: LevelSide, depth: number): (levels: Levels) => readonly OrderDeed[] {
  const edgeNow = (): bigint | undefined => side.nth(Math.min(depth, side.count) - 1)?.price
  let edge = edgeNow()
  return ({ buy, deeds }) => {
    const name: SideName = side === buy ? 'buy' : 'sell'
    const before = edge
    edge = edgeNow()
    const isIn = (price: bigint, of: bigint | undefined): boolean => of !== undefined && !side.isWorse(price, of)
    const seen = deeds.filter(({ deed, side: of, order }) => {
      if (of !== name) return false
      return deed === 'add' ? isIn(order.price, edge) : isIn(order.price, before)
    })
    const added = new Set(seen.map(({ order }) => order.txid))
    const entered = ordersOf(side, depth).filter(({ txid, price }) => !isIn(price, before) && !added.has(txid))
    return [...seen, ...entered.map((order): OrderDeed => ({ deed: 'add', side: name, order }))]
  }
}

const orderRow = (market: Market, { txid, price, volume, at }: ShownOrder): JsonObject => ({
  order_id: txid,
  limit_price: jsonText(priceText(market, price)),
  order_qty: jsonText(volumeText(market, volume)),
  timestamp: nanoText(rfcText(at)),
})
