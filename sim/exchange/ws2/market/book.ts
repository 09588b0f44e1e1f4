/** The book channel of WebSocket v2: the best levels, then every change of them, always with a checksum. Source: protocol 6.5. */
import type { Instant } from '../../../../src/time.ts'
import * as errors from '../../errors.ts'
import { type Market, priceText, volumeText } from '../../market.ts'
import { checksumV2 } from '../../tape/checksum.ts'
import { createWindow } from '../../tape/window.ts'
import { type JsonObject, jsonText } from '../../wire.ts'
import { rfcText } from '../rows.ts'
import { type Channel2, frameOf } from './channel.ts'

export const BOOK: Channel2 = {
  name: 'book',
  what: 'The best levels of each side, then every change of them, with the checksum of the best ten.',
  option: {
    name: 'depth',
    taken: [10, 25, 100, 500, 1000],
    standard: 10,
    notTaken: errors.DEPTH_NOT_SUPPORTED,
  },
  open({ market, levels }, setting) {
    const depth = Number(setting)
    const window = createWindow(levels, depth)
    const row = (at: Instant, sides: { readonly bids: readonly Row[]; readonly asks: readonly Row[] }): JsonObject => ({
      symbol: market.symbol,
      bids: sides.bids.map((level) => levelRow(market, level)),
      asks: sides.asks.map((level) => levelRow(market, level)),
      checksum: checksumV2(levels),
      timestamp: rfcText(at),
    })
    return {
      snapshot: (at) => {
        const sides = { bids: levels.buy.top(depth), asks: levels.sell.top(depth) }
        return [frameOf('book', 'snapshot', [row(at, sides)])]
      },
      update(at, { isBookChanged }) {
        if (!isBookChanged) return []
        const sides = window.advance(at)
        const isSeen = sides.asks.length > 0 || sides.bids.length > 0
        return isSeen ? [frameOf('book', 'update', [row(at, sides)])] : []
      },
    }
  },
}

type Row = { readonly price: bigint; readonly volume: bigint }
const levelRow = (market: Market, { price, volume }: Row): JsonObject => ({
  price: jsonText(priceText(market, price)),
  qty: jsonText(volumeText(market, volume)),
})
