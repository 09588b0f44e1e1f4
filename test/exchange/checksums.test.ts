/** Book checksums: the published vectors, and the captured book sequences, recomputed by a client's own reading. */
import { crc32 as referenceCrc } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { txid } from '../../src/ids.ts'
import { instant } from '../../src/time.ts'
import { checksumV1, checksumV2, crc32 } from '../../sim/exchange/tape/checksum.ts'
import { type Levels, createLevels } from '../../sim/exchange/tape/levels.ts'
import { createMarkets } from '../../sim/exchange/market.ts'
import { builtInUniverse } from '../../sim/exchange/universe/universe.ts'
import { recorded } from './recorded.ts'
import { BookCopy, type Row, readV1Snapshot, readV1Update } from './books.ts'

const NOW = instant(1_700_000_000_000_000)
const bitcoin = createMarkets(builtInUniverse()).named('XBT/USD')

type Rows = readonly (readonly [price: bigint, volume: bigint])[]
function levelsOf(sides: { readonly asks: Rows; readonly bids: Rows }): Levels {
  const levels = createLevels()
  const place = (side: 'buy' | 'sell', [price, volume]: readonly [bigint, bigint], number: number): void => {
    levels.see(NOW, { txid: txid(`O${side}-${number}`), side, shown: { price, volume }, turn: 1 })
  }
  sides.asks.forEach((row, number) => place('sell', row, number))
  sides.bids.forEach((row, number) => place('buy', row, number))
  return levels
}

describe('the checksum of a book', () => {
  it('is CRC-32 as everybody computes it', () => {
    for (const text of ['', '0', '123456789', '5005005005'.repeat(30)]) expect(crc32(text)).toBe(referenceCrc(text))
  })

  it('is Kraken’s published one for the published book', () => {
    const volume = 500n
    const asks = Array.from({ length: 10 }, (_, step) => [5005n + 5n * BigInt(step), volume] as const)
    const bids = [5000n, 4995n, 4990n, 4980n, 4975n, 4970n, 4965n, 4960n, 4955n, 4950n].map(
      (price) => [price, volume] as const,
    )
    expect(checksumV2(levelsOf({ asks, bids }))).toBe(974947235)
  })

  it('differs between the versions where a price is told with more digits than an order’s may have', () => {
    const asks: Rows = [
      [500001n, 50000000n],
      [500002n, 100000000n],
      [500005n, 1230000n],
    ]
    const bids: Rows = [
      [500000n, 200000000n],
      [499999n, 1n],
      [499990n, 1000000000n],
    ]
    if (bitcoin === undefined) throw new Error('the universe has XBT/USD')
    const levels = levelsOf({ asks, bids })
    expect([checksumV1(levels, bitcoin), checksumV2(levels)]).toEqual([221998650, 3454903270])
  })
})

describe('captured sequences', () => {
  for (const name of ['ws1/book_sequence.1.json', 'ws1/book_sequence.3.json'])
    recorded(name, 'agree with their checksums', (text) => {
      const [snapshot = [], ...updates] = JSON.parse(text) as (readonly unknown[])[]
      const copy = new BookCopy(10, readV1Snapshot(snapshot))
      expect(updates.length).toBeGreaterThan(0)
      for (const frame of updates) {
        const { asks, bids, checksum } = readV1Update(frame)
        copy.apply(asks, bids)
        expect(String(copy.checksum())).toBe(checksum)
      }
    })

  recorded('ws1/capture_book1000.1.json', 'of a thousand levels and ten pairs agree with their checksums', (text) => {
    const copies = new Map<string, BookCopy>()
    let compared = 0
    for (const { msg } of JSON.parse(text) as { msg: unknown }[]) {
      if (!Array.isArray(msg)) continue
      const pair = String(msg.at(-1))
      const copy = copies.get(pair)
      if (copy === undefined) {
        copies.set(pair, new BookCopy(1000, readV1Snapshot(msg)))
        continue
      }
      const { asks, bids, checksum } = readV1Update(msg)
      copy.apply(asks, bids)
      expect(String(copy.checksum()), `${pair} after ${compared} updates`).toBe(checksum)
      compared += 1
    }
    expect([copies.size, compared]).toEqual([10, 4269])
  })

  recorded('ws2/book_sequence.1.json', 'agree with their checksums at the pair’s decimals', (text) => {
    type Frame = { data: [{ asks: Level[]; bids: Level[]; checksum: number }] }
    type Level = { price: number; qty: number }
    const rows = (levels: readonly Level[]): readonly Row[] =>
      levels.map(({ price, qty }) => [String(price), String(qty)])
    const { init, updates } = JSON.parse(text) as { init: Frame; updates: Frame[] }
    const [first] = init.data
    const copy = new BookCopy(10, { asks: rows(first.asks), bids: rows(first.bids) })
    const wrong = updates.filter(({ data: [{ asks, bids, checksum }] }) => {
      copy.apply(rows(asks), rows(bids))
      return copy.checksum({ price: 1, volume: 8 }) !== checksum
    })
    expect([wrong.length, updates.length]).toEqual([0, 509])
  })
})
