/** Ids in Kraken's shapes that look random and are not: each is an index, scrambled reversibly. */
import { createHash } from 'node:crypto'
import { type LedgerId, type SocketId, type TradeId, type Txid, ledgerId, tradeId, txid } from '../../src/ids.ts'

/** Order, trade and ledger ids are 6-5-6 characters long, transfers' 7-6-6; all are of this alphabet. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const BITS_PER_CHARACTER = 5

export type IdCodec = {
  /** For a safe integer from 0 up; different indexes give different ids. */
  encode(index: number): string
  /** The index, or undefined for a text that `encode` never gives. */
  decode(id: string): number | undefined
}

export const orderIds = idCodec('O', [5, 5, 6])
export const tradeIds = idCodec('T', [5, 5, 6])
export const ledgerIds = idCodec('L', [5, 5, 6])
export const depositIds = idCodec('Q', [6, 6, 6])
export const withdrawalIds = idCodec('A', [6, 6, 6])
export const walletIds = idCodec('B', [6, 6, 6])
export const strategyIds = idCodec('ES', [5, 5, 6])
export const conversionIds = idCodec('S', [6, 6, 6])

export const orderId = (index: number): Txid => txid(orderIds.encode(index))
export const tradeIdOf = (index: number): TradeId => tradeId(tradeIds.encode(index))
/** An amend's id looks like a trade's and is none: they count from here, above all trades. */
const AMENDS_FROM = 2 ** 40
/** What an order was born as has an id like an amend's, above all of those. */
const ORIGINALS_FROM = 2 ** 41
export const originalIdOf = (index: number): string => tradeIds.encode(ORIGINALS_FROM + index)
export const amendIdOf = (index: number): string => tradeIds.encode(AMENDS_FROM + index)
export const ledgerIdOf = (index: number): LedgerId => ledgerId(ledgerIds.encode(index))

/** An opaque text of 43 characters, as long as Kraken's. */
export const tokenText = (of: { readonly key: string; readonly ordinal: number }): string =>
  createHash('sha256').update(`token ${of.ordinal} of ${of.key}`).digest('base64url')

/** 64 hexadecimal digits, in the look of a transaction on a chain. */
export const chainHash = (refid: string): string => createHash('sha256').update(`chain ${refid}`).digest('hex')

/** A whole number above 2^63, so that no double holds it: clients must not read it as one. */
export const connectionIdText = (socket: SocketId): string =>
  ((1n << 63n) | scramble(BigInt(socket), { bits: 63, key: 0x5bd1e995n })).toString()

export function idCodec(prefix: string, groups: readonly number[]): IdCodec {
  const length = groups.reduce((sum, group) => sum + group, 0)
  const bits = length * BITS_PER_CHARACTER
  const key = BigInt(prefix.charCodeAt(0) || 1) * 0x9e3779b97f4a7c15n
  const shape = new RegExp(`^${prefix}${groups.map((group) => `[A-Z2-7]{${group}}`).join('-')}$`)
  return {
    encode(index) {
      let rest = scramble(BigInt(index), { bits, key })
      let text = ''
      for (let at = 0; at < length; at += 1) {
        text += ALPHABET.charAt(Number(rest & 31n))
        rest >>= BigInt(BITS_PER_CHARACTER)
      }
      let from = 0
      const parts = groups.map((group) => text.slice(from, (from += group)))
      return prefix + parts.join('-')
    },
    decode(id) {
      if (!shape.test(id)) return undefined
      const text = id.slice(prefix.length).replaceAll('-', '')
      let scrambled = 0n
      for (let at = length - 1; at >= 0; at -= 1) {
        scrambled = (scrambled << BigInt(BITS_PER_CHARACTER)) | BigInt(ALPHABET.indexOf(text.charAt(at)))
      }
      const index = unscramble(scrambled, { bits, key })
      return index <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(index) : undefined
    },
  }
}

type Scrambling = { readonly bits: number; readonly key: bigint }

/** Any odd number would do; these mix well. */
const FACTORS = [0xd1342543de82ef95d1342543de82ef95n, 0x2545f4914f6cdd1d2545f4914f6cdd1dn] as const

/** One to one on the numbers below `2^bits`: every step can be undone. */
function scramble(value: bigint, { bits, key }: Scrambling): bigint {
  const half = BigInt(Math.ceil(bits / 2))
  let mixed = BigInt.asUintN(bits, value ^ key)
  for (const factor of FACTORS) {
    mixed = BigInt.asUintN(bits, mixed * factor)
    mixed ^= mixed >> half
  }
  return mixed
}

function unscramble(value: bigint, { bits, key }: Scrambling): bigint {
  const half = BigInt(Math.ceil(bits / 2))
  let mixed = value
  for (const factor of [...FACTORS].reverse()) {
    mixed ^= mixed >> half
    mixed = BigInt.asUintN(bits, mixed * inverse(factor, bits))
  }
  return BigInt.asUintN(bits, mixed ^ key)
}

/** The number that undoes a multiplication by an odd factor modulo `2^bits`; each round doubles the right bits. */
function inverse(factor: bigint, bits: number): bigint {
  let found = factor
  for (let right = 3; right < bits; right *= 2) found = BigInt.asUintN(bits, found * (2n - factor * found))
  return found
}
