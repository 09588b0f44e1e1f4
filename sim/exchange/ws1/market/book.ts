/** The book channel of WebSocket v1: the best levels, then every change of them with a checksum. Source: protocol 5.3. */
import { unixText } from '../../../../src/time.ts'
import * as errors from '../../errors.ts'
import { type Market, longPriceText, volumeText } from '../../market.ts'
import { checksumV1 } from '../../tape/checksum.ts'
import type { Level } from '../../tape/levels.ts'
import { type LevelChange, createWindow } from '../../tape/window.ts'
import type { Json } from '../../wire.ts'
import type { Channel1 } from './channel.ts'

export const BOOK_DEPTHS = [10, 25, 100, 500, 1000] as const

export const BOOK: Channel1 = {
  name: 'book',
  what: 'The best levels of each side, then every change of them with the checksum of the best ten.',
  offset: 0,
  option: {
    name: 'depth',
    taken: BOOK_DEPTHS,
    standard: 10,
    notWhole: errors.DEPTH_NOT_WHOLE,
    notTaken: errors.DEPTH_NOT_SUPPORTED,
  },
  open({ market, levels }, depth) {
    const window = createWindow(levels, depth)
    const rows = (side: readonly Level[]): Json => side.map((level) => levelRow(market, level))
    const changes = (side: readonly LevelChange[]): Json => side.map((level) => changedRow(market, level))
    return {
      snapshot: () => [{ as: rows(levels.sell.top(depth)), bs: rows(levels.buy.top(depth)) }],
      /** Each side is an object of its own; the checksum is in the last. */
      update({ isBookChanged }, at) {
        if (!isBookChanged) return undefined
        const { asks, bids } = window.advance(at)
        const c = String(checksumV1(levels, market))
        if (asks.length > 0 && bids.length > 0) return [{ a: changes(asks) }, { b: changes(bids), c }]
        if (asks.length > 0) return [{ a: changes(asks), c }]
        return bids.length > 0 ? [{ b: changes(bids), c }] : undefined
      },
    }
  },
}

type Row = Pick<Level, 'price' | 'volume' | 'at'>
const levelRow = (market: Market, { price, volume, at }: Row): readonly Json[] => [
  longPriceText(market, price),
  volumeText(market, volume),
  unixText(at),
]
const changedRow = (market: Market, change: LevelChange): Json =>
  change.isRepublished ? [...levelRow(market, change), 'r'] : levelRow(market, change)
