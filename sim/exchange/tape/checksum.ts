/** The checksum by which a client finds out that its copy of a book is wrong. Source: protocol 5.3, 6.5. */
import { rescale } from '../amount.ts'
import type { Market } from '../market.ts'
import type { Level, Levels, ShownOrder } from './levels.ts'

/** Levels of each side that count. */
const LEVELS_COUNTED = 10

/** Of version 1: prices with all digits of the price scale. */
export const checksumV1 = (levels: Levels, { row }: Market): number =>
  checksumOf(levels, (price) => rescale(price, { from: row.pairDecimals, to: row.priceScale }))

/** Of version 2: prices with the digits an order's price may have. */
export const checksumV2 = (levels: Levels): number => checksumOf(levels, (price) => price)

/** Of the order by order book: every order of these levels, in the order in which they are to be had. */
export function checksumL3(levels: Levels): number {
  const textOf = ({ price, volume }: ShownOrder): string => `${price}${volume}`
  return crc32(topText(levels, ({ orders }) => [...orders.values()].map(textOf).join('')))
}

/** A number without its point and its leading zeros is the number of its units. */
const checksumOf = (levels: Levels, units: (price: bigint) => bigint): number =>
  crc32(topText(levels, ({ price, volume }) => `${units(price)}${volume}`))

const topText = (levels: Levels, textOf: (level: Level) => string): string =>
  [...levels.sell.top(LEVELS_COUNTED), ...levels.buy.top(LEVELS_COUNTED)].map(textOf).join('')

/** CRC-32 as in IEEE 802.3, of a text of ASCII characters. */
export function crc32(text: string): number {
  let rest = 0xffffffff
  for (let at = 0; at < text.length; at += 1) {
    rest = (CRC_TABLE[(rest ^ text.charCodeAt(at)) & 0xff] ?? 0) ^ (rest >>> 8)
  }
  return (rest ^ 0xffffffff) >>> 0
}

const CRC_POLYNOMIAL = 0xedb88320
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit += 1) rest = (rest & 1) === 1 ? (rest >>> 1) ^ CRC_POLYNOMIAL : rest >>> 1
  return rest
})
