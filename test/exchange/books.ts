/** A client's copy of a book, kept as Kraken's documents say: apply, cut to the depth, compare the checksum. */
import { crc32 } from 'node:zlib'

/** Prices and volumes in the texts they came in. */
export type Row = readonly [price: string, volume: string]

export class BookCopy {
  readonly #depth: number
  #asks = new Map<string, string>()
  #bids = new Map<string, string>()

  constructor(depth: number, snapshot: { readonly asks: readonly Row[]; readonly bids: readonly Row[] }) {
    this.#depth = depth
    this.#asks = new Map(snapshot.asks)
    this.#bids = new Map(snapshot.bids)
  }

  apply(asks: readonly Row[], bids: readonly Row[]): void {
    for (const [side, rows] of [
      [this.#asks, asks],
      [this.#bids, bids],
    ] as const) {
      for (const [price, volume] of rows) {
        if (Number(volume) === 0) side.delete(price)
        else side.set(price, volume)
      }
    }
    this.#asks = new Map(this.asks())
    this.#bids = new Map(this.bids())
  }

  asks(): readonly Row[] {
    return [...this.#asks].sort(([one], [other]) => Number(one) - Number(other)).slice(0, this.#depth)
  }

  bids(): readonly Row[] {
    return [...this.#bids].sort(([one], [other]) => Number(other) - Number(one)).slice(0, this.#depth)
  }

  /** Texts as they came, or padded to the decimals of the pair where digits were lost on the way. */
  checksum(decimals?: { readonly price: number; readonly volume: number }): number {
    const digits = (text: string, scale: number | undefined): string =>
      (scale === undefined ? text : Number(text).toFixed(scale)).replace('.', '').replace(/^0+/, '')
    const levels = [...this.asks().slice(0, 10), ...this.bids().slice(0, 10)]
    return crc32(
      levels.map(([price, volume]) => digits(price, decimals?.price) + digits(volume, decimals?.volume)).join(''),
    )
  }
}

type V1Update = Readonly<Record<string, readonly (readonly string[])[] | string>>

/** Both sides' rows and the checksum of an update frame of version 1. */
export function readV1Update(frame: readonly unknown[]) {
  const parts = frame.slice(1, -2) as readonly V1Update[]
  const rows = (name: 'a' | 'b'): readonly Row[] =>
    parts
      .flatMap((part) => (part[name] ?? []) as readonly (readonly string[])[])
      .map(([price = '', volume = '']) => [price, volume])
  return { asks: rows('a'), bids: rows('b'), checksum: parts.map(({ c }) => c).find((c) => c !== undefined) as string }
}

export function readV1Snapshot(frame: readonly unknown[]) {
  const [, sides] = frame as [number, Record<'as' | 'bs', readonly (readonly string[])[]>]
  const rows = (name: 'as' | 'bs'): readonly Row[] => sides[name].map(([price = '', volume = '']) => [price, volume])
  return { asks: rows('as'), bids: rows('bs') }
}
